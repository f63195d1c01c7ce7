-- The roles of the system belong to no workspace; the others belong to one. What is null cannot be pointed to by a
-- composite key, so zeros stand for "no workspace" in scope_id.
create table user_roles (
  id uuid primary key,
  workspace_id uuid,
  scope_id uuid not null generated always as (coalesce(workspace_id, '00000000-0000-0000-0000-000000000000')) stored,
  name varchar(100) not null,
  description text,
  permissions jsonb not null default '[]' check (jsonb_typeof(permissions) = 'array'),
  is_system boolean not null default false,
  revision integer not null default 1,
  created_at timestamptz(3) not null default now(),
  updated_at timestamptz(3) not null default now(),
  check (is_system = (workspace_id is null)),
  unique (scope_id, id)
);
-- "Support" and "support" would be told apart by nobody but a computer.
create unique index user_roles_name on user_roles (workspace_id, lower(name)) nulls not distinct;

create trigger user_roles_updated_at before update on user_roles for each row execute function set_updated_at();

-- What they hold is written in code; these rows mirror it, brought up to date at every start, so that assignments can
-- point to them and people can read them. Hence the ids that never change.
insert into user_roles (id, name, is_system) values
  ('00000000-0000-7000-8000-000000000001', 'owner', true),
  ('00000000-0000-7000-8000-000000000002', 'admin', true),
  ('00000000-0000-7000-8000-000000000003', 'editor', true),
  ('00000000-0000-7000-8000-000000000004', 'viewer', true),
  ('00000000-0000-7000-8000-000000000005', 'approver', true),
  ('00000000-0000-7000-8000-000000000006', 'developer', true),
  ('00000000-0000-7000-8000-000000000007', 'manager', true);

-- member_id is the membership that the role was given to: somebody who was removed and comes back is another member,
-- so what they were given before never comes back with them. It and pod_id point into another hub: ids only.
create table user_role_assignments (
  id uuid primary key,
  workspace_id uuid not null,
  user_id uuid not null references users (id) on delete cascade,
  member_id uuid not null,
  role_id uuid not null,
  role_scope_id uuid not null,
  pod_id uuid,
  assigned_by uuid references users (id) on delete set null,
  assigned_at timestamptz(3) not null default now(),
  expires_at timestamptz(3),
  -- A role of another workspace can be assigned by no path whatever.
  check (role_scope_id in (workspace_id, '00000000-0000-0000-0000-000000000000')),
  foreign key (role_scope_id, role_id) references user_roles (scope_id, id) on delete cascade,
  unique nulls not distinct (member_id, role_id, pod_id)
);
create index idx_role_assignments_workspace on user_role_assignments (workspace_id, id);
create index idx_role_assignments_user on user_role_assignments (user_id);
create index idx_role_assignments_role on user_role_assignments (role_scope_id, role_id);
create index idx_role_assignments_giver on user_role_assignments (assigned_by);
create index idx_role_assignments_expiry on user_role_assignments (expires_at) where expires_at is not null;
