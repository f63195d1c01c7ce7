drop table approval_links;
drop table decisions;
drop table approvals;
