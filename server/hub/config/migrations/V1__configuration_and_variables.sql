-- Values that people set for keys which the code declares. A row stays when its value is taken back (config_value is
-- null then), so that version and revision go on and a process that reads only what is newer misses nothing.
-- Category, description and rules are those of the declaration when the value was written.
create sequence config_revision;

create table runtime_configs (
  id uuid primary key,
  config_key varchar(255) not null,
  config_value text,
  config_type varchar(50) not null default 'STRING' check (config_type in ('STRING', 'NUMBER', 'BOOLEAN', 'JSON')),
  scope varchar(50) not null check (scope in ('GLOBAL', 'TENANT', 'USER')),
  tenant_id uuid,
  user_id uuid,
  category varchar(100),
  description text,
  is_encrypted boolean not null default false,
  is_locked boolean not null default false,
  validation_rules jsonb,
  version integer not null default 1 check (version >= 1),
  revision bigint not null,
  updated_by uuid,
  created_at timestamptz(3) not null default now(),
  updated_at timestamptz(3) not null default now(),
  unique nulls not distinct (config_key, scope, tenant_id, user_id),
  check ((scope = 'TENANT') = (tenant_id is not null) and (scope = 'USER') = (user_id is not null)),
  check (not (is_locked and scope = 'USER'))
);
create index idx_configs_key on runtime_configs (config_key);
create index idx_configs_scope on runtime_configs (scope);
create index idx_configs_tenant_id on runtime_configs (tenant_id);
create index idx_configs_category on runtime_configs (category);
create index idx_configs_revision on runtime_configs (revision);

create table environment_configs (
  id uuid primary key,
  environment varchar(50) not null,
  config_key varchar(255) not null,
  config_value text,
  config_type varchar(50) not null default 'STRING' check (config_type in ('STRING', 'NUMBER', 'BOOLEAN', 'JSON')),
  description text,
  is_encrypted boolean not null default false,
  version integer not null default 1 check (version >= 1),
  revision bigint not null,
  updated_by uuid,
  created_at timestamptz(3) not null default now(),
  updated_at timestamptz(3) not null default now(),
  unique (environment, config_key)
);
create index idx_env_configs_environment on environment_configs (environment);
create index idx_env_configs_key on environment_configs (config_key);
create index idx_env_configs_revision on environment_configs (revision);

-- Every version that a value ever had. Lines are added and never changed, but for what is locked in them: a new
-- encryption key locks it anew.
create table config_history (
  revision bigint primary key,
  config_key varchar(255) not null,
  scope varchar(50) not null check (scope in ('ENVIRONMENT', 'GLOBAL', 'TENANT', 'USER')),
  environment varchar(50),
  tenant_id uuid,
  user_id uuid,
  version integer not null,
  action varchar(20) not null check (action in ('set', 'unset', 'restored')),
  restored_version integer,
  config_value text,
  is_encrypted boolean not null,
  is_locked boolean not null,
  changed_by uuid,
  created_at timestamptz(3) not null default now(),
  unique nulls not distinct (config_key, scope, environment, tenant_id, user_id, version)
);

create function refuse_history_change() returns trigger language plpgsql as $$
begin
  if tg_op = 'UPDATE' and old.is_encrypted and to_jsonb(new) - 'config_value' = to_jsonb(old) - 'config_value' then
    return new;
  end if;
  raise exception 'the history of the configuration is never changed';
end
$$;
create trigger config_history_stays before update or delete on config_history
  for each row execute function refuse_history_change();

-- What workflows read as $vars. `global` holds in the whole workspace, `workflow` in one workflow, `user` where that
-- person starts a workflow by hand. workflow_id and user_id point into schemas of other hubs: ids only.
create table environment_variables (
  id uuid primary key,
  workspace_id uuid not null,
  name varchar(255) not null,
  value text not null,
  is_secret boolean not null default false,
  scope varchar(50) not null default 'workflow' check (scope in ('workflow', 'global', 'user')),
  workflow_id uuid,
  user_id uuid,
  description varchar(500),
  version integer not null default 1 check (version >= 1),
  created_by uuid,
  updated_by uuid,
  created_at timestamptz(3) not null default now(),
  updated_at timestamptz(3) not null default now(),
  unique nulls not distinct (workspace_id, name, scope, workflow_id, user_id),
  check ((scope = 'workflow') = (workflow_id is not null) and (scope = 'user') = (user_id is not null))
);
