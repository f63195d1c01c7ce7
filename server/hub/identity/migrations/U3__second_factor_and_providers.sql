drop table provider_visits;
drop table oauth_providers;
drop table identity_providers;
drop table sign_in_challenges;
alter table user_sessions drop column last_used_at;
alter table user_sessions drop column method;
alter table user_sessions drop column authenticated_at;
drop table recovery_codes;
alter table users drop column two_factor_locked_until;
alter table users drop column two_factor_failures;
alter table users drop column two_factor_last_step;
alter table users drop column two_factor_secret;
alter table users drop column two_factor_enabled;
-- What never was a password opens nothing in the version before either.
update users set password_hash = 'none' where password_hash is null;
alter table users alter column password_hash set not null;
