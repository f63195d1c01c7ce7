drop table slack_invitations;
drop table slack_people;
drop table slack_messages;
drop table slack_notices;
