-- What people are told. Names for a sentence stand in parts; the sentence is the reader's. Ids of users and workspaces
-- point into other hubs: ids only. Without a workspace it is about the account.
create table notifications (
  id uuid primary key,
  workspace_id uuid,
  user_id uuid not null,
  kind varchar(40) not null,
  subject varchar(200) not null,
  parts jsonb not null,
  path varchar(500) not null check (path ~ '^/[^/\\]'),
  count integer not null default 1,
  in_app boolean not null,
  -- How it is to be written by mail, and when; null once it is written or read.
  mail varchar(10) not null check (mail in ('at_once', 'daily', 'weekly', 'never')),
  mail_at timestamptz(3),
  read_at timestamptz(3),
  -- When somebody was last written to about it: what goes on for days is told again.
  alerted_at timestamptz(3) not null,
  created_at timestamptz(3) not null,
  updated_at timestamptz(3) not null
);
-- What happens again before it is read is counted, not told anew.
create unique index notifications_one_unread on notifications
  (user_id, kind, subject, coalesce(workspace_id, '00000000-0000-0000-0000-000000000000')) where read_at is null;
create index idx_notifications_of_person on notifications (user_id, updated_at desc, id desc);
create index idx_notifications_unread on notifications (user_id) where read_at is null;
create index idx_notifications_mail on notifications (mail_at) where mail_at is not null;
create index idx_notifications_age on notifications (updated_at);

-- Only what somebody wants otherwise than it comes.
create table notification_settings (
  user_id uuid not null,
  kind varchar(40) not null,
  in_app boolean not null,
  mail varchar(10) not null check (mail in ('at_once', 'daily', 'weekly', 'never')),
  push boolean not null,
  primary key (user_id, kind)
);
create table digest_settings (
  user_id uuid primary key,
  hour smallint not null default 8 check (hour between 0 and 23),
  weekday smallint not null default 1 check (weekday between 1 and 7)
);

-- Browsers. Whoever knows the address of one can be refused by its push service only, so it is kept locked with the keys.
create table push_subscriptions (
  id uuid primary key,
  user_id uuid not null,
  endpoint_hash bytea not null unique,
  service varchar(255) not null,
  device varchar(100),
  locked text not null,
  created_at timestamptz(3) not null,
  last_sent_at timestamptz(3)
);
create index idx_push_subscriptions_user_id on push_subscriptions (user_id);
create table push_messages (
  id uuid primary key,
  subscription_id uuid not null references push_subscriptions (id) on delete cascade,
  notification_id uuid not null references notifications (id) on delete cascade,
  tries smallint not null default 0,
  due_at timestamptz(3) not null
);
create index idx_push_messages_due on push_messages (due_at);
create index idx_push_messages_subscription on push_messages (subscription_id);
create index idx_push_messages_notification on push_messages (notification_id);
-- The pair by which push services know this installation. One row.
create table push_keys (
  id smallint primary key check (id = 1),
  public_key varchar(100) not null,
  private_key text not null
);

-- Long work of somebody, and how far it has come. What is running has been heard of lately.
create table tasks (
  id uuid primary key,
  workspace_id uuid not null,
  user_id uuid not null,
  kind varchar(20) not null,
  subject varchar(60) not null,
  parts jsonb not null,
  state varchar(10) not null default 'running' check (state in ('running', 'done', 'failed', 'cancelled')),
  done integer not null default 0,
  total integer,
  failed integer not null default 0,
  is_cancellable boolean not null default false,
  is_cancel_wanted boolean not null default false,
  result_path varchar(500) check (result_path ~ '^/[^/\\]'),
  error varchar(500),
  started_at timestamptz(3) not null,
  heard_at timestamptz(3) not null,
  ended_at timestamptz(3),
  unique (workspace_id, id)
);
create index idx_tasks_of_person on tasks (user_id, workspace_id, started_at desc);
create index idx_tasks_running on tasks (heard_at) where state = 'running';
create index idx_tasks_ended on tasks (ended_at) where state <> 'running';

-- Made once, for the person who asked; the bytes lie in a folder by the id.
create table export_files (
  task_id uuid primary key,
  workspace_id uuid not null,
  user_id uuid not null,
  file_name varchar(200) not null,
  content_type varchar(100) not null,
  permission varchar(40) not null,
  size_bytes bigint not null,
  created_at timestamptz(3) not null,
  foreign key (workspace_id, task_id) references tasks (workspace_id, id) on delete cascade
);
create index idx_export_files_age on export_files (created_at);
