drop trigger workflows_updated_at on workflows;
create trigger workflows_updated_at before update on workflows for each row execute function set_updated_at();
drop index idx_workflows_without_words;
drop index idx_workflows_folder;
alter table workflows drop constraint workflows_in_folder;
alter table workflows drop column search_words, drop column folder_id;
drop table workflow_folders;
