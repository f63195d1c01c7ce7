-- A person wants it to rest before its next node; taken back when it does.
alter table workflow_executions add column pause_wanted boolean not null default false;

-- Connections whose service has failed lately. A connection without a row works as far as anybody knows.
create table circuits (
  id uuid primary key,
  workspace_id uuid not null,
  connection uuid not null,
  connection_name text not null,
  -- closed: failures are counted. open: calls fail at once until open_until. half_open: one call tries, until probe_until.
  state varchar(10) not null default 'closed' check (state in ('closed', 'open', 'half_open')),
  -- In a row, as far as they came close enough upon each other.
  failures integer not null,
  last_failure text not null,
  last_failed_at timestamptz not null default now(),
  -- How often it has opened since it last worked; each time for longer.
  opened integer not null default 0,
  open_until timestamptz,
  probe_until timestamptz,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  unique (workspace_id, connection)
);
create trigger circuits_updated_at before update on circuits for each row execute function set_updated_at();
