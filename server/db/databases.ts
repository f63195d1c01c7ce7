import { Kysely, PostgresDialect, type Transaction } from 'kysely'
import pg from 'pg'
import type { HubName } from '../hubs.ts'
import { type HubAccess, hubClientConfig, openHubPool, openMemberPool } from './hub-pool.ts'
import { Listener } from './listen.ts'
import { PublishedHint } from './outbox/published-hint.ts'
import { withinWorkspace } from './wall/within.ts'

/** Every hub's way to its own schema, each logged in as the hub's own role. Connections open when they are first used. */
export type Databases = {
  /**
   * The same databases with the second wall around one workspace: whatever a statement asks for, it reads and
   * writes rows of this workspace only. For everything that is done for a member; engine, schedulers and relays
   * work across workspaces and do without.
   */
  within(workspaceId: string): Databases
  /** Typed query builder of the hub; its schema is the search path, so tables are named without it. */
  kysely<Tables>(hub: HubName): Kysely<Tables>
  /** Commits when `work` resolves, rolls back when it rejects. */
  transaction<Tables, R>(hub: HubName, work: (tx: Transaction<Tables>) => Promise<R>): Promise<R>
  /** Plain pool of the hub's role, for hot paths. */
  pool(hub: HubName): pg.Pool
  /** A connection of the caller's own, connected, not from the pool; the caller ends it. With `pipeline` statements do not wait for each other's answers. */
  client(hub: HubName, options?: { readonly pipeline?: boolean }): Promise<pg.Client>
  /**
   * Hears what `notify` says on the channel of this hub, in any process. The connection comes back by
   * itself when it is lost; the handler is then called with '', because something may have been missed.
   * Resolves when it listens, with a function that stops it.
   */
  listen(hub: HubName, channel: string, handler: (payload: string) => void): Promise<() => Promise<void>>
  /** A hint, not a delivery: nobody may be listening. Inside SQL the channel is called `<hub>.<channel>`. */
  notify(hub: HubName, channel: string, payload?: string): Promise<void>
  /** The address that reaches the administrator's database of a hub: migrations, backup, relay. Never for a hub's own work. */
  adminUrl(hub: HubName): string
  readonly hubs: readonly HubName[]
  /** Wakes the relay of this process after a commit that published. */
  readonly published: PublishedHint
  close(): Promise<void>
}

/** What every use case is given: where the data is, for which workspace, who acts, what time it is. */
export type Scope = {
  readonly db: Databases
  readonly workspaceId: string
  readonly actorId: string | null
  readonly now: Date
}

export type HubConnections = {
  readonly access: ReadonlyMap<HubName, HubAccess & { readonly memberUrl: string; readonly adminUrl: string }>
  /** Ends what is below, such as the embedded server; called after every connection is closed. */
  readonly release: () => Promise<void>
}

export function connectHubs({ access, release }: HubConnections): Databases {
  const pools = new Map<HubName, pg.Pool>()
  const memberPools = new Map<HubName, pg.Pool>()
  const builders = new Map<HubName, Kysely<unknown>>()
  const listeners = new Map<HubName, Listener>()
  const published = new PublishedHint()

  const accessOf = (hub: HubName) => {
    const found = access.get(hub)
    if (found === undefined) throw new Error(`the database of the hub ${hub} is not open`)
    return found
  }
  const pool = (hub: HubName) => getOrMake(pools, hub, () => openHubPool(accessOf(hub)))
  const memberPool = (hub: HubName) => getOrMake(memberPools, hub, () => openMemberPool({ hub, url: accessOf(hub).memberUrl }))
  const kysely = <Tables>(hub: HubName) =>
    getOrMake(builders, hub, () => new Kysely<unknown>({ dialect: new PostgresDialect({ pool: pool(hub) }) })) as Kysely<Tables>

  const databases: Databases = {
    within: (workspaceId) => withinWorkspace(databases, workspaceId, memberPool),
    kysely,
    pool,
    published,
    hubs: [...access.keys()],
    adminUrl: (hub) => accessOf(hub).adminUrl,
    transaction: async <Tables, R>(hub: HubName, work: (tx: Transaction<Tables>) => Promise<R>): Promise<R> => {
      let used: Transaction<Tables> | undefined
      const result = await kysely<Tables>(hub)
        .transaction()
        .execute((tx) => {
          used = tx
          return work(tx)
        })
      if (used !== undefined) published.committed(used)
      return result
    },
    client: async (hub, options = {}) => {
      const client = new pg.Client({ ...hubClientConfig(accessOf(hub)), pipeline: options.pipeline === true })
      // The owner of the connection hears of the loss through its queries; this only keeps the process alive.
      client.on('error', () => undefined)
      await client.connect()
      return client
    },
    listen: (hub, channel, handler) =>
      getOrMake(listeners, hub, () => new Listener(accessOf(hub))).add(`${hub}.${channel}`, handler),
    notify: async (hub, channel, payload = '') => {
      await pool(hub).query('select pg_notify($1, $2)', [`${hub}.${channel}`, payload])
    },
    close: async () => {
      await Promise.all([...listeners.values()].map((listener) => listener.close()))
      await Promise.all([...pools.values(), ...memberPools.values()].map((each) => each.end()))
      await release()
    },
  }
  return databases
}

function getOrMake<K, V>(map: Map<K, V>, key: K, make: () => V): V {
  const found = map.get(key)
  if (found !== undefined) return found
  const made = make()
  map.set(key, made)
  return made
}
