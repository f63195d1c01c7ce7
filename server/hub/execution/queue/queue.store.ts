import type pg from 'pg'
import type { Candidate } from './share-out.ts'

/** What stands first in the lane of a limit. */
export type LimitLane = { readonly workspaceId: string; readonly key: string; readonly limit: number }

/** Where a look at lanes went on from, so that the next one begins behind it. */
export type LanePlace = { readonly workspaceId: string; readonly key: string }

export type QueuedRow = Candidate & { readonly limitKey: string | null; readonly held: boolean }

/** How much is fetched of each lane, and whether only what other executions wait for. */
export type Look = { readonly each: number; readonly callsOnly: boolean }

const isReady = `status = 'queued' and wait_kind is null`

/**
 * Makes what waited in the queue for its time ready, and puts what has waited
 * elsewhere and needs a place under its limit into the queue.
 */
export async function promoteDue(client: pg.ClientBase, limit: number): Promise<number> {
  const { rowCount } = await client.query({
    name: 'promote-due',
    text: `update workflow_executions e
        set status = 'queued', wait_until = null, approval_ids = null, updated_at = now(),
            wait_kind = case when e.status = 'queued' and exists (select 1 from queue_holds h where h.workflow_id = e.workflow_id)
                             then 'held' end
      where id in (
        select id from workflow_executions
         where status in ('queued', 'waiting') and wait_until <= now() and (limit_key is not null or status = 'queued')
         order by wait_until limit $1 for update skip locked)`,
    values: [limit],
  })
  return rowCount ?? 0
}

/** Workspaces that have something ready without a limit, from one on; jumps from each to the next in the index. */
export async function lanesAfter(client: pg.ClientBase, after: string, limit: number): Promise<string[]> {
  const next = (from: string) => `(
    select workspace_id from workflow_executions where ${isReady} and limit_key is null and workspace_id > ${from}
     order by workspace_id limit 1)`
  const { rows } = await client.query<{ workspace_id: string }>({
    name: 'queue-lanes',
    text: `with recursive lane as (
        (select ${next('$1::uuid')} as workspace_id)
        union all
        select ${next('lane.workspace_id')} from lane where lane.workspace_id is not null
      ) select workspace_id from lane where workspace_id is not null limit $2`,
    values: [after, limit],
  })
  return rows.map((row) => row.workspace_id)
}

/** The same for limits that have something ready. */
export async function limitsAfter(client: pg.ClientBase, after: LanePlace, limit: number): Promise<LimitLane[]> {
  const next = (from: string) => `(
    select row(workspace_id, limit_key, limit_max)::queue_lane from workflow_executions
     where ${isReady} and limit_key is not null and (workspace_id, limit_key) > ${from}
     order by workspace_id, limit_key, priority desc, id limit 1)`
  const { rows } = await client.query<{ workspace_id: string; limit_key: string; limit_max: number }>({
    name: 'queue-limits',
    text: `with recursive lane as (
        (select ${next('($1::uuid, $2::text)')} as head)
        union all
        select ${next('((lane.head).workspace_id, (lane.head).limit_key)')} from lane where lane.head is not null
      ) select (head).workspace_id, (head).limit_key, (head).limit_max from lane where head is not null limit $3`,
    values: [after.workspaceId, after.key, limit],
  })
  return rows.map((row) => ({ workspaceId: row.workspace_id, key: row.limit_key, limit: row.limit_max }))
}

/**
 * Begins a turn. A process that is stopped in the middle of one must not keep
 * the others from their turns: they wait a second at most, and after five its
 * connection is closed, and with it its lease.
 */
export async function beginTurn(client: pg.ClientBase): Promise<void> {
  await client.query(`begin; set local lock_timeout = '1s'; set local idle_in_transaction_session_timeout = '5s'`)
}

/** Waits for other workers that take from the same limits; let go by the end of the transaction. In one order everywhere. */
export async function lockLimitKeys(client: pg.ClientBase, keys: readonly string[]): Promise<void> {
  await client.query(
    `select pg_advisory_xact_lock(hash) from (
       select distinct hashtextextended(key, 0) as hash from unnest($1::text[]) as t(key) order by 1) as t`,
    [keys],
  )
}

/** How many hold a place under a limit. Exact only behind `lockLimitKeys`. */
export async function countRunning(client: pg.ClientBase, key: string): Promise<number> {
  const { rows } = await client.query<{ count: number }>(
    `select count(*)::int as count from workflow_executions where status = 'running' and limit_key = $1`,
    [key],
  )
  return rows[0]?.count ?? 0
}

type QueuedRecord = { id: string; workspace_id: string; priority: number; limit_key: string | null; held: boolean }

const columns = `e.id, e.workspace_id, e.priority, e.limit_key,
  exists (select 1 from queue_holds h where h.workflow_id = e.workflow_id) as held`

/** The first of each workspace that stand under no limit. */
export async function readyWithoutLimit(client: pg.ClientBase, workspaces: readonly string[], look: Look): Promise<QueuedRow[]> {
  const { rows } = await client.query<QueuedRecord>({
    name: 'queue-ready',
    text: `select q.* from unnest($1::uuid[]) as lane(workspace_id)
      cross join lateral (
        select ${columns} from workflow_executions e
         where ${isReady} and limit_key is null and e.workspace_id = lane.workspace_id and (not $3 or e.parent_id is not null)
         order by e.priority desc, e.id limit $2) q`,
    values: [workspaces, look.each, look.callsOnly],
  })
  return rows.map(rowOf)
}

/** The first of each limit, as many as may run beside those that do. Exact only behind `lockLimitKeys`. */
export async function readyUnderLimits(client: pg.ClientBase, lanes: readonly LimitLane[], look: Look): Promise<QueuedRow[]> {
  const { rows } = await client.query<QueuedRecord>({
    name: 'queue-ready-limited',
    text: `select q.* from unnest($1::uuid[], $2::text[], $3::int[]) as lane(workspace_id, limit_key, limit_max)
      cross join lateral (
        select count(*)::int as running from workflow_executions r where r.status = 'running' and r.limit_key = lane.limit_key) used
      cross join lateral (
        select ${columns} from workflow_executions e
         where ${isReady} and e.workspace_id = lane.workspace_id and e.limit_key = lane.limit_key and (not $5 or e.parent_id is not null)
         order by e.priority desc, e.id limit greatest(0, least($4::int, lane.limit_max - used.running))) q`,
    values: [
      lanes.map((lane) => lane.workspaceId),
      lanes.map((lane) => lane.key),
      lanes.map((lane) => lane.limit),
      look.each,
      look.callsOnly,
    ],
  })
  return rows.map(rowOf)
}

const rowOf = (row: QueuedRecord): QueuedRow => ({
  id: row.id,
  workspaceId: row.workspace_id,
  priority: row.priority,
  limitKey: row.limit_key,
  held: row.held,
})

/** Puts aside what came into the queue of a workflow while somebody began to hold it. */
export async function putAside(client: pg.ClientBase, ids: readonly string[]): Promise<void> {
  await client.query(
    `update workflow_executions set wait_kind = 'held', updated_at = now() where id = any($1::uuid[]) and ${isReady}`,
    [ids],
  )
}
