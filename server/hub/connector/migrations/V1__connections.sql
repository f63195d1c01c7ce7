create table connections (
  id uuid primary key,
  workspace_id uuid not null,
  name varchar(255) not null,
  type varchar(100) not null,
  config jsonb not null,
  encrypted_config text not null,
  verification_status varchar(20) not null default 'unverified' check (verification_status in ('unverified', 'verified', 'failed')),
  last_verified_at timestamptz(3),
  last_used_at timestamptz(3),
  is_active boolean not null default true,
  created_by uuid,
  created_at timestamptz(3) not null default now(),
  updated_at timestamptz(3) not null default now()
);
create index idx_connections_workspace on connections (workspace_id, type, name);
