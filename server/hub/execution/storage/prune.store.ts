import type { Retention } from '@steward/contract/api/retention'
import type pg from 'pg'

// When an execution may go: its workspace's days after its end. null: never.
const expiry = `e.ended_at + case when e.status = 'completed'
    then (case when r.workspace_id is null then $1::int else r.completed_days end)
    else (case when r.workspace_id is null then $2::int else r.failed_days end) end * interval '1 day'`
const daysOf = (usual: Retention) => [usual.completedDays, usual.failedDays]

/** Months with partitions of their own that are over, oldest first. */
export async function pastMonths(client: pg.ClientBase): Promise<string[]> {
  const { rows } = await client.query<{ month: string }>(
    `select month::text from partition_months() as m(month) where month < date_trunc('month', now() at time zone 'UTC')::date`,
  )
  return rows.map((row) => row.month)
}

/** Whether a month holds anything that must be kept: open, or not old enough for its workspace. */
export async function mustKeep(client: pg.ClientBase, month: string, usual: Retention): Promise<boolean> {
  const { rows } = await client.query<{ keeps: boolean }>(
    `select exists (
       select 1 from workflow_executions e left join retention r on r.workspace_id = e.workspace_id
        where e.id >= uuid_floor($3::date::timestamp at time zone 'UTC')
          and e.id < uuid_floor(($3::date + interval '1 month')::timestamp at time zone 'UTC')
          and coalesce(${expiry} > now(), true)
     ) as keeps`,
    [...daysOf(usual), month],
  )
  return rows[0]?.keeps ?? true
}

/** Drops the partitions of a month; false when they are in use right now, or something in them is open. */
export async function dropMonth(client: pg.ClientBase, month: string): Promise<boolean> {
  const { rows } = await client.query<{ dropped: boolean }>('select drop_month($1::date) as dropped', [month])
  return rows[0]?.dropped ?? false
}

/** Workspaces that have had executions. */
export async function workspacesWithHistory(client: pg.ClientBase): Promise<string[]> {
  const { rows } = await client.query<{ id: string }>('select distinct workspace_id as id from execution_hours')
  return rows.map((row) => row.id)
}

export type Batch = { readonly looked: number; readonly deleted: number; readonly last: string | null }
type Place = {
  readonly workspaceId: string
  readonly after: string
  readonly rowsMax: number
  /** For a workspace that has not decided. */
  readonly usual: Retention
}

/**
 * Looks at the next executions of a workspace after `after`, oldest first, as
 * far as any of them can have expired, and deletes those that have, with their
 * journals and references to files. One short transaction that waits for nobody.
 */
export async function deleteExpired(client: pg.ClientBase, { workspaceId, after, rowsMax, usual }: Place): Promise<Batch> {
  const { rows } = await client.query<{ looked: number; deleted: number; last: string | null }>(
    `with rule as materialized (
       select case when r.workspace_id is null then $1::int else r.completed_days end as completed_days,
              case when r.workspace_id is null then $2::int else r.failed_days end as failed_days
         from (select $3::uuid as id) w left join retention r on r.workspace_id = w.id
     ), looked as materialized (
       select e.id, e.status, e.ended_at from workflow_executions e
        where e.workspace_id = $3 and e.id > $4
          and e.id < uuid_floor(now() - (select least(completed_days, failed_days) from rule) * interval '1 day')
        order by e.id limit $5
     ), expired as materialized (
       select e.id from looked e, rule where e.ended_at is not null
          and e.ended_at + case when e.status = 'completed' then completed_days else failed_days end * interval '1 day' <= now()
     ), gone as (
       delete from workflow_executions e using expired x where e.id = x.id returning e.id
     ), journals as (
       delete from execution_journal j using expired x where j.execution_id = x.id
     ), files as (
       delete from execution_files f using expired x where f.execution_id = x.id
     ) select (select count(*)::int from looked) as looked, (select count(*)::int from gone) as deleted,
              (select id from looked order by id desc limit 1) as last`,
    [...daysOf(usual), workspaceId, after, rowsMax],
  )
  return rows[0] ?? { looked: 0, deleted: 0, last: null }
}

/** Folds counts of hours that nobody looks at one by one any more into counts of days; resolves to how many rows went. */
export async function foldOldHours(client: pg.ClientBase, rowsMax: number): Promise<number> {
  const { rows } = await client.query<{ gone: number }>(
    `with old as (
       delete from execution_hours where ctid = any (array(
         select ctid from execution_hours
          where hour < date_trunc('day', now()) - interval '35 days' and (shard <> 0 or hour <> date_trunc('day', hour)) limit $1))
       returning *
     ), folded as (
       insert into execution_hours as h (workspace_id, hour, status, shard, executions, duration_ms)
       select workspace_id, date_trunc('day', hour), status, 0, sum(executions), sum(duration_ms) from old group by 1, 2, 3
       on conflict (workspace_id, hour, status, shard)
       do update set executions = h.executions + excluded.executions, duration_ms = h.duration_ms + excluded.duration_ms
     ) select count(*)::int as gone from old`,
    [rowsMax],
  )
  return rows[0]?.gone ?? 0
}

/** Deletes what belongs to executions whose month was dropped as a whole. */
export async function forgetFiles(client: pg.ClientBase, month: string): Promise<void> {
  await client.query(
    `delete from execution_files where execution_id >= uuid_floor($1::date::timestamp at time zone 'UTC')
        and execution_id < uuid_floor(($1::date + interval '1 month')::timestamp at time zone 'UTC')`,
    [month],
  )
}

/** Ticks of schedules older than the longest time any workspace keeps executions are of no use to anybody. */
export async function deleteOldTicks(client: pg.ClientBase, rowsMax: number, usual: Retention): Promise<number> {
  const { rowCount } = await client.query(
    `delete from trigger_logs where id in (
       select t.id from trigger_logs t left join retention r on r.workspace_id = t.workspace_id
        where t.created_at < now() - (case when r.workspace_id is null then greatest($1::int, $2::int)
                when r.completed_days is null or r.failed_days is null then null
                else greatest(r.completed_days, r.failed_days) end) * interval '1 day'
        order by t.id limit $3)`,
    [...daysOf(usual), rowsMax],
  )
  return rowCount ?? 0
}

/** Those of these files that no execution refers to. */
export async function unusedFiles(client: pg.ClientBase, ids: readonly string[]): Promise<string[]> {
  const { rows } = await client.query<{ id: string }>(
    `select t.id from unnest($1::text[]) as t(id) where not exists (select 1 from execution_files f where f.file_id = t.id)`,
    [ids],
  )
  return rows.map((row) => row.id)
}

/** True for the one process that may prune now; the lock goes with the connection. */
export async function tryPruneLock(client: pg.ClientBase): Promise<boolean> {
  const { rows } = await client.query<{ mine: boolean }>(`select pg_try_advisory_lock(hashtext('steward prune')) as mine`)
  return rows[0]?.mine ?? false
}

export async function releasePruneLock(client: pg.ClientBase): Promise<void> {
  await client.query(`select pg_advisory_unlock(hashtext('steward prune'))`)
}
