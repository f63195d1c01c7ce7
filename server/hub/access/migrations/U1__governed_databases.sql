drop table query_comments;
drop table query_requests;
drop function query_status_follows();
drop table access_grants;
drop table instances;
