-- What is still to be told in Slack about an approval, oldest first; gone when it was told.
create table slack_notices (
  id uuid primary key,
  workspace_id uuid not null,
  approval_id uuid not null,
  kind varchar(20) not null check (kind in ('asked', 'changed', 'note')),
  -- Of a note.
  text text,
  tries integer not null default 0,
  next_try_at timestamptz(3) not null default now(),
  created_at timestamptz(3) not null default now(),
  foreign key (workspace_id, approval_id) references approvals (workspace_id, id) on delete cascade,
  check ((kind = 'note') = (text is not null))
);
create index slack_notices_due on slack_notices (next_try_at);
create index slack_notices_by_approval on slack_notices (approval_id, id);

-- The message that asks about an approval; what follows goes into its thread.
create table slack_messages (
  approval_id uuid primary key,
  workspace_id uuid not null,
  channel varchar(50) not null,
  ts varchar(50) not null,
  created_at timestamptz(3) not null default now(),
  foreign key (workspace_id, approval_id) references approvals (workspace_id, id) on delete cascade
);
create index slack_messages_by_workspace on slack_messages (workspace_id);

-- Who somebody in Slack is here. They have said so themselves, signed in.
create table slack_people (
  workspace_id uuid not null,
  team_id varchar(50) not null,
  slack_user_id varchar(50) not null,
  user_id uuid not null,
  created_at timestamptz(3) not null default now(),
  primary key (workspace_id, team_id, slack_user_id)
);
create index slack_people_by_user on slack_people (user_id);

-- Sent to somebody in Slack, who alone can have read it; whoever is signed in and brings it is that person.
create table slack_invitations (
  token_hash bytea primary key check (length(token_hash) = 32),
  workspace_id uuid not null,
  team_id varchar(50) not null,
  slack_user_id varchar(50) not null,
  expires_at timestamptz(3) not null,
  created_at timestamptz(3) not null default now()
);
create index slack_invitations_by_workspace on slack_invitations (workspace_id);
create index slack_invitations_expired on slack_invitations (expires_at);
