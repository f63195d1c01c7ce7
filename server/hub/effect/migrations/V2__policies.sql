-- Which effects are allowed, asked about or denied. A policy that comes with the product has a key, and a row only once
-- somebody has changed it: its id follows from workspace and key, so that it is the same before and after.

create table policies (
  id uuid not null primary key,
  workspace_id uuid not null,
  key varchar(100),
  name varchar(255) not null,
  description text,
  is_active boolean not null,
  answer varchar(20) not null check (answer in ('allow', 'ask', 'deny')),
  conditions jsonb not null check (jsonb_typeof(conditions) = 'object'),
  asking jsonb check (jsonb_typeof(asking) = 'object'),
  version integer not null check (version > 0),
  created_by uuid,
  updated_by uuid,
  created_at timestamptz(3) not null,
  updated_at timestamptz(3) not null,
  check (answer <> 'ask' or asking is not null)
);

create unique index policies_by_key on policies (workspace_id, key) where key is not null;
create index policies_by_workspace on policies (workspace_id, created_at, id);
