-- Several processes share one database: somebody may wait in one of them for an
-- execution that another one walks, and a person may listen in one for a test
-- call that reaches another.

-- The process (its name as a follower) that is to be told of the answer and the end; null when nobody waits elsewhere.
alter table workflow_executions add column answer_to uuid;

-- What a respond node answered, until the process at which the caller waits has fetched it.
create table execution_answers (
  execution_id uuid primary key,
  -- json keeps the text as it is and takes every string, \u0000 too.
  answer json not null,
  created_at timestamptz not null default now()
);
create index execution_answers_by_age on execution_answers (created_at);

-- What the process does of: http, worker, scheduler.
alter table workers add column roles text[] not null default '{http,worker,scheduler}';
-- Which encryption key it has (a fingerprint): all processes of an installation must have the same.
alter table workers add column key_id text;

-- Who listens for one test call of a workflow, in any process.
create table test_listenings (
  workflow_id uuid primary key,
  workspace_id uuid not null,
  version integer not null,
  created_by uuid,
  listen_until timestamptz not null
);
