drop table environment_variables;
drop table config_history;
drop function refuse_history_change();
drop table environment_configs;
drop table runtime_configs;
drop sequence config_revision;
