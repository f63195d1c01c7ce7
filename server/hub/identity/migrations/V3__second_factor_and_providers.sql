-- Who comes by a provider needs no password.
alter table users alter column password_hash drop not null;

alter table users add column two_factor_enabled boolean not null default false;
-- Locked, hence wider than the 32 characters of the secret itself. Set before it is enabled: until a code proves
-- that the app has it, it counts for nothing.
alter table users add column two_factor_secret text;
-- The last time step whose code was used. A code is good once: what is read over a shoulder must not work a second time.
alter table users add column two_factor_last_step bigint;
-- In a row, since the last right code.
alter table users add column two_factor_failures integer not null default 0;
alter table users add column two_factor_locked_until timestamptz(3);

create table recovery_codes (
  id uuid primary key,
  user_id uuid not null references users (id) on delete cascade,
  code_hash bytea not null check (length(code_hash) = 32),
  used_at timestamptz(3),
  created_at timestamptz(3) not null default now(),
  unique (user_id, code_hash)
);

-- When the person last proved who they are; what changes the ways in asks for that to be recent.
alter table user_sessions add column authenticated_at timestamptz(3) not null default now();
-- How they did.
alter table user_sessions add column method varchar(50) not null default 'password';
alter table user_sessions add column last_used_at timestamptz(3) not null default now();

-- Somebody who showed a first factor and still owes the second. It opens nothing.
create table sign_in_challenges (
  id uuid primary key,
  user_id uuid not null references users (id) on delete cascade,
  method varchar(50) not null,
  ticket_hash bytea not null unique check (length(ticket_hash) = 32),
  browser_hash bytea not null check (length(browser_hash) = 32),
  tries integer not null default 0,
  expires_at timestamptz(3) not null,
  created_at timestamptz(3) not null default now()
);
create index idx_sign_in_challenges_user on sign_in_challenges (user_id);
create index idx_sign_in_challenges_expires_at on sign_in_challenges (expires_at);

-- Services whose word about who somebody is this installation takes.
create table identity_providers (
  id uuid primary key,
  -- In addresses and in oauth_providers.provider.
  name varchar(50) not null unique check (name ~ '^[a-z0-9]+(-[a-z0-9]+)*$'),
  kind varchar(20) not null check (kind in ('oidc', 'google', 'github', 'gitlab', 'microsoft')),
  label varchar(100) not null,
  issuer varchar(500) not null,
  client_id varchar(255) not null,
  client_secret text not null,
  scopes jsonb not null default '[]',
  allowed_domains jsonb not null default '[]',
  creates_accounts boolean not null default false,
  trusts_email boolean not null default false,
  is_active boolean not null default true,
  created_at timestamptz(3) not null default now(),
  updated_at timestamptz(3) not null default now()
);

-- Accounts at providers that belong to people here. They go with their provider: who makes another one by the
-- same name must not inherit the people of the first.
create table oauth_providers (
  id uuid primary key,
  user_id uuid not null references users (id) on delete cascade,
  provider varchar(50) not null references identity_providers (name) on delete cascade,
  provider_user_id varchar(255) not null,
  email varchar(255),
  access_token text,
  refresh_token text,
  token_expires_at timestamptz(3),
  scopes jsonb not null default '[]',
  last_used_at timestamptz(3),
  created_at timestamptz(3) not null default now(),
  updated_at timestamptz(3) not null default now(),
  unique (provider, provider_user_id)
);
create index idx_oauth_providers_user on oauth_providers (user_id);

-- A browser that was sent to a provider and is expected back, once.
create table provider_visits (
  id uuid primary key,
  provider varchar(50) not null references identity_providers (name) on delete cascade,
  purpose varchar(20) not null check (purpose in ('sign_in', 'link', 'step_up')),
  -- Whose session sent it, where somebody is signed in.
  session_id uuid references user_sessions (id) on delete cascade,
  state_hash bytea not null unique check (length(state_hash) = 32),
  browser_hash bytea not null check (length(browser_hash) = 32),
  -- Nonce and PKCE verifier, locked.
  secrets text not null,
  next varchar(2000),
  expires_at timestamptz(3) not null,
  created_at timestamptz(3) not null default now(),
  check ((purpose = 'sign_in') = (session_id is null))
);
create index idx_provider_visits_expires_at on provider_visits (expires_at);

create trigger identity_providers_updated_at before update on identity_providers for each row execute function set_updated_at();
create trigger oauth_providers_updated_at before update on oauth_providers for each row execute function set_updated_at();
