-- The document of a workflow is what people edit: the newest version, and whatever was changed since, which is its draft.
-- It is written anew only now and then; until then the changes after written_revision lie above it.
alter table workflows
  add column revision integer not null default 0 check (revision >= 0),
  add column written_revision integer not null default 0,
  add column unwritten_bytes integer not null default 0,
  -- Changes up to this one do not lead to the document, because it was replaced as a whole.
  add column changes_from integer not null default 0,
  add column draft_since timestamptz(3),
  add column draft_at timestamptz(3),
  add column draft_by uuid,
  add column draft_authors uuid[] not null default '{}',
  add check ((draft_since is null) = (draft_at is null));
create index idx_workflows_drafts on workflows (draft_at) where draft_since is not null;

-- What was changed in a document, in order. The id is made by the page that changed it: sent again it is the same change.
create table workflow_changes (
  workspace_id uuid not null,
  workflow_id uuid not null,
  id uuid not null,
  revision integer not null,
  client varchar(100) not null,
  changed_by uuid,
  changed_at timestamptz(3) not null,
  ops json not null,
  ops_bytes integer not null,
  primary key (workflow_id, id),
  unique (workflow_id, revision),
  foreign key (workspace_id, workflow_id) references workflows (workspace_id, id) on delete cascade
);
create index idx_workflow_changes_age on workflow_changes (changed_at);

-- Everybody who changed something in it; versions of before have their created_by alone.
alter table workflow_versions
  add column authors uuid[] not null default '{}',
  add column is_autosaved boolean not null default false;
create index idx_workflow_versions_autosaved on workflow_versions (created_at) where is_autosaved;
