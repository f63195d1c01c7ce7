-- Pods are the teams of a workspace. Every key begins with the workspace, so that nothing can point across.
create table pods (
  id uuid primary key,
  workspace_id uuid not null references workspaces (id) on delete cascade,
  slug varchar(60) not null,
  name varchar(255) not null,
  description text,
  created_by uuid,
  created_at timestamptz(3) not null default now(),
  updated_at timestamptz(3) not null default now(),
  unique (workspace_id, id),
  unique (workspace_id, slug)
);
create unique index pods_name on pods (workspace_id, lower(name));

create trigger pods_updated_at before update on pods for each row execute function set_updated_at();

-- Who leaves the workspace leaves its pods in the same moment.
create table pod_members (
  workspace_id uuid not null,
  pod_id uuid not null,
  user_id uuid not null,
  is_manager boolean not null default false,
  added_by uuid,
  created_at timestamptz(3) not null default now(),
  primary key (workspace_id, pod_id, user_id),
  foreign key (workspace_id, pod_id) references pods (workspace_id, id) on delete cascade,
  foreign key (workspace_id, user_id) references workspace_members (workspace_id, user_id) on delete cascade
);
create index idx_pod_members_user on pod_members (workspace_id, user_id);
