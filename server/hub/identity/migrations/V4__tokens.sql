-- Access tokens are signed and not stored; refresh tokens are stored as hashes. What one sign-in of one client
-- led to is a family: it is revoked as a whole.

-- The id is the `kid`. The private half is locked with the installation's key.
create table token_signing_keys (
  id uuid primary key,
  public_key jsonb not null,
  private_key text not null,
  -- Later than when it is made, so that whoever keeps the list of keys for a while knows it before it is used.
  signs_from timestamptz(3) not null,
  -- Null while no newer key is there.
  trusted_until timestamptz(3),
  created_at timestamptz(3) not null default now()
);

create table token_families (
  id uuid primary key,
  user_id uuid not null references users (id) on delete cascade,
  bound_workspace_id uuid not null,
  client_name varchar(100) not null,
  -- Of the client's name and what it keeps on its device.
  client_hash bytea not null check (length(client_hash) = 32),
  scopes jsonb not null default '[]',
  ip_address inet,
  user_agent text,
  last_used_at timestamptz(3) not null,
  expires_at timestamptz(3) not null,
  revoked_at timestamptz(3),
  created_at timestamptz(3) not null default now()
);
create index idx_token_families_user_id on token_families (user_id);
create index idx_token_families_expires_at on token_families (expires_at);

create table refresh_tokens (
  id uuid primary key,
  family_id uuid not null references token_families (id) on delete cascade,
  user_id uuid not null references users (id) on delete cascade,
  token_hash bytea not null unique check (length(token_hash) = 32),
  -- Unique, so that no token can have two successors whatever the program does.
  predecessor_id uuid unique,
  -- With the token itself it makes the successor, so that a repeated call gets the same one; gone when the successor is used.
  successor_salt bytea,
  expires_at timestamptz(3) not null,
  -- When it was exchanged for its successor or revoked.
  revoked_at timestamptz(3),
  created_at timestamptz(3) not null default now()
);
create index idx_refresh_tokens_family_id on refresh_tokens (family_id);
create index idx_refresh_tokens_user_id on refresh_tokens (user_id);
create index idx_refresh_tokens_expires_at on refresh_tokens (expires_at);

create table access_token_blacklist (
  id uuid primary key,
  token_hash bytea not null unique check (length(token_hash) = 32),
  user_id uuid not null references users (id) on delete cascade,
  expires_at timestamptz(3) not null,
  created_at timestamptz(3) not null default now()
);
create index idx_access_token_blacklist_user_id on access_token_blacklist (user_id);
create index idx_access_token_blacklist_expires_at on access_token_blacklist (expires_at);

-- A token names the generation it was issued in. Times of whole seconds could not tell
-- a token of the same second before from one after.
create table user_token_invalidation (
  user_id uuid primary key references users (id) on delete cascade,
  invalidated_at timestamptz(3) not null,
  generation integer not null check (generation > 0)
);

alter table api_keys
  -- Ranges as CIDR; empty: from everywhere.
  add column allowed_addresses jsonb not null default '[]',
  -- The only workspace it opens; null: all of its owner's.
  add column bound_workspace_id uuid,
  add column last_used_ip inet,
  -- The secret before the last rotation, for clients that do not know the new one yet.
  add column previous_key_hash bytea unique check (length(previous_key_hash) = 32),
  add column previous_valid_until timestamptz(3),
  add column rotated_at timestamptz(3);
