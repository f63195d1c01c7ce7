drop index execution_starts_by_expiry;
alter table execution_starts drop column request_hash, drop column expires_at;
drop table queue_holds, start_limits;
drop view execution_queue;
drop type queue_lane;
drop index workflow_executions_queued, workflow_executions_holding, workflow_executions_limited, workflow_executions_ready;
update workflow_executions set wait_kind = null, wait_until = null where status = 'queued';
alter table workflow_executions drop column limit_max, drop column limit_key, drop column priority;
