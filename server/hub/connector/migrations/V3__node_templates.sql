-- How often each of the templates that come with Steward was used. The templates themselves are files: the key is their name.
create table node_templates (
  key varchar(100) primary key,
  use_count bigint not null default 0 check (use_count >= 0),
  last_used_at timestamptz(3)
);
