-- Workflows of which people were told that they fail, until they work again. A few rows: an entry goes when the workflow
-- completes, or after a month.
create table failing_workflows (
  workflow_id uuid primary key,
  workspace_id uuid not null,
  workflow_name text not null,
  failed_at timestamptz(3) not null
);
create index idx_failing_workflows_workspace on failing_workflows (workspace_id);
