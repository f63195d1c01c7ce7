-- A reference by id alone could point into another workspace, and foreign keys ask no policy. The workspace becomes part of it.
alter table workflow_triggers add constraint workflow_triggers_of_workspace unique (workspace_id, id);

alter table webhook_endpoints
  drop constraint webhook_endpoints_id_fkey,
  add constraint webhook_endpoints_of_trigger foreign key (workspace_id, id) references workflow_triggers (workspace_id, id) on delete cascade;

alter table workflow_schedules
  drop constraint workflow_schedules_id_fkey,
  add constraint workflow_schedules_of_trigger foreign key (workspace_id, id) references workflow_triggers (workspace_id, id) on delete cascade;
