drop table workspace_members;
drop table workspaces;
