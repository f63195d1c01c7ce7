import { sql } from 'kysely'
import { log } from '#base/log'
import type { Databases } from '../databases.ts'
import { type EventEnvelope, hubOf, type Subscription } from './subscription.ts'

/**
 * Hands events to one subscriber in their order. Returns those that could not
 * be handled, with the reason, and those that had to wait behind them because
 * they have the same key.
 */
export async function deliver(
  databases: Databases,
  subscriber: Subscription,
  events: readonly EventEnvelope[],
): Promise<ReadonlyMap<string, string>> {
  const undelivered = new Map<string, string>()
  try {
    // All in one transaction: under load this is what keeps the cost of an event small.
    await handleTogether(databases, subscriber, events)
    return undelivered
  } catch (error) {
    if (events.length === 1 && events[0] !== undefined)
      return undelivered.set(events[0].id, describe(subscriber, events[0], error))
  }
  // One of them failed. Alone, each shows whether it was the one.
  const stuckKeys = new Set<string>()
  for (const event of events) {
    if (stuckKeys.has(event.key)) {
      undelivered.set(event.id, '')
      continue
    }
    try {
      await handleTogether(databases, subscriber, [event])
    } catch (error) {
      stuckKeys.add(event.key)
      undelivered.set(event.id, describe(subscriber, event, error))
    }
  }
  return undelivered
}

async function handleTogether(databases: Databases, subscriber: Subscription, events: readonly EventEnvelope[]): Promise<void> {
  const offered = events.map((event) => event.id)
  await databases.transaction<unknown, void>(hubOf(subscriber), async (tx) => {
    // A relay elsewhere that is handling one of these right now makes this statement wait for its commit.
    const { rows } = await sql<{ event_id: string }>`
      insert into inbox (consumer, event_id)
      select ${subscriber.consumer}, id from unnest(${offered}::uuid[]) id order by id
      on conflict do nothing returning event_id`.execute(tx)
    const ids = new Set(rows.map((row) => row.event_id))
    const fresh = events.filter((event) => ids.has(event.id))
    if (fresh.length > 0) await subscriber.handle(tx, fresh)
  })
}

function describe({ consumer }: Subscription, event: EventEnvelope, error: unknown): string {
  const reason = error instanceof Error ? error.message : String(error)
  log.warn({ err: error, consumer, type: event.type, eventId: event.id }, 'an event was not handled and will be tried again')
  return `${consumer}: ${reason}`.slice(0, 1000)
}
