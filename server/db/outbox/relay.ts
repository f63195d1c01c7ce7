import type pg from 'pg'
import { log } from '#base/log'
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
  private readonly running: Promise<void>
  private client: pg.Client | undefined
  private stopped = false
  private isAwake = false
  private wakeUp: () => void = () => undefined

  constructor(input: RelayInput) {
    this.input = input
    this.running = this.run()
  }

  wake(): void {
    this.isAwake = true
    this.wakeUp()
  }

  async stop(): Promise<void> {
    this.stopped = true
    this.wake()
    await this.running
    await this.client?.end().catch(() => undefined)
  }

  private async run(): Promise<void> {
    while (!this.stopped) {
      this.isAwake = false
      try {
        await this.relayOnce()
      } catch (error) {
        log.warn({ err: error }, 'the event relay was interrupted and goes on')
        await this.client?.end().catch(() => undefined)
        this.client = undefined
      }
      await this.sleep()
    }
  }

  private async sleep(): Promise<void> {
    if (this.isAwake || this.stopped) return
    await new Promise<void>((done) => {
      const timer = setTimeout(done, pollMs)
      this.wakeUp = () => {
        clearTimeout(timer)
        done()
      }
    })
  }

  private async relayOnce(): Promise<void> {
    this.client ??= await connectAdmin(this.input.url, { applicationName: 'steward relay' })
    const client = this.client
    for (const hub of await findHubsWithEvents(client, this.input.hubs)) {
      if (this.stopped) return
      await withRelayLock(client, hub, () => this.relayHub(client, hub))
    }
  }

  private async relayHub(client: pg.Client, hub: HubName): Promise<void> {
    const rows = await readDueEvents(client, hub, batchSize)
    if (rows.length === batchSize) this.isAwake = true
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
  }
}
