-- Folders hold workflows and other folders. Names are unique among siblings, so that a path means one folder.
create table workflow_folders (
  id uuid primary key,
  workspace_id uuid not null,
  parent_id uuid,
  name varchar(100) not null check (name <> ''),
  -- Among its siblings; equal ones are ordered by name.
  position integer not null default 0,
  created_by uuid,
  created_at timestamptz(3) not null default now(),
  updated_at timestamptz(3) not null default now(),
  unique (workspace_id, id),
  unique nulls not distinct (workspace_id, parent_id, name),
  check (parent_id <> id),
  foreign key (workspace_id, parent_id) references workflow_folders (workspace_id, id)
);
create trigger workflow_folders_updated_at before update on workflow_folders for each row execute function set_updated_at();

alter table workflows add column folder_id uuid;
-- Of a folder that is deleted the workflows stay.
alter table workflows add constraint workflows_in_folder
  foreign key (workspace_id, folder_id) references workflow_folders (workspace_id, id) on delete set null (folder_id);
create index idx_workflows_folder on workflows (workspace_id, folder_id, updated_at desc, id desc) where folder_id is not null;

-- The words of a document, its parameters too, found by how they begin. Null until those of what was there before are written.
-- No index: row security lets none of its kind be used by members, and a workspace is looked through in milliseconds.
alter table workflows add column search_words tsvector;
create index idx_workflows_without_words on workflows (id) where search_words is null;

-- Where a workflow lies and how it is found is no change of it: lists stay in their order.
drop trigger workflows_updated_at on workflows;
create trigger workflows_updated_at before update of
  name, description, nodes, edges, settings, extras, status, version, published_version, revision on workflows
  for each row execute function set_updated_at();
