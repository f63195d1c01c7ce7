alter table instances drop column allows_workflows;
