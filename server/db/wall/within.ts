import {
  type Driver,
  Kysely,
  PostgresAdapter,
  PostgresIntrospector,
  PostgresQueryCompiler,
  type Transaction,
  type TransactionSettings,
} from 'kysely'
import type pg from 'pg'
import type { HubName } from '../../hubs.ts'
import type { Databases } from '../databases.ts'
import { WalledConnection } from './walled-connection.ts'
import { runAlone, spoils } from './walled-query.ts'

const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i

/**
 * The same databases, seen from one workspace: every statement logs in as the
 * member's role of its hub, which the wall shows the rows of this workspace
 * only. What listens, speaks or says that something was published goes through;
 * what would lead past the wall is refused.
 */
export function withinWorkspace(base: Databases, workspaceId: string, memberPool: (hub: HubName) => pg.Pool): Databases {
  if (!uuid.test(workspaceId)) throw new Error('a workspace is named by a uuid')
  const refuse = (what: string): never => {
    throw new Error(`${what} leads past the wall of the workspace ${workspaceId}`)
  }
  const builders = new Map<HubName, Kysely<unknown>>()
  const kysely = <Tables>(hub: HubName): Kysely<Tables> => {
    const builder = builders.get(hub) ?? openBuilder(memberPool(hub), workspaceId)
    builders.set(hub, builder)
    return builder as Kysely<Tables>
  }
  return {
    hubs: base.hubs,
    published: base.published,
    listen: (...told) => base.listen(...told),
    notify: (...told) => base.notify(...told),
    kysely,
    pool: (hub) => walledPool(memberPool(hub), workspaceId),
    transaction: async <Tables, R>(hub: HubName, work: (tx: Transaction<Tables>) => Promise<R>): Promise<R> => {
      let used: Transaction<Tables> | undefined
      const result = await kysely<Tables>(hub)
        .transaction()
        .execute((tx) => {
          used = tx
          return work(tx)
        })
      if (used !== undefined) base.published.committed(used)
      return result
    },
    within: (other) => (other === workspaceId ? withinWorkspace(base, other, memberPool) : refuse('another workspace')),
    client: async () => refuse('a connection of its own'),
    adminUrl: () => refuse('the administrator'),
    close: async () => refuse('closing'),
  }
}

/** A pool that takes single statements; whoever needs several uses a transaction. */
function walledPool(pool: pg.Pool, workspaceId: string): pg.Pool {
  const query = async (text: string, values: unknown[] = []): Promise<pg.QueryResult> => {
    const client = await pool.connect()
    let isSpoilt = false
    try {
      return await runAlone(client, workspaceId, { text, values })
    } catch (error) {
      isSpoilt = spoils(error)
      throw error
    } finally {
      client.release(isSpoilt)
    }
  }
  const connect = async () => Promise.reject(new Error('within a workspace connections are not handed out; use a transaction'))
  return { query, connect } as unknown as pg.Pool
}

function openBuilder(pool: pg.Pool, workspaceId: string): Kysely<unknown> {
  return new Kysely({
    dialect: {
      createAdapter: () => new PostgresAdapter(),
      createDriver: () => new WalledDriver(pool, workspaceId),
      createIntrospector: (db) => new PostgresIntrospector(db),
      createQueryCompiler: () => new PostgresQueryCompiler(),
    },
  })
}

class WalledDriver implements Driver {
  private readonly pool: pg.Pool
  private readonly workspaceId: string

  constructor(pool: pg.Pool, workspaceId: string) {
    this.pool = pool
    this.workspaceId = workspaceId
  }

  async init(): Promise<void> {}

  /** The pool belongs to the databases and outlives this view of it. */
  async destroy(): Promise<void> {}

  async acquireConnection(): Promise<WalledConnection> {
    return new WalledConnection(await this.pool.connect(), this.workspaceId)
  }

  async beginTransaction(connection: WalledConnection, { isolationLevel, accessMode }: TransactionSettings): Promise<void> {
    const level = isolationLevel === undefined ? '' : ` isolation level ${isolationLevel}`
    await connection.begin(`begin${level}${accessMode === undefined ? '' : ` ${accessMode}`}`)
  }

  commitTransaction(connection: WalledConnection): Promise<void> {
    return connection.commit()
  }

  rollbackTransaction(connection: WalledConnection): Promise<void> {
    return connection.rollback()
  }

  async releaseConnection(connection: WalledConnection): Promise<void> {
    connection.release()
  }
}
