-- created_by, updated_by and workspace_id point into schemas of other hubs: ids only.
-- Within the hub the workspace is part of every reference, so no row can hang on another workspace's workflow.
create table workflows (
  id uuid primary key,
  workspace_id uuid not null,
  name varchar(255) not null,
  description text,
  document_format integer not null,
  nodes json not null,
  edges json not null,
  settings json not null,
  extras json not null,
  status varchar(50) not null default 'draft' check (status in ('draft', 'active', 'inactive', 'archived')),
  version integer not null default 1 check (version >= 1),
  published_version integer,
  created_by uuid,
  updated_by uuid,
  published_at timestamptz(3),
  created_at timestamptz(3) not null default now(),
  updated_at timestamptz(3) not null default now(),
  -- What lists show and search, computed from the document at each save.
  node_count integer not null,
  triggers text[] not null,
  effects text[] not null,
  placeholders integer not null,
  search_text text not null,
  unique (workspace_id, id),
  check (status <> 'active' or published_version is not null)
);
create index idx_workflows_workspace on workflows (workspace_id, updated_at desc, id desc);
create index idx_workflows_status on workflows (status);

create table workflow_versions (
  id uuid primary key,
  workspace_id uuid not null,
  workflow_id uuid not null,
  version_number integer not null check (version_number >= 1),
  name varchar(255) not null,
  description text,
  document_format integer not null,
  nodes json not null,
  edges json not null,
  settings json not null,
  extras json not null,
  note varchar(500),
  created_by uuid,
  created_at timestamptz(3) not null default now(),
  unique (workflow_id, version_number),
  foreign key (workspace_id, workflow_id) references workflows (workspace_id, id) on delete cascade
);

create table workflow_tags (
  id uuid primary key,
  workspace_id uuid not null,
  name varchar(100) not null,
  color varchar(7) check (color ~ '^#[0-9a-fA-F]{6}$'),
  created_by uuid,
  created_at timestamptz(3) not null default now(),
  unique (workspace_id, name),
  unique (workspace_id, id)
);

create table workflow_tag_assignments (
  workspace_id uuid not null,
  workflow_id uuid not null,
  tag_id uuid not null,
  primary key (workflow_id, tag_id),
  foreign key (workspace_id, workflow_id) references workflows (workspace_id, id) on delete cascade,
  foreign key (workspace_id, tag_id) references workflow_tags (workspace_id, id) on delete cascade
);
create index idx_workflow_tag_assignments_tag on workflow_tag_assignments (tag_id);

-- One row per thing an active workflow waits for; settings is what the node's definition said.
create table workflow_triggers (
  id uuid primary key,
  workspace_id uuid not null,
  workflow_id uuid not null,
  version_number integer not null,
  node_id varchar(255) not null,
  node_name varchar(255) not null,
  trigger_type varchar(100) not null,
  settings json not null,
  is_active boolean not null default true,
  created_at timestamptz(3) not null default now(),
  updated_at timestamptz(3) not null default now(),
  foreign key (workspace_id, workflow_id) references workflows (workspace_id, id) on delete cascade
);
create index idx_workflow_triggers_workflow on workflow_triggers (workflow_id);
create index idx_workflow_triggers_type on workflow_triggers (trigger_type);

create table webhook_endpoints (
  id uuid primary key references workflow_triggers (id) on delete cascade,
  workspace_id uuid not null,
  workflow_id uuid not null,
  node_id varchar(255) not null,
  method varchar(10) not null,
  endpoint_path varchar(255) not null,
  -- The path with its parameters nameless: users/:id and users/:name would answer the same calls.
  path_shape varchar(255) not null,
  is_active boolean not null default true,
  last_used_at timestamptz(3),
  created_at timestamptz(3) not null default now(),
  updated_at timestamptz(3) not null default now(),
  foreign key (workspace_id, workflow_id) references workflows (workspace_id, id) on delete cascade
);
create unique index webhook_endpoints_taken on webhook_endpoints (path_shape, method) where is_active;
create index idx_webhook_endpoints_workflow on webhook_endpoints (workflow_id);

create table workflow_schedules (
  id uuid primary key references workflow_triggers (id) on delete cascade,
  workspace_id uuid not null,
  workflow_id uuid not null,
  node_id varchar(255) not null,
  cron_expression varchar(255) not null,
  timezone varchar(50) not null,
  is_active boolean not null default true,
  next_run_at timestamptz(3),
  last_run_at timestamptz(3),
  created_at timestamptz(3) not null default now(),
  updated_at timestamptz(3) not null default now(),
  foreign key (workspace_id, workflow_id) references workflows (workspace_id, id) on delete cascade
);
create index idx_workflow_schedules_workflow on workflow_schedules (workflow_id);
create index idx_workflow_schedules_active on workflow_schedules (is_active, next_run_at);

create trigger workflows_updated_at before update on workflows for each row execute function set_updated_at();
create trigger workflow_triggers_updated_at before update on workflow_triggers for each row execute function set_updated_at();
create trigger webhook_endpoints_updated_at before update on webhook_endpoints for each row execute function set_updated_at();
create trigger workflow_schedules_updated_at before update on workflow_schedules for each row execute function set_updated_at();
