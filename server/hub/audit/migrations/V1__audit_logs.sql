-- Ids of users and workspaces are plain values here: a line outlives what it speaks of.
create table audit_logs (
  id uuid primary key,
  user_id uuid,
  workspace_id uuid,
  action varchar(100) not null,
  resource_type varchar(50) not null,
  resource_id varchar(255),
  old_values jsonb,
  new_values jsonb,
  ip_address inet,
  user_agent text,
  metadata jsonb,
  created_at timestamptz(3) not null
);
create index idx_audit_logs_user on audit_logs (user_id, created_at);
create index idx_audit_logs_workspace on audit_logs (workspace_id, created_at);
create index idx_audit_logs_action on audit_logs (action, created_at);
create index idx_audit_logs_created_at on audit_logs (created_at);

create function refuse_change() returns trigger language plpgsql as $$
begin
  raise exception 'audit_logs only grows';
end
$$;
create trigger audit_logs_only_grows before update or delete on audit_logs for each row execute function refuse_change();
create trigger audit_logs_never_emptied before truncate on audit_logs for each statement execute function refuse_change();
