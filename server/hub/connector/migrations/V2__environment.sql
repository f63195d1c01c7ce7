-- Where a connection leads to, for policies; null where it does not say.
alter table connections add column environment varchar(20) check (environment in ('development', 'staging', 'production'));
