drop table api_keys;
drop table user_sessions;
drop table installation;
drop table users;
