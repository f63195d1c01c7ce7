import { type ClientBase, escapeIdentifier } from 'pg'
import type { HubName } from '../../hubs.ts'
import type { EventEnvelope } from './subscription.ts'

export type OutboxRow = EventEnvelope & { readonly rank: string; readonly attempts: number }

/** Which hubs of this database have something to tell now. */
export async function findHubsWithEvents(client: ClientBase, hubs: readonly HubName[]): Promise<HubName[]> {
  const selects = hubs.map(
    (hub) => `select '${hub}' as hub where exists (select from ${outboxOf(hub)} where next_attempt_at <= now())`,
  )
  const { rows } = await client.query<{ hub: HubName }>(selects.join(' union all '))
  return rows.map((row) => row.hub)
}

/**
 * The oldest events that are due. There is no cursor: a row that commits late
 * under a low number is simply there at the next look. An event waits behind an
 * earlier one of its key that failed and is not due yet.
 */
export async function readDueEvents(client: ClientBase, hub: HubName, limit: number): Promise<OutboxRow[]> {
  const outbox = outboxOf(hub)
  const { rows } = await client.query<Omit<OutboxRow, 'hub'>>(
    `select id::text as rank, event_id as id, type, key, payload, created_at as "publishedAt", attempts
       from ${outbox} as event
      where next_attempt_at <= now()
        and not exists (select from ${outbox} as earlier
                         where earlier.key = event.key and earlier.id < event.id and earlier.next_attempt_at > now())
      order by event.id
      limit $1`,
    [limit],
  )
  return rows.map((row) => ({ ...row, hub }))
}

export async function removeEvents(client: ClientBase, hub: HubName, ranks: readonly string[]): Promise<void> {
  await client.query(`delete from ${outboxOf(hub)} where id = any($1::bigint[])`, [ranks])
}

/** Puts failed events off: 2 s, 4 s, 8 s … at most ten minutes. They are never given up. */
export async function postponeEvents(client: ClientBase, hub: HubName, failures: ReadonlyMap<string, string>): Promise<void> {
  await client.query(
    `update ${outboxOf(hub)} as event
        set attempts = attempts + 1, last_error = failed.reason,
            next_attempt_at = now() + least(power(2, least(attempts, 20) + 1), 600) * interval '1 second'
       from unnest($1::bigint[], $2::text[]) as failed (id, reason)
      where event.id = failed.id`,
    [[...failures.keys()], [...failures.values()]],
  )
}

/** Only one relay at a time works on a hub's outbox, which keeps the order of each key. The lock goes with the connection. */
export async function withRelayLock(client: ClientBase, hub: HubName, work: () => Promise<void>): Promise<void> {
  const key = `steward relay ${hub}`
  const { rows } = await client.query<{ locked: boolean }>('select pg_try_advisory_lock(hashtextextended($1, 0)) as locked', [
    key,
  ])
  if (rows[0]?.locked !== true) return
  try {
    await work()
  } finally {
    await client.query('select pg_advisory_unlock(hashtextextended($1, 0))', [key]).catch(() => undefined)
  }
}

/** Events that have been waiting for days; their handled notes must be kept. */
export async function findOldEvents(client: ClientBase, hubs: readonly HubName[]): Promise<string[]> {
  const selects = hubs.map((hub) => `select event_id as id from ${outboxOf(hub)} where created_at < now() - interval '6 days'`)
  const { rows } = await client.query<{ id: string }>(selects.join(' union all '))
  return rows.map((row) => row.id)
}

/** Forgets what was handled a week ago, except for events that some other subscriber has still not handled. */
export async function forgetHandled(client: ClientBase, hub: HubName, except: readonly string[]): Promise<void> {
  await client.query(
    `delete from ${escapeIdentifier(hub)}.inbox where handled_at < now() - interval '7 days' and event_id <> all($1::uuid[])`,
    [except],
  )
}

function outboxOf(hub: HubName): string {
  return `${escapeIdentifier(hub)}.outbox`
}
