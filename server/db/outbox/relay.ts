import type pg from 'pg'
import { log } from '#base/log'
import { Rounds } from '#base/rounds'
import type { HubName } from '../../hubs.ts'
import { connectAdmin } from '../connect-admin.ts'
import type { Databases } from '../databases.ts'
import { deliver } from './deliver.ts'
import { findHubsWithEvents, postponeEvents, readDueEvents, removeEvents, withRelayLock } from './outbox.store.ts'
import { tidyInboxes } from './tidy-inboxes.ts'
import { hubOf, type Subscription, wants } from './subscription.ts'

const batchSize = 200
/** How soon another process's events and postponed ones are seen; our own commits wake the relay at once. */
const pollMs = 1000
const tidyMs = 3_600_000

/**
 * Carries events from every hub's outbox to the subscribers, in any number of
 * processes at once. An event that nobody subscribes to is dropped.
 */
export function startRelay(databases: Databases, subscriptions: readonly Subscription[]): { stop(): Promise<void> } {
  const consumers = subscriptions.map((each) => `${hubOf(each)} ${each.consumer}`)
  if (new Set(consumers).size < consumers.length) throw new Error('two subscriptions have the same consumer')

  const byDatabase = Map.groupBy(databases.hubs, (hub) => databases.adminUrl(hub))
  const relays = [...byDatabase].map(([url, hubs]) => new DatabaseRelay({ url, hubs, databases, subscriptions }))
  const stopHearing = databases.published.onCommit(() => {
    for (const relay of relays) relay.wake()
  })
  const tidying = setInterval(() => {
    tidyInboxes(databases).catch((error: unknown) =>
      log.warn({ err: error }, 'handled events were not forgotten and will be later'),
    )
  }, tidyMs).unref()
  return {
    stop: async () => {
      clearInterval(tidying)
      stopHearing()
      await Promise.all(relays.map((relay) => relay.stop()))
    },
  }
}

type RelayInput = {
  readonly url: string
  readonly hubs: readonly HubName[]
  readonly databases: Databases
  readonly subscriptions: readonly Subscription[]
}

class DatabaseRelay {
  private readonly input: RelayInput
  private readonly rounds: Rounds
  private client: pg.Client | undefined
  private isStopped = false

  constructor(input: RelayInput) {
    this.input = input
    this.rounds = new Rounds({
      round: () => this.relayOnce(),
      onError: (thrown) => this.forgetConnection(thrown),
      pollMs,
    })
  }

  wake(): void {
    this.rounds.wake()
  }

  async stop(): Promise<void> {
    this.isStopped = true
    await this.rounds.stop()
    await this.client?.end().catch(() => undefined)
  }

  private async forgetConnection(thrown: unknown): Promise<void> {
    log.warn({ err: thrown }, 'the event relay was interrupted and goes on')
    await this.client?.end().catch(() => undefined)
    this.client = undefined
  }

  private async relayOnce(): Promise<boolean> {
    this.client ??= await connectAdmin(this.input.url, { applicationName: 'steward relay' })
    const client = this.client
    let hasMore = false
    for (const hub of await findHubsWithEvents(client, this.input.hubs)) {
      if (this.isStopped) return false
      await withRelayLock(client, hub, async () => {
        hasMore = (await this.relayHub(client, hub)) || hasMore
      })
    }
    return hasMore
  }

  /** True where more is due than it has carried. */
  private async relayHub(client: pg.Client, hub: HubName): Promise<boolean> {
    const rows = await readDueEvents(client, hub, batchSize)
    const results = await Promise.all(
      this.input.subscriptions.map(async (subscriber) => {
        const wanted = rows.filter((row) => wants(subscriber, row.type))
        return wanted.length === 0 ? new Map<string, string>() : await deliver(this.input.databases, subscriber, wanted)
      }),
    )
    const done: string[] = []
    const failed = new Map<string, string>()
    for (const row of rows) {
      const reasons = results.map((result) => result.get(row.id)).filter((reason) => reason !== undefined)
      const reason = reasons.find((each) => each !== '')
      if (reasons.length === 0) done.push(row.rank)
      else if (reason !== undefined) failed.set(row.rank, reason)
    }
    if (done.length > 0) await removeEvents(client, hub, done)
    if (failed.size > 0) await postponeEvents(client, hub, failed)
    return rows.length === batchSize
  }
}
