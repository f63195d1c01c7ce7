-- Databases that are queried under the eyes of others: which there are, what was asked of them, and who may for a while
-- without asking. What a query gave is not here: it lies in sealed files, of which a row holds the key.

create table instances (
  id uuid not null primary key,
  workspace_id uuid not null,
  kind varchar(20) not null check (kind in ('postgresql', 'mongodb')),
  name varchar(255) not null,
  description text,
  environment varchar(20) not null check (environment in ('development', 'staging', 'production')),
  pod_id uuid,
  host varchar(255) not null,
  port integer not null check (port between 1 and 65535),
  databases text[] not null check (cardinality(databases) > 0),
  tls jsonb not null,
  replica_host varchar(255),
  replica_port integer check (replica_port between 1 and 65535),
  read_user text not null,
  write_user text,
  -- Both passwords, or the references that name where they are kept; null once the instance is deleted.
  locked_passwords text,
  limits jsonb not null,
  masked jsonb not null,
  -- Who may see it besides those who manage it; null: everybody who may see queries there.
  readers jsonb,
  version integer not null default 1 check (version > 0),
  created_by uuid,
  created_at timestamptz(3) not null,
  updated_at timestamptz(3) not null,
  -- Queries refer to it for good, so the row stays and its name is free again.
  deleted_at timestamptz(3),
  unique (workspace_id, id),
  check ((replica_host is null) = (replica_port is null)),
  check ((locked_passwords is null) = (deleted_at is not null))
);
create unique index instances_by_name on instances (workspace_id, lower(name)) where deleted_at is null;

create table access_grants (
  id uuid not null primary key,
  workspace_id uuid not null,
  instance_id uuid not null,
  -- Null: every database of the instance.
  database_name varchar(255),
  pod_id uuid,
  user_id uuid not null,
  class varchar(20) not null check (class in ('read', 'write')),
  reason text not null,
  state varchar(20) not null default 'pending' check (state in ('pending', 'approved', 'rejected', 'revoked', 'expired', 'withdrawn')),
  until_at timestamptz(3) not null,
  decided_by uuid,
  decided_at timestamptz(3),
  decision_reason text,
  created_at timestamptz(3) not null,
  updated_at timestamptz(3) not null,
  foreign key (workspace_id, instance_id) references instances (workspace_id, id),
  unique (workspace_id, id),
  -- Whoever asks is never who gives.
  check (state not in ('approved', 'rejected') or decided_by is distinct from user_id)
);
create index access_grants_by_person on access_grants (workspace_id, user_id, instance_id) where state = 'approved';
create index access_grants_by_time on access_grants (workspace_id, created_at desc, id desc);
create index access_grants_open on access_grants (until_at) where state in ('pending', 'approved');

create table query_requests (
  id bigint generated always as identity primary key,
  uuid uuid not null unique,
  workspace_id uuid not null,
  user_id uuid not null,
  database_type varchar(20) not null check (database_type in ('postgresql', 'mongodb')),
  instance_id uuid not null,
  instance_name varchar(255) not null,
  environment varchar(20) not null check (environment in ('development', 'staging', 'production')),
  database_name varchar(255) not null,
  submission_type varchar(20) not null check (submission_type in ('query', 'script', 'undo')),
  query_content text,
  script_filename varchar(255),
  script_content text,
  comments text,
  ticket_url text,
  pod_id uuid,
  pod_name varchar(255),
  recipients uuid[] not null default '{}',
  schedule_at timestamptz(3),
  -- Counts the changes of what will be done; with it the hash changes, and what was approved is not this any more.
  version integer not null default 1 check (version > 0),
  class varchar(20) not null check (class in ('read', 'write', 'schema', 'privilege')),
  effect varchar(20) not null,
  -- json takes every string.
  analysis json,
  limits jsonb not null,
  hash bytea not null check (length(hash) = 32),
  status varchar(20) not null default 'pending'
    check (status in ('pending', 'approved', 'rejected', 'executing', 'completed', 'failed', 'cancelled', 'expired')),
  -- What whoever decides wants changed first.
  changes_wanted text,
  approval_id uuid,
  grant_id uuid,
  policies jsonb not null default '[]',
  approver_id uuid,
  approver_email varchar(255),
  approved_at timestamptz(3),
  rejection_reason text,
  cancelled_by uuid,
  -- An approved query that has not begun by then is expired.
  expires_at timestamptz(3),
  execution_result text,
  execution_error text,
  execution_started_at timestamptz(3),
  execution_completed_at timestamptz(3),
  -- Who is about to execute it or does, and until when unless they say that they still do; the number of this try.
  worker_id uuid,
  lease_until timestamptz(3),
  tries integer not null default 0,
  cancel_wanted_at timestamptz(3),
  is_in_doubt boolean not null default false,
  result_rows integer,
  result_bytes bigint,
  result_is_truncated boolean,
  changed_rows bigint,
  duration_ms double precision,
  messages json,
  result_columns json,
  -- The sealed files: [{id, firstRow}], and the key that opens them; both null once it has expired.
  result_parts jsonb,
  result_key text,
  result_expires_at timestamptz(3),
  -- What was there before a change, sealed as the result is.
  before_parts jsonb,
  before_key text,
  undo_of uuid,
  cloned_from uuid,
  created_at timestamptz(3) not null,
  updated_at timestamptz(3) not null,
  unique (workspace_id, uuid),
  foreign key (workspace_id, instance_id) references instances (workspace_id, id),
  check ((submission_type = 'script') = (script_content is not null)),
  check (worker_id is null or status in ('approved', 'executing')),
  check (status <> 'executing' or worker_id is not null),
  check ((result_parts is null) = (result_key is null)),
  check ((before_parts is null) = (before_key is null))
);
create index query_requests_by_time on query_requests (workspace_id, id desc);
create index query_requests_by_person on query_requests (workspace_id, user_id, id desc);
create index query_requests_by_instance on query_requests (workspace_id, instance_id, id desc);
create index query_requests_received on query_requests using gin (recipients);
create index query_requests_open on query_requests (status, schedule_at) where status in ('pending', 'approved', 'executing');
create index query_requests_kept on query_requests (result_expires_at) where result_key is not null or before_key is not null;
-- One undo of a query at a time.
create unique index query_requests_undo on query_requests (workspace_id, undo_of)
  where undo_of is not null and status not in ('rejected', 'failed', 'cancelled', 'expired');

-- Which status may follow which. Whatever a program does wrong, an executed query is never executed again.
create function query_status_follows() returns trigger language plpgsql as $$
begin
  if old.status = new.status then
    return new;
  end if;
  if not (case old.status
    when 'pending' then new.status in ('approved', 'rejected', 'cancelled', 'expired')
    -- Back to pending when it is changed, or the policies are.
    when 'approved' then new.status in ('executing', 'pending', 'rejected', 'cancelled', 'expired', 'failed')
    -- A read is executed again when its process ended; a change never is.
    when 'executing' then new.status in ('completed', 'failed', 'cancelled') or (new.status = 'approved' and old.class = 'read')
    else false
  end) then
    raise exception 'a query that is % cannot become %', old.status, new.status using errcode = 'check_violation';
  end if;
  return new;
end $$;

create trigger query_status_follows before update of status on query_requests
  for each row execute function query_status_follows();

create table query_comments (
  id uuid not null primary key,
  workspace_id uuid not null,
  query_id uuid not null,
  user_id uuid,
  text text not null,
  created_at timestamptz(3) not null,
  foreign key (workspace_id, query_id) references query_requests (workspace_id, uuid) on delete cascade
);
create index query_comments_by_query on query_comments (workspace_id, query_id, created_at, id);
