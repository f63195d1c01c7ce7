drop table pod_members;
drop table pods;
