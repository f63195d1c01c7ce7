-- owner_id and user_id point into the schema of another hub, which may live in another database: ids only.
create table workspaces (
  id uuid primary key,
  name varchar(255) not null,
  description text,
  owner_id uuid not null,
  settings jsonb not null default '{}',
  is_active boolean not null default true,
  created_at timestamptz(3) not null default now(),
  updated_at timestamptz(3) not null default now()
);
create index idx_workspaces_owner on workspaces (owner_id);
create index idx_workspaces_created_at on workspaces (created_at);

create table workspace_members (
  id uuid primary key,
  workspace_id uuid not null references workspaces (id) on delete cascade,
  user_id uuid not null,
  role varchar(50) not null check (role in ('owner', 'admin', 'editor', 'viewer')),
  invited_by uuid,
  accepted_at timestamptz(3),
  created_at timestamptz(3) not null default now(),
  unique (workspace_id, user_id)
);
create index idx_workspace_members_user on workspace_members (user_id, created_at);

create trigger workspaces_updated_at before update on workspaces for each row execute function set_updated_at();
