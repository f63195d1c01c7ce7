-- A wish for an account. It becomes a user only when the address is proved, so that nobody can sit on the address of
-- another person with a password of their own.
create table sign_ups (
  id uuid primary key,
  email varchar(255) not null,
  name varchar(255) not null,
  token_hash bytea not null unique check (length(token_hash) = 32),
  expires_at timestamptz(3) not null,
  created_at timestamptz(3) not null default now()
);
create index idx_sign_ups_expires_at on sign_ups (expires_at);

-- What a link in a mail stands for; of its secret the hash only.
create table account_tokens (
  id uuid primary key,
  user_id uuid not null references users (id) on delete cascade,
  purpose varchar(20) not null check (purpose in ('password_reset', 'magic_link', 'unlock', 'email_old', 'email_new')),
  token_hash bytea not null unique check (length(token_hash) = 32),
  -- Of the cookie of the browser that asked, where the link works there alone.
  browser_hash bytea check (length(browser_hash) = 32),
  new_email varchar(255),
  used_at timestamptz(3),
  expires_at timestamptz(3) not null,
  created_at timestamptz(3) not null default now()
);
create index idx_account_tokens_user on account_tokens (user_id, purpose);
create index idx_account_tokens_expires_at on account_tokens (expires_at);

-- Counts of attempts. The key is a hash of what is counted, such as an account at an address: what people type into a
-- sign-in form by mistake is not to be read here.
create table attempts (
  key bytea primary key check (length(key) = 32),
  tries integer not null,
  -- Then the tries are counted from the beginning.
  round_ends_at timestamptz(3) not null,
  -- How often the limit was reached; each time closes for longer.
  strikes integer not null default 0,
  blocked_until timestamptz(3),
  expires_at timestamptz(3) not null
);
create index idx_attempts_expires_at on attempts (expires_at);

-- Mails on their way. All of a mail, its addressee too, is locked away; a sent one is deleted.
create table mails (
  id uuid primary key,
  template varchar(50) not null,
  locked text not null,
  tries integer not null default 0,
  next_try_at timestamptz(3) not null default now(),
  expires_at timestamptz(3) not null,
  created_at timestamptz(3) not null default now()
);
create index idx_mails_next_try_at on mails (next_try_at);

-- When a deleted person's data was erased; the row stays, because the audit log and workflows refer to its id.
alter table users add column purged_at timestamptz(3);
create index idx_users_to_purge on users (deleted_at) where deleted_at is not null and purged_at is null;
