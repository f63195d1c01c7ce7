drop table failing_workflows;
