-- Who is shown an approval of a query: all who may see queries there, or only those who decide. What was asked before is
-- shown to the fewer, for nobody has written down for whom else it was.
alter table approvals add column visible_to varchar(20) not null default 'workspace' check (visible_to in ('workspace', 'deciders'));
update approvals set visible_to = 'deciders' where subject_kind = 'query';
create index approvals_by_connection on approvals (workspace_id, connection_id) where subject_kind = 'query';

-- What is told in a channel about something that nobody was asked about has a message of its own; a path leads to it.
alter table slack_notices alter column approval_id drop not null;
alter table slack_notices add column path text;
alter table slack_notices drop constraint slack_notices_kind_check;
alter table slack_notices drop constraint slack_notices_check;
alter table slack_notices add constraint slack_notices_kind_check check (kind in ('asked', 'changed', 'note', 'told'));
alter table slack_notices add constraint slack_notices_check check ((kind in ('note', 'told')) = (text is not null));
alter table slack_notices add constraint slack_notices_about check ((kind = 'told') = (approval_id is null));
