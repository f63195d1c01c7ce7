-- Executions against which every new version is rehearsed. They belong to another hub: ids only.
create table workflow_recordings (
  workspace_id uuid not null,
  workflow_id uuid not null,
  execution_id uuid not null,
  name varchar(255) not null,
  added_by uuid,
  created_at timestamptz(3) not null default now(),
  primary key (workflow_id, execution_id),
  foreign key (workspace_id, workflow_id) references workflows (workspace_id, id) on delete cascade
);

-- Somebody said of exactly these differences of a rehearsal that they are meant.
create table accepted_differences (
  workspace_id uuid not null,
  workflow_id uuid not null,
  version_number integer not null,
  differences_hash bytea not null check (octet_length(differences_hash) = 32),
  accepted_by uuid,
  reason text not null check (length(reason) between 1 and 2000),
  created_at timestamptz(3) not null default now(),
  primary key (workflow_id, version_number, differences_hash),
  foreign key (workspace_id, workflow_id) references workflows (workspace_id, id) on delete cascade
);

-- A version that waits for somebody to approve of it; at most one per workflow.
create table publication_reviews (
  workflow_id uuid primary key,
  workspace_id uuid not null,
  version_number integer not null,
  approval_id uuid not null,
  requested_by uuid,
  created_at timestamptz(3) not null default now(),
  foreign key (workspace_id, workflow_id) references workflows (workspace_id, id) on delete cascade
);
create index idx_publication_reviews_approval on publication_reviews (approval_id);
