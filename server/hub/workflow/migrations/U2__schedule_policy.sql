alter table workflow_schedules drop column policy;
delete from workflow_triggers t using workflow_schedules s where s.id = t.id and s.cron_expression is null;
alter table workflow_schedules alter column cron_expression set not null;
