-- When each schedule of the active workflows is due next. A copy of what the workflow hub says, with the place in time
-- that this hub has come to. Several processes share the work: a row is locked from the claim until its tick is written down.
create table schedules (
  trigger_id uuid primary key,
  workspace_id uuid not null,
  workflow_id uuid not null,
  workflow_version integer not null,
  node_id varchar(255) not null,
  node_name varchar(255) not null,
  -- {"listen": what the node said, "timezone": IANA name}
  rhythm json not null,
  -- {"missed", "missedMax", "jitterSeconds"}
  policy json not null,
  -- Ticks before it are nobody's.
  active_since timestamptz not null,
  -- The last tick that was dealt with, whatever became of it; "every third day" counts from it.
  last_tick_at timestamptz,
  -- As the rhythm says; null when there is no tick any more.
  next_tick_at timestamptz,
  -- With its jitter.
  next_due_at timestamptz,
  -- The version of the time zone rules that next_tick_at was reckoned with, such as 2026c.
  zone_rules varchar(20) not null,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now()
);
create index schedules_due on schedules (next_due_at) where next_due_at is not null;
create index schedules_by_workflow on schedules (workflow_id);
create trigger schedules_updated_at before update on schedules for each row execute function set_updated_at();

-- Every tick that came due, and what became of it:
--   fired    started an execution when it was due
--   made_up  started one late, because nobody was there when it was due
--   missed   nobody was there, and a newer tick was made up for instead
--   skipped  nobody was there, and the workflow wants no late starts
--   refused  the limits of the workflow did not let it start
--   failed   could not be started; the reason tells why
-- due_at is what the rhythm says; it was to start jitter_ms later.
alter table trigger_logs
  add column jitter_ms integer not null default 0,
  add column started_at timestamptz,
  add column lag_ms bigint,
  add column reason text,
  -- Set when the row stands for all ticks from due_at until before then, of which there were too many to tell one by one.
  add column until_at timestamptz;
alter table trigger_logs drop constraint trigger_logs_outcome_check;
alter table trigger_logs add constraint trigger_logs_outcome_check
  check (outcome in ('fired', 'made_up', 'missed', 'skipped', 'refused', 'failed'));
create index trigger_logs_by_workflow on trigger_logs (workflow_id, due_at desc, id desc);
