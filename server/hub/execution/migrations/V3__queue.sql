-- The queue is the executions with status 'queued'. What is in it and why it stays there:
--   wait_kind null        ready: taken as soon as a worker has room and the limits let it
--   wait_kind 'throttle'  starts at wait_until, because others of its workflow came before it
--   wait_kind 'debounce'  starts at wait_until, unless a newer event takes its place
--   wait_kind 'held'      a person holds the queue of its workflow
alter table workflow_executions
  -- Higher ones are taken first out of what is ready in a workspace.
  add column priority smallint not null default 0,
  -- Executions with the same key share a concurrency limit: as many of them may be 'running'.
  add column limit_key text,
  add column limit_max integer;

-- Two lanes, so that neither a long backlog nor a full limit stands in the way of who may start.
create index workflow_executions_ready on workflow_executions (workspace_id, priority desc, id)
  where status = 'queued' and wait_kind is null and limit_key is null;
create index workflow_executions_limited on workflow_executions (workspace_id, limit_key, priority desc, id)
  where status = 'queued' and wait_kind is null and limit_key is not null;
-- What a limit counts.
create index workflow_executions_holding on workflow_executions (limit_key) where status = 'running' and limit_key is not null;
-- What people look at: depth and age by workflow, from the index alone.
create index workflow_executions_queued on workflow_executions (workspace_id, workflow_id, wait_kind, id) where status = 'queued';

-- The head of a lane under a limit.
create type queue_lane as (workspace_id uuid, limit_key text, limit_max integer);

create view execution_queue as
select id as execution_id, workspace_id, workflow_id, workflow_name, mode, priority, coalesce(wait_kind, 'ready') as state,
  wait_until as due_at, limit_key, limit_max, started_at as queued_at
from workflow_executions where status = 'queued';

-- What throttles, rate limits and debounces remember, one row per workflow, kind and value of the key.
create table start_limits (
  workflow_id uuid not null,
  kind varchar(20) not null check (kind in ('throttle', 'rate_limit', 'debounce')),
  key text not null,
  state json not null,
  -- From then on it says no more than a missing row would.
  stale_at timestamptz not null,
  primary key (workflow_id, kind, key)
);
create index start_limits_by_age on start_limits (stale_at);

-- Workflows whose queue a person holds.
create table queue_holds (
  workflow_id uuid primary key,
  workspace_id uuid not null,
  held_by uuid,
  held_at timestamptz not null default now()
);

-- A key counts until it expires; null for ever. The hash tells a repeated request from another one with the same key.
alter table execution_starts
  add column expires_at timestamptz,
  add column request_hash text;
create index execution_starts_by_expiry on execution_starts (expires_at) where expires_at is not null;
