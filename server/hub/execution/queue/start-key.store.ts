import type pg from 'pg'
import type { StartKey } from '#engine/host'

/**
 * Notes the keys of starts, and gives the ids of the executions that may start
 * under them. A key whose window is over is free again. In order of the keys, so
 * that two processes with the same keys wait for each other instead of locking
 * each other out; of two starts with one key in the same batch the first counts.
 */
export const noteKeys = (first: number) => `
  insert into execution_starts (key, execution_id, expires_at, request_hash)
  select distinct on (key) key, id, now() + window_ms * interval '1 millisecond', request_hash
    from unnest($${first}::text[], $${first + 1}::uuid[], $${first + 2}::float8[], $${first + 3}::text[])
         as t(key, id, window_ms, request_hash)
   order by key, id
  on conflict (key) do update set
    execution_id = case when execution_starts.expires_at < now() then excluded.execution_id else execution_starts.execution_id end,
    request_hash = case when execution_starts.expires_at < now() then excluded.request_hash else execution_starts.request_hash end,
    expires_at = case when execution_starts.expires_at < now() then excluded.expires_at else execution_starts.expires_at end
  returning execution_id`

export type KeyedStart = { readonly id: string; readonly startKey: StartKey }

export function keyValues(starts: readonly KeyedStart[]): unknown[] {
  return [
    starts.map(({ startKey }) => startKey.key),
    starts.map(({ id }) => id),
    starts.map(({ startKey }) => startKey.windowMs ?? null),
    starts.map(({ startKey }) => startKey.hash ?? null),
  ]
}

/** The execution that was started under a key, and the hash of its request. */
export async function findStart(pool: pg.Pool, key: string): Promise<{ id: string; hash: string | null } | undefined> {
  const { rows } = await pool.query<{ id: string; hash: string | null }>(
    'select execution_id as id, request_hash as hash from execution_starts where key = $1',
    [key],
  )
  return rows[0]
}

/** Forgets keys whose window is over and limits that say nothing any more, a batch at a time; how many. */
export async function pruneQueue(client: pg.ClientBase, batch: number): Promise<number> {
  const keys = await client.query(
    `delete from execution_starts where key in (
       select key from execution_starts where expires_at < now() order by expires_at limit $1 for update skip locked)`,
    [batch],
  )
  const limits = await client.query(
    `delete from start_limits where (workflow_id, kind, key) in (
       select workflow_id, kind, key from start_limits where stale_at < now() order by stale_at limit $1 for update skip locked)`,
    [batch],
  )
  return Math.max(keys.rowCount ?? 0, limits.rowCount ?? 0)
}
