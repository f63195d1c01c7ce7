alter table trigger_logs drop constraint trigger_logs_once;
delete from trigger_logs a using trigger_logs b
 where a.workflow_id = b.workflow_id and a.node_id = b.node_id and a.due_at = b.due_at and a.id > b.id;
alter table trigger_logs add constraint trigger_logs_workflow_id_node_id_due_at_key unique (workflow_id, node_id, due_at);
alter table trigger_logs drop column trigger_id;
