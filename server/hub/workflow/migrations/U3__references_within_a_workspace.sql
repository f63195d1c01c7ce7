alter table webhook_endpoints
  drop constraint webhook_endpoints_of_trigger,
  add constraint webhook_endpoints_id_fkey foreign key (id) references workflow_triggers (id) on delete cascade;

alter table workflow_schedules
  drop constraint workflow_schedules_of_trigger,
  add constraint workflow_schedules_id_fkey foreign key (id) references workflow_triggers (id) on delete cascade;

alter table workflow_triggers drop constraint workflow_triggers_of_workspace;
