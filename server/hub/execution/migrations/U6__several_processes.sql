drop table test_listenings;
alter table workers drop column key_id;
alter table workers drop column roles;
drop table execution_answers;
alter table workflow_executions drop column answer_to;
