drop index trigger_logs_by_workflow;
update trigger_logs set outcome = case when execution_id is null then 'missed' else 'fired' end;
alter table trigger_logs drop constraint trigger_logs_outcome_check;
alter table trigger_logs add constraint trigger_logs_outcome_check check (outcome in ('fired', 'missed'));
alter table trigger_logs
  drop column jitter_ms, drop column started_at, drop column lag_ms, drop column reason, drop column until_at;
drop table schedules;
