-- The history of the installation is never deleted; that of a workspace or of a person goes with them.
create or replace function refuse_history_change() returns trigger language plpgsql as $$
begin
  if tg_op = 'DELETE' and old.scope in ('TENANT', 'USER') then
    return old;
  end if;
  if tg_op = 'UPDATE' and old.is_encrypted and to_jsonb(new) - 'config_value' = to_jsonb(old) - 'config_value' then
    return new;
  end if;
  raise exception 'the history of the configuration is never changed';
end
$$;

-- By these what a person has set for themselves is found when they are erased.
create index idx_configs_user on runtime_configs (user_id) where user_id is not null;
create index idx_config_history_user on config_history (user_id) where user_id is not null;
create index idx_config_history_tenant on config_history (tenant_id) where tenant_id is not null;
create index idx_environment_variables_user on environment_variables (user_id) where user_id is not null;
