-- Executions and what happened in them. Ids are UUIDv7, so a range of ids is a
-- range of time: both large tables are cut by month on the id alone, keys stay
-- single-column, and old months are dropped instead of deleted row by row.

create table workflow_executions (
  id uuid not null primary key,
  workspace_id uuid not null,
  workflow_id uuid not null,
  workflow_name varchar(255) not null,
  workflow_version integer not null,
  status varchar(50) not null default 'queued'
    check (status in ('queued', 'running', 'waiting', 'paused', 'completed', 'failed', 'cancelled')),
  mode varchar(50) not null,
  started_at timestamptz not null,
  ended_at timestamptz,
  duration_ms bigint generated always as ((extract(epoch from ended_at - started_at) * 1000)::bigint) stored,
  -- What started it: {"node": id, "items": […]}. json keeps the text as it is and takes every string, \u0000 too.
  trigger_data json not null,
  variables json,
  error text,
  error_node varchar(255),
  -- When a timer ends the wait; null waits for a call or a person.
  wait_until timestamptz,
  -- What ends the wait: timer, webhook, decision, call.
  wait_kind varchar(20),
  in_doubt integer not null default 0,
  created_by uuid,
  retry_of uuid,
  parent_id uuid,
  -- Who holds it. A write names the fence it was given; taking over raises it, so a worker that lost its lease writes nothing.
  worker_id uuid,
  fence integer not null default 1,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now()
) partition by range (id);

create table execution_journal (
  execution_id uuid not null,
  seq integer not null,
  entries json not null,
  primary key (execution_id, seq)
) partition by range (execution_id);

create index workflow_executions_by_workspace on workflow_executions (workspace_id, id desc);
create index workflow_executions_by_workflow on workflow_executions (workflow_id, id desc);
create index workflow_executions_open on workflow_executions (status, wait_until) where status in ('queued', 'running', 'waiting', 'paused');
create index workflow_executions_by_parent on workflow_executions (parent_id) where parent_id is not null;

create table workflow_executions_default partition of workflow_executions default;
create table execution_journal_default partition of execution_journal default;

-- The smallest UUIDv7 of a time.
create function uuid_floor(at timestamptz) returns uuid language sql immutable as $$
  select (lpad(to_hex((extract(epoch from at) * 1000)::bigint), 12, '0') || repeat('0', 20))::uuid
$$;

-- Makes the partitions of a month and the months after it. Runs with the rights of the owner, because the hub's role may not make tables.
create function ensure_partitions(from_day date, months integer) returns integer language plpgsql security definer set search_path from current as $$
declare
  month date := date_trunc('month', from_day);
  made integer := 0;
  parent text;
  child text;
begin
  for i in 0 .. months loop
    foreach parent in array array['workflow_executions', 'execution_journal'] loop
      child := parent || '_' || to_char(month, 'YYYY_MM');
      if to_regclass(child) is null then
        execute format('create table %I partition of %I for values from (%L) to (%L)', child, parent,
          uuid_floor(month::timestamp at time zone 'UTC'), uuid_floor((month + interval '1 month')::timestamp at time zone 'UTC'));
        made := made + 1;
      end if;
    end loop;
    month := month + interval '1 month';
  end loop;
  return made;
end
$$;

select ensure_partitions((now() at time zone 'UTC')::date, 3);

-- Starts that must happen once: a schedule's tick, a caller's idempotency key, the error workflow of an execution.
create table execution_starts (
  key text primary key,
  execution_id uuid not null,
  created_at timestamptz not null default now()
);
create index execution_starts_by_age on execution_starts (created_at);

-- Processes that walk executions. Alive: the lease has time left and the session that holds the lock still exists.
create table workers (
  id uuid primary key,
  lock_key bigint not null unique,
  host text not null,
  pid integer not null,
  started_at timestamptz not null default now(),
  heartbeat_at timestamptz not null default now(),
  lease_until timestamptz not null
);

-- What workflows keep across executions.
create table static_data (
  workflow_id uuid primary key,
  data json not null,
  updated_at timestamptz not null default now()
);

-- Every tick of a schedule that came due: fired, or missed and why.
create table trigger_logs (
  id uuid primary key,
  workspace_id uuid not null,
  workflow_id uuid not null,
  node_id varchar(255) not null,
  due_at timestamptz not null,
  outcome varchar(20) not null check (outcome in ('fired', 'missed')),
  execution_id uuid,
  created_at timestamptz not null default now(),
  unique (workflow_id, node_id, due_at)
);

-- One row per node execution, as the journal tells it.
create view node_executions as
select
  j.execution_id,
  x.entry ->> 'n' as node_id,
  (x.entry ->> 'r')::integer as run_index,
  x.entry ->> 's' as status,
  to_timestamp((x.entry ->> 't')::double precision / 1000) as started_at,
  to_timestamp(((x.entry ->> 't')::double precision + (x.entry ->> 'd')::double precision) / 1000) as ended_at,
  (x.entry ->> 'd')::bigint as duration_ms,
  coalesce((x.entry ->> 'x')::integer, 1) - 1 as retry_count,
  coalesce(x.entry ->> 'e', 'pure') as effect,
  x.entry -> 'err' ->> 'message' as error,
  x.entry -> 'o' as output_data
from execution_journal j, json_array_elements(j.entries) as x(entry)
where x.entry ->> 'k' = 'done';

-- What nodes and the engine said while an execution went on.
create view execution_logs as
select
  j.execution_id,
  x.entry ->> 'n' as node_id,
  x.entry ->> 'l' as level,
  x.entry ->> 'msg' as message,
  to_timestamp((x.entry ->> 't')::double precision / 1000) as created_at
from execution_journal j, json_array_elements(j.entries) as x(entry)
where x.entry ->> 'k' = 'log';
