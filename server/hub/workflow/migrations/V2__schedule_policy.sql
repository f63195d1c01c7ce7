-- A schedule may also be a single date. What counts is what the trigger's settings say; the expression is for people to read.
alter table workflow_schedules alter column cron_expression drop not null;
-- What the version says of missed ticks and jitter: {"missed", "missedMax", "jitterSeconds"}.
alter table workflow_schedules add column policy json not null default '{}';
