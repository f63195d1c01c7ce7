import type { Transaction } from 'kysely'
import type { JsonObject } from '@steward/contract/item'
import { type HubName, hubs } from '../../hubs.ts'

export type EventEnvelope = {
  readonly id: string
  /** The hub that published it. */
  readonly hub: HubName
  readonly type: string
  readonly key: string
  readonly payload: JsonObject
  readonly publishedAt: Date
}

export type Subscription = {
  /** The hub, and a word of its own where it has several: `insight` or `insight.daily_metrics`. Never renamed: it is the memory of what was handled. */
  readonly consumer: string
  /** `execution.finished`, `execution.*` or `*`. */
  readonly types: readonly string[]
  /**
   * Is given events in their order and runs in a transaction of the consumer's hub, exactly once with effect: what it
   * writes through `tx` commits together with the note that the events were handled. When it throws, nothing is written
   * and each is offered again alone; later events of the same key wait behind one that fails. What it does elsewhere it
   * must do idempotently.
   */
  handle(tx: Transaction<unknown>, events: readonly EventEnvelope[]): Promise<void>
}

type Definition = Pick<Subscription, 'consumer' | 'types'>

/** A subscription that handles one event after another; its transaction knows the tables of its hub. */
export function subscription<Tables>(
  definition: Definition & { readonly handle: (tx: Transaction<Tables>, event: EventEnvelope) => Promise<void> },
): Subscription {
  const { consumer, types, handle } = definition
  return {
    consumer,
    types,
    handle: async (tx, events) => {
      for (const event of events) await handle(tx as Transaction<Tables>, event)
    },
  }
}

/** A subscription that handles many events at once, where that costs less. */
export function bulkSubscription<Tables>(
  definition: Definition & { readonly handle: (tx: Transaction<Tables>, events: readonly EventEnvelope[]) => Promise<void> },
): Subscription {
  return definition as unknown as Subscription
}

export function hubOf({ consumer }: Subscription): HubName {
  const name = consumer.split('.')[0]
  const hub = hubs.find((each) => each === name)
  if (hub === undefined) throw new Error(`the consumer ${consumer} does not start with the name of a hub`)
  return hub
}

export function wants({ types }: Subscription, type: string): boolean {
  return types.some((each) => each === type || each === '*' || (each.endsWith('.*') && type.startsWith(each.slice(0, -1))))
}
