import type pg from 'pg'
import type { Change } from '#engine/host'

/** Gives executions that were stored together with others their place in the queue, in the same transaction. */
export async function placeFollowers(client: pg.ClientBase, followers: readonly Change[]): Promise<void> {
  const placed = followers.filter(({ place }) => place !== undefined && (place.priority !== 0 || place.limit !== undefined))
  if (placed.length === 0) return
  await client.query(
    `update workflow_executions e set priority = i.priority, limit_key = i.limit_key, limit_max = i.limit_max
       from unnest($1::uuid[], $2::int[], $3::text[], $4::int[]) as i(id, priority, limit_key, limit_max)
      where e.id = i.id and e.status = 'queued'`,
    [
      placed.map(({ head }) => head.id),
      placed.map(({ place }) => place?.priority ?? 0),
      placed.map(({ place }) => place?.limit?.key ?? null),
      placed.map(({ place }) => place?.limit?.max ?? null),
    ],
  )
}
