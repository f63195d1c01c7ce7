create table logs_before (
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
insert into logs_before
select l.id, l.user_id, l.workspace_id, l.action, l.resource_type, l.resource_id, v.old_values, v.new_values, o.ip_address::inet,
       o.user_agent, v.metadata, l.created_at
  from audit_logs l left join audit_origins o on o.line_id = l.id left join audit_values v on v.line_id = l.id;
drop table activity_logs, checkpoints, audit_values, audit_origins, audit_logs;
alter table logs_before rename to audit_logs;
alter index logs_before_pkey rename to audit_logs_pkey;
create index idx_audit_logs_user on audit_logs (user_id, created_at);
create index idx_audit_logs_workspace on audit_logs (workspace_id, created_at);
create index idx_audit_logs_action on audit_logs (action, created_at);
create index idx_audit_logs_created_at on audit_logs (created_at);
create or replace function refuse_change() returns trigger language plpgsql as $$
begin
  raise exception 'audit_logs only grows';
end
$$;
create trigger audit_logs_only_grows before update or delete on audit_logs for each row execute function refuse_change();
create trigger audit_logs_never_emptied before truncate on audit_logs for each statement execute function refuse_change();
