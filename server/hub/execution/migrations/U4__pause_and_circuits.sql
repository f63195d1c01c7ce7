drop table circuits;
alter table workflow_executions drop column pause_wanted;
