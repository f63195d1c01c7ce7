drop index idx_workflow_versions_autosaved;
alter table workflow_versions drop column is_autosaved, drop column authors;
drop table workflow_changes;
drop index idx_workflows_drafts;
alter table workflows
  drop column draft_authors,
  drop column draft_by,
  drop column draft_at,
  drop column draft_since,
  drop column changes_from,
  drop column unwritten_bytes,
  drop column written_revision,
  drop column revision;
