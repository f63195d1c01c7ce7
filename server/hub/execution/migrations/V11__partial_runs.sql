-- Which part of its workflow was executed, where it was not all of it. What somebody tries out in part says nothing of how
-- the workflow fares, so the hours do not count it.
alter table workflow_executions add column partial json;
create or replace function count_ended_inserts() returns trigger language plpgsql as $$
begin
  insert into execution_hours as h (workspace_id, hour, status, shard, executions, duration_ms)
  select workspace_id, date_trunc('hour', ended_at), status, pg_backend_pid() % 32, count(*), coalesce(sum(duration_ms), 0)
    from new_rows where ended_at is not null and partial is null group by 1, 2, 3 order by 1, 2, 3
  on conflict (workspace_id, hour, status, shard)
  do update set executions = h.executions + excluded.executions, duration_ms = h.duration_ms + excluded.duration_ms;
  return null;
end
$$;
create or replace function count_ended_updates() returns trigger language plpgsql as $$
begin
  insert into execution_hours as h (workspace_id, hour, status, shard, executions, duration_ms)
  select n.workspace_id, date_trunc('hour', n.ended_at), n.status, pg_backend_pid() % 32, count(*), coalesce(sum(n.duration_ms), 0)
    from new_rows n join old_rows o on o.id = n.id
   where n.ended_at is not null and o.ended_at is null and n.partial is null group by 1, 2, 3 order by 1, 2, 3
  on conflict (workspace_id, hour, status, shard)
  do update set executions = h.executions + excluded.executions, duration_ms = h.duration_ms + excluded.duration_ms;
  return null;
end
$$;
