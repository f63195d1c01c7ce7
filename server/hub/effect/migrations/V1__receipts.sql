-- What became of every effect. The id is the key of the effect: it begins with the time of its execution, as the
-- execution's own id does, so both are cut by the same months and old ones are dropped instead of deleted row by row,
-- and the receipts of an execution are a short range of the primary key.

create table receipts (
  id uuid not null primary key,
  workspace_id uuid not null,
  execution_id uuid not null,
  workflow_id uuid not null,
  workflow_name text not null,
  workflow_version integer not null,
  node_id text not null,
  node_name text not null,
  run_index integer not null,
  class varchar(20) not null check (class in ('read', 'write', 'send', 'pay', 'delete', 'execute')),
  -- The host or service, as far as it was known before the call.
  target text,
  connection_kind text,
  connection_id text,
  connection_name text,
  -- SHA-256 of type, resolved parameters and connection; null in executions older than receipts.
  request_hash bytea,
  -- What a person needs to decide, secrets left out; only where the outcome is or was in doubt. json takes every string.
  request json,
  response_status integer,
  response_hash bytea,
  response_bytes bigint,
  tries integer not null,
  outcome varchar(20) not null
    check (outcome in ('completed', 'failed', 'in_doubt', 'happened', 'repeated', 'stopped', 'cut_off')),
  intended_at timestamptz(3) not null,
  settled_at timestamptz(3),
  duration_ms bigint,
  decision varchar(20) check (decision in ('happened', 'repeat', 'stop')),
  decided_how varchar(20) check (decided_how in ('person', 'probe')),
  decided_by uuid,
  decided_at timestamptz(3),
  reason text,
  -- Place of the fact in the journal of its execution: facts may arrive twice and out of order, and a later one wins.
  place bigint not null,
  created_at timestamptz(3) not null default now(),
  updated_at timestamptz(3) not null default now()
) partition by range (id);

create index receipts_by_workspace on receipts (workspace_id, intended_at desc, id desc);
create index receipts_by_workflow on receipts (workflow_id, intended_at desc, id desc);
create index receipts_in_doubt on receipts (workspace_id, intended_at desc, id desc) where outcome = 'in_doubt';

create table receipts_default partition of receipts default;

-- The smallest UUIDv7 of a time.
create function uuid_floor(at timestamptz) returns uuid language sql immutable as $$
  select (lpad(to_hex((extract(epoch from at) * 1000)::bigint), 12, '0') || repeat('0', 20))::uuid
$$;

-- Makes the partitions of a month and the months after it. Runs with the rights of the owner, because the hub's role may not make tables.
create function ensure_partitions(from_day date, months integer) returns integer language plpgsql security definer set search_path from current as $$
declare
  month date := date_trunc('month', from_day);
  made integer := 0;
  child text;
begin
  for i in 0 .. months loop
    child := 'receipts_' || to_char(month, 'YYYY_MM');
    if to_regclass(child) is null then
      execute format('create table %I partition of receipts for values from (%L) to (%L)', child,
        uuid_floor(month::timestamp at time zone 'UTC'), uuid_floor((month + interval '1 month')::timestamp at time zone 'UTC'));
      made := made + 1;
    end if;
    month := month + interval '1 month';
  end loop;
  return made;
end
$$;

select ensure_partitions((now() at time zone 'UTC')::date, 3);
