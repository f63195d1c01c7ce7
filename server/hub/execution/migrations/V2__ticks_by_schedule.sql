-- A trigger node may hold several schedules; each has ticks of its own.
alter table trigger_logs add column trigger_id uuid;
alter table trigger_logs drop constraint trigger_logs_workflow_id_node_id_due_at_key;
alter table trigger_logs add constraint trigger_logs_once unique (trigger_id, due_at);
