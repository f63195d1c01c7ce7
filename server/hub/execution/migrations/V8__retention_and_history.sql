-- How long a workspace keeps executions that are over; null keeps them for ever. Without a row the defaults count.
create table retention (
  workspace_id uuid primary key,
  completed_days integer check (completed_days between 1 and 36500),
  failed_days integer check (failed_days between 1 and 36500),
  updated_by uuid,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now()
);
create trigger retention_updated_at before update on retention for each row execute function set_updated_at();

-- Files that items of an execution refer to. A file goes when nothing refers to it any more.
create table execution_files (
  execution_id uuid not null,
  file_id char(64) not null,
  primary key (execution_id, file_id)
);
create index execution_files_by_file on execution_files (file_id);
insert into execution_files (execution_id, file_id)
select execution_id, found[1] from execution_journal, regexp_matches(entries::text, '"id":"([0-9a-f]{64})"', 'g') as found
union select id, found[1] from workflow_executions, regexp_matches(trigger_data::text, '"id":"([0-9a-f]{64})"', 'g') as found;

-- How many executions ended in each hour, so that nobody has to count rows. The
-- shard keeps connections that count for the same workspace from waiting for each other.
create table execution_hours (
  workspace_id uuid not null,
  hour timestamptz not null,
  status varchar(50) not null,
  shard smallint not null,
  executions bigint not null,
  duration_ms bigint not null,
  primary key (workspace_id, hour, status, shard)
) with (fillfactor = 50);

-- By trigger, because whatever ends an execution must be counted, and once.
create function count_ended_inserts() returns trigger language plpgsql as $$
begin
  insert into execution_hours as h (workspace_id, hour, status, shard, executions, duration_ms)
  select workspace_id, date_trunc('hour', ended_at), status, pg_backend_pid() % 32, count(*), coalesce(sum(duration_ms), 0)
    from new_rows where ended_at is not null group by 1, 2, 3 order by 1, 2, 3
  on conflict (workspace_id, hour, status, shard)
  do update set executions = h.executions + excluded.executions, duration_ms = h.duration_ms + excluded.duration_ms;
  return null;
end
$$;
create function count_ended_updates() returns trigger language plpgsql as $$
begin
  insert into execution_hours as h (workspace_id, hour, status, shard, executions, duration_ms)
  select n.workspace_id, date_trunc('hour', n.ended_at), n.status, pg_backend_pid() % 32, count(*), coalesce(sum(n.duration_ms), 0)
    from new_rows n join old_rows o on o.id = n.id
   where n.ended_at is not null and o.ended_at is null group by 1, 2, 3 order by 1, 2, 3
  on conflict (workspace_id, hour, status, shard)
  do update set executions = h.executions + excluded.executions, duration_ms = h.duration_ms + excluded.duration_ms;
  return null;
end
$$;
insert into execution_hours (workspace_id, hour, status, shard, executions, duration_ms)
select workspace_id, date_trunc('hour', ended_at), status, 0, count(*), coalesce(sum(duration_ms), 0)
  from workflow_executions where ended_at is not null group by 1, 2, 3;
create trigger count_ended_inserts after insert on workflow_executions
  referencing new table as new_rows for each statement execute function count_ended_inserts();
create trigger count_ended_updates after update on workflow_executions
  referencing old table as old_rows new table as new_rows for each statement execute function count_ended_updates();

-- Lists by status: what is not completed is rare and would be searched for long. Most executions are written once, completed, and cost nothing here.
create index workflow_executions_not_completed on workflow_executions (workspace_id, status, id desc) where status <> 'completed';
create index workflow_executions_not_completed_by_workflow on workflow_executions (workflow_id, status, id desc) where status <> 'completed';
create index workflow_executions_by_mode on workflow_executions (workspace_id, mode, id desc);

-- Months of executions that have partitions of their own, as the first day of the month.
create function partition_months() returns setof date language sql stable as $$
  select to_date(right(c.relname, 7), 'YYYY_MM') from pg_inherits i
    join pg_class c on c.oid = i.inhrelid
   where i.inhparent = 'workflow_executions'::regclass and c.relname ~ '_\d{4}_\d{2}$' order by 1
$$;

-- Drops a month of which nothing is open any more. False when somebody uses it
-- right now: it waits for a lock for a moment only, because everybody else would
-- wait behind it. Runs with the rights of the owner, because the hub's role may not drop tables.
create function drop_month(first_day date) returns boolean language plpgsql security definer set search_path from current as $$
declare
  month text := to_char(first_day, 'YYYY_MM');
  is_open boolean;
begin
  if to_regclass('workflow_executions_' || month) is null then return false; end if;
  execute format('select exists (select 1 from %I where status in (''queued'', ''running'', ''waiting'', ''paused''))',
    'workflow_executions_' || month) into is_open;
  if is_open then return false; end if;
  set local lock_timeout = '200ms';
  execute format('drop table %I', 'workflow_executions_' || month);
  execute format('drop table %I', 'execution_journal_' || month);
  return true;
exception when lock_not_available then
  return false;
end
$$;
