import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import { testDatabase } from './database.ts'
import { freePort, ownerApi, type ServerProcess, startServer } from './server-process.ts'

export type SeveralProcesses = AsyncDisposable & {
  /** By which people and callers reach them, as behind a load balancer. */
  readonly publicUrl: string
  /** Of the shared database, as its administrator. */
  readonly databaseUrl: string
  /** Starts one more process over the shared database; all roles unless told otherwise. */
  start(roles?: string, env?: Record<string, string>): Promise<ServerProcess>
  /** The API of a process, as the owner. */
  api(process: ServerProcess): ReturnType<typeof ownerApi>
  /** Asks the shared database as its administrator. */
  query<Row extends pg.QueryResultRow>(text: string, values?: unknown[]): Promise<Row[]>
}

/** Real processes over one database and one folder. All of them are ended at the end. */
export async function severalProcesses(): Promise<SeveralProcesses> {
  const database = await testDatabase()
  const folder = mkdtempSync(join(tmpdir(), 'steward-processes-'))
  const publicUrl = `http://127.0.0.1:${await freePort()}`
  const processes: ServerProcess[] = []
  const admin = new pg.Pool({ connectionString: database.url, max: 2 })
  // The database is dropped under connections that are just closing.
  const survive = () => {}
  admin.on('error', survive).on('connect', (client) => client.on('error', survive))
  return {
    publicUrl,
    databaseUrl: database.url,
    start: async (roles = 'http,worker,scheduler', env = {}) => {
      const shared = { STEWARD_DATABASE_URL: database.url, STEWARD_PUBLIC_URL: publicUrl, STEWARD_ROLES: roles }
      const process = await startServer(folder, { env: { ...shared, ...env } })
      processes.push(process)
      return process
    },
    api: (process) => ownerApi(process.url, publicUrl),
    query: async <Row extends pg.QueryResultRow>(text: string, values: unknown[] = []) =>
      (await admin.query<Row>(text, values)).rows,
    [Symbol.asyncDispose]: async () => {
      await Promise.all(processes.map((process) => process.killTree()))
      await admin.end()
      await database[Symbol.asyncDispose]()
      rmSync(folder, { recursive: true, force: true })
    },
  }
}
