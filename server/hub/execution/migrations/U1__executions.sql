drop view execution_logs;
drop view node_executions;
drop table trigger_logs, static_data, workers, execution_starts, execution_journal, workflow_executions;
drop function ensure_partitions(date, integer);
drop function uuid_floor(timestamptz);
