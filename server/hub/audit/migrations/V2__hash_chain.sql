-- Every line becomes a link of the chain of its workspace; lines without one form the chain of the installation.
-- What can be erased (from where, old and new values) moves out of the line into tables of its own: the line keeps
-- a salted hash of it, so the chain holds with and without it.
--
-- The lines that are here already go back into the outbox, and from there into the chain by the way that every line
-- goes: once, also when the process dies in between. Their handled notes must go, or they would be taken for done.
insert into outbox (event_id, type, key, payload)
select id, 'audit.recorded', coalesce(resource_id, action), json_build_object(
         'userId', user_id, 'workspaceId', workspace_id, 'means', null, 'address', host(ip_address), 'agent', user_agent,
         'at', to_char(created_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'),
         'action', action, 'resourceType', resource_type, 'resourceId', resource_id,
         'old', old_values, 'new', new_values, 'metadata', metadata)
  from audit_logs
 order by created_at, id;
delete from inbox where consumer = 'audit' and event_id in (select id from audit_logs);
drop table audit_logs;

create or replace function refuse_change() returns trigger language plpgsql as $$
begin
  raise exception '% only grows', tg_table_name;
end
$$;

-- Hashes are made by the application: see the document of the chain, docs/decisions/0021-audit-chain.md.
create table audit_logs (
  id uuid primary key,
  workspace_id uuid,
  chain_id uuid not null generated always as (coalesce(workspace_id, '00000000-0000-0000-0000-000000000000'::uuid)) stored,
  seq bigint not null,
  user_id uuid,
  means varchar(20) check (means in ('web', 'api', 'command_line', 'workflow', 'system')),
  action varchar(100) not null,
  resource_type varchar(50) not null,
  resource_id varchar(255),
  created_at timestamptz(3) not null,
  recorded_at timestamptz(3) not null,
  origin_digest bytea,
  values_digest bytea,
  prev_hash bytea not null,
  hash bytea not null
);
create unique index audit_logs_chain on audit_logs (chain_id, seq);
create index idx_audit_logs_user on audit_logs (chain_id, user_id, seq);
create index idx_audit_logs_resource on audit_logs (chain_id, resource_type, resource_id, seq);
create index idx_audit_logs_action on audit_logs (chain_id, action, seq);
create index idx_audit_logs_created_at on audit_logs (chain_id, created_at);

-- From where something was done. The address is text: what was hashed must come back as it was.
create table audit_origins (
  line_id uuid primary key references audit_logs,
  workspace_id uuid,
  user_id uuid,
  salt bytea not null,
  ip_address text,
  user_agent text
);
create index idx_audit_origins_user on audit_origins (user_id) where user_id is not null;

-- What it was and what it became. The subject is the person whom the line is about.
create table audit_values (
  line_id uuid primary key references audit_logs,
  workspace_id uuid,
  subject_id uuid,
  salt bytea not null,
  old_values jsonb,
  new_values jsonb,
  metadata jsonb
);
create index idx_audit_values_subject on audit_values (subject_id) where subject_id is not null;

-- Signed heads of chains.
create table checkpoints (
  id uuid primary key,
  workspace_id uuid,
  chain_id uuid not null generated always as (coalesce(workspace_id, '00000000-0000-0000-0000-000000000000'::uuid)) stored,
  seq bigint not null,
  line_count bigint not null,
  hash bytea not null,
  key_id varchar(16) not null,
  signature bytea not null,
  created_at timestamptz(3) not null
);
create unique index checkpoints_chain on checkpoints (chain_id, seq, key_id);
create index idx_checkpoints_created_at on checkpoints (created_at);

-- The same told for people; made from the lines and never the other way round.
create table activity_logs (
  id uuid primary key,
  workspace_id uuid not null,
  user_id uuid,
  description text not null,
  type varchar(50) not null,
  resource_id varchar(255),
  resource_name text,
  metadata jsonb,
  created_at timestamptz(3) not null
);
create index idx_activity_logs_workspace on activity_logs (workspace_id, created_at, id);
create index idx_activity_logs_user_id on activity_logs (workspace_id, user_id, created_at);
create index idx_activity_logs_resource on activity_logs (workspace_id, type, resource_id, created_at);

create trigger audit_logs_only_grows before update or delete on audit_logs for each row execute function refuse_change();
create trigger audit_logs_never_emptied before truncate on audit_logs for each statement execute function refuse_change();
create trigger checkpoints_only_grow before update or delete on checkpoints for each row execute function refuse_change();
create trigger checkpoints_never_emptied before truncate on checkpoints for each statement execute function refuse_change();
create trigger audit_origins_never_change before update on audit_origins for each row execute function refuse_change();
create trigger audit_values_never_change before update on audit_values for each row execute function refuse_change();
