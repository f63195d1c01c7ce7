drop table user_role_assignments;
drop table user_roles;
