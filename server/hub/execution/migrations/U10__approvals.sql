drop index workflow_executions_asking;
alter table workflow_executions drop column approval_ids;
