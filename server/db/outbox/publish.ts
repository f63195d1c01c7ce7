import { sql, type Transaction } from 'kysely'
import type { JsonObject } from '@steward/contract/item'
import { newId } from '#base/id'
import { markPublished } from './published-hint.ts'

export type NewEvent = {
  /** Past tense, with the hub before it: `workflow.published`. */
  readonly type: string
  /** Events of one key arrive in the order in which they were published; usually the id of what changed. */
  readonly key: string
  readonly payload: JsonObject
}

/**
 * Tells the other hubs that something happened. The event is a row in the
 * caller's own outbox and in the caller's transaction: it is told if and only
 * if the change is committed.
 */
export async function publish<Tables>(tx: Transaction<Tables>, event: NewEvent): Promise<void> {
  await sql`insert into outbox (event_id, type, key, payload)
            values (${newId()}, ${event.type}, ${event.key}, ${JSON.stringify(event.payload)}::json)`.execute(tx)
  markPublished(tx)
}
