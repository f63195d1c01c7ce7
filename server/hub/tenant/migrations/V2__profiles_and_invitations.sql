-- A workspace that was deleted rests until purge_at and can be brought back till then.
alter table workspaces
  add column slug varchar(63) check (slug ~ '^[a-z0-9]+(-[a-z0-9]+)*$'),
  add column visibility varchar(50) not null default 'PRIVATE' check (visibility in ('PRIVATE', 'PUBLIC')),
  add column deleted_at timestamptz(3),
  add column deleted_by uuid,
  add column purge_at timestamptz(3);
create unique index workspaces_slug on workspaces (slug) where slug is not null;
create index idx_workspaces_visibility on workspaces (visibility, id) where visibility = 'PUBLIC';
create index idx_workspaces_purge_at on workspaces (purge_at) where purge_at is not null;

alter table workspace_members add column last_seen_at timestamptz(3);
create index idx_workspace_members_joined on workspace_members (workspace_id, created_at, id);

create table tenant_profiles (
  workspace_id uuid primary key references workspaces (id) on delete cascade,
  industry varchar(100),
  company_size varchar(50),
  website text check (length(website) <= 2000),
  timezone varchar(50),
  currency varchar(10),
  language varchar(10),
  business_hours jsonb,
  created_at timestamptz(3) not null default now(),
  updated_at timestamptz(3) not null default now()
);
create trigger tenant_profiles_updated_at before update on tenant_profiles for each row execute function set_updated_at();

-- Apart from the profile, so that nobody reads the picture by reading the words.
create table workspace_logos (
  workspace_id uuid primary key references workspaces (id) on delete cascade,
  media_type varchar(20) not null check (media_type in ('image/png', 'image/jpeg', 'image/webp')),
  image bytea not null check (length(image) <= 1048576),
  -- SHA-256 of the image: its name in addresses, so that a browser may keep it for ever.
  digest varchar(64) not null,
  updated_at timestamptz(3) not null default now()
);

create table invitations (
  id uuid primary key,
  workspace_id uuid not null references workspaces (id) on delete cascade,
  email varchar(255) not null,
  role varchar(50) not null check (role in ('owner', 'admin', 'editor', 'viewer')),
  status varchar(50) not null default 'pending' check (status in ('pending', 'accepted', 'revoked', 'expired')),
  -- Of what was sent by mail: whoever has it reads the mail of the address.
  token_hash bytea not null unique check (length(token_hash) = 32),
  -- Of what the inviter copied and handed on by themselves.
  link_hash bytea unique check (length(link_hash) = 32),
  -- Whether the one who copied it may speak for the address: an administrator of the installation may.
  link_vouched boolean not null default false,
  invited_by uuid not null,
  accepted_by uuid,
  accepted_at timestamptz(3),
  sent_count integer not null default 1,
  sent_at timestamptz(3) not null default now(),
  expires_at timestamptz(3) not null,
  created_at timestamptz(3) not null default now(),
  updated_at timestamptz(3) not null default now()
);
create unique index invitations_open on invitations (workspace_id, lower(email)) where status = 'pending';
create index idx_invitations_email on invitations (lower(email)) where status = 'pending';
create index idx_invitations_workspace on invitations (workspace_id, id desc);
create trigger invitations_updated_at before update on invitations for each row execute function set_updated_at();

-- At most one offer at a time; it ends with the workspace, its acceptance, or its time.
create table ownership_transfers (
  workspace_id uuid primary key references workspaces (id) on delete cascade,
  from_user_id uuid not null,
  to_user_id uuid not null,
  expires_at timestamptz(3) not null,
  created_at timestamptz(3) not null default now()
);
