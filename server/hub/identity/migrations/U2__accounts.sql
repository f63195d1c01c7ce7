alter table users drop column purged_at;
drop table mails;
drop table attempts;
drop table account_tokens;
drop table sign_ups;
