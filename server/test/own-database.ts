import { mkdtempSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import pg from 'pg'
import { connectDatabases } from '#db'
import { ensureOwner } from '#hub/tenant'
import { OwnPostgres } from './own-postgres.ts'
import { Proxy } from './proxy.ts'
import { quickFolder } from './quick-folder.ts'
import type { Shared } from './running.ts'
import { type HubName, hubs } from '../hubs.ts'
import { serverOwner } from './server-process.ts'

/** An installation whose database, and the wire to it, may be broken by a test. */
export type OwnDatabase = Shared & {
  readonly postgres: OwnPostgres
  readonly proxy: Proxy
  /** Asks the database past the wire. */
  query<Row extends pg.QueryResultRow>(text: string, values?: unknown[]): Promise<Row[]>
}

/** A PostgreSQL of the test's own behind a wire of its own, migrated, with its owner. */
export async function ownDatabase(): Promise<OwnDatabase> {
  const folder = mkdtempSync(join(quickFolder(), 'steward-failure-'))
  const postgres = await OwnPostgres.create(folder, { shared_buffers: '32MB', max_wal_size: '128MB', min_wal_size: '80MB' })
  const proxy = await Proxy.open(() => postgres.port)
  const databases = await connectDatabases(new Map<HubName, string>(hubs.map((hub) => [hub, postgres.url])), {
    migrate: true,
    release: async () => {},
  })
  await ensureOwner(databases, serverOwner, new Date())
  await databases.close()
  return {
    folder,
    postgres,
    proxy,
    url: postgres.urlAt(proxy.port),
    query: async <Row extends pg.QueryResultRow>(text: string, values: unknown[] = []) => {
      const client = new pg.Client({ connectionString: postgres.url, options: '-c default_transaction_read_only=off' })
      await client.connect()
      return (await client.query<Row>(text, values).finally(() => client.end())).rows
    },
    [Symbol.asyncDispose]: async () => {
      await proxy.end()
      await postgres.stop()
      rmSync(folder, { recursive: true, force: true })
    },
  }
}
