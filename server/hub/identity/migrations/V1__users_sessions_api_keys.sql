create table users (
  id uuid primary key,
  email varchar(255) not null,
  name varchar(255) not null,
  password_hash varchar(255) not null,
  avatar_url text,
  is_active boolean not null default true,
  is_verified boolean not null default false,
  is_admin boolean not null default false,
  last_login_at timestamptz(3),
  created_at timestamptz(3) not null default now(),
  updated_at timestamptz(3) not null default now(),
  deleted_at timestamptz(3)
);
-- Addresses differ in case for nobody but a computer; a deleted person's address may be used anew.
create unique index users_email on users (lower(email)) where deleted_at is null;
create index idx_users_active on users (is_active);
create index idx_users_created_at on users (created_at);

-- At most one row. Of two set-ups at once the second waits here for the first and then finds the place taken,
-- before its user exists; hence the deferred reference.
create table installation (
  only_row boolean primary key default true check (only_row),
  owner_id uuid not null references users (id) deferrable initially deferred,
  created_at timestamptz(3) not null default now()
);

create table user_sessions (
  id uuid primary key,
  user_id uuid not null references users (id) on delete cascade,
  token_hash bytea not null unique check (length(token_hash) = 32),
  ip_address inet,
  user_agent text,
  is_active boolean not null default true,
  expires_at timestamptz(3) not null,
  created_at timestamptz(3) not null default now(),
  updated_at timestamptz(3) not null default now()
);
create index idx_sessions_user_id on user_sessions (user_id);
create index idx_sessions_expires_at on user_sessions (expires_at);

create table api_keys (
  id uuid primary key,
  user_id uuid not null references users (id) on delete cascade,
  name varchar(255) not null,
  key_prefix varchar(20) not null,
  key_hash bytea not null unique check (length(key_hash) = 32),
  scopes jsonb not null default '[]',
  is_active boolean not null default true,
  expires_at timestamptz(3),
  last_used_at timestamptz(3),
  created_at timestamptz(3) not null default now(),
  updated_at timestamptz(3) not null default now()
);
create index idx_api_keys_user on api_keys (user_id);

create trigger users_updated_at before update on users for each row execute function set_updated_at();
create trigger user_sessions_updated_at before update on user_sessions for each row execute function set_updated_at();
create trigger api_keys_updated_at before update on api_keys for each row execute function set_updated_at();
