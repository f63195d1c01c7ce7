drop table workflow_schedules;
drop table webhook_endpoints;
drop table workflow_triggers;
drop table workflow_tag_assignments;
drop table workflow_tags;
drop table workflow_versions;
drop table workflows;
