drop index idx_environment_variables_user;
drop index idx_config_history_tenant;
drop index idx_config_history_user;
drop index idx_configs_user;

create or replace function refuse_history_change() returns trigger language plpgsql as $$
begin
  if tg_op = 'UPDATE' and old.is_encrypted and to_jsonb(new) - 'config_value' = to_jsonb(old) - 'config_value' then
    return new;
  end if;
  raise exception 'the history of the configuration is never changed';
end
$$;
