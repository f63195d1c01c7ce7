-- The approvals that a waiting execution waits for, whatever else it waits for besides.
alter table workflow_executions add column approval_ids uuid[];
create index workflow_executions_asking on workflow_executions (id) where approval_ids is not null;
