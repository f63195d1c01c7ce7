drop table ownership_transfers;
drop table invitations;
drop table workspace_logos;
drop table tenant_profiles;
drop index idx_workspace_members_joined;
alter table workspace_members drop column last_seen_at;
drop index idx_workspaces_purge_at;
drop index idx_workspaces_visibility;
drop index workspaces_slug;
alter table workspaces
  drop column slug,
  drop column visibility,
  drop column deleted_at,
  drop column deleted_by,
  drop column purge_at;
