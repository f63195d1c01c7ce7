-- What somebody looks for again in a list: the query of its address under a name. Ids of users and workspaces point into
-- other hubs: ids only. The query is read by the page alone, which takes of it what it knows.
create table saved_filters (
  id uuid primary key,
  workspace_id uuid not null,
  user_id uuid not null,
  page varchar(20) not null check (page in ('workflows', 'executions', 'effects', 'queries')),
  name varchar(100) not null,
  search varchar(2000) not null,
  is_shared boolean not null default false,
  created_at timestamptz(3) not null default now(),
  updated_at timestamptz(3) not null default now(),
  unique (workspace_id, id),
  unique (workspace_id, user_id, page, name)
);
create index idx_saved_filters_shared on saved_filters (workspace_id, page) where is_shared;
create index idx_saved_filters_user_id on saved_filters (user_id);

create trigger saved_filters_updated_at before update on saved_filters for each row execute function set_updated_at();
