import { chmodSync } from 'node:fs'
import { setLogLevel } from '#base/log'
import { connectAdmin } from '../db/connect-admin.ts'
import { openEmbedded } from '../db/embedded/open-embedded.ts'
import { prepareDatabase } from '../db/prepare-database.ts'
import { hubs } from '../hubs.ts'
import { templateName } from './template-name.ts'

export type TestServer = {
  readonly url: string
  /** Hubs whose migrations failed, with the reason; their tables are missing in every test database. */
  readonly problems: Readonly<Record<string, string>>
  close(): Promise<void>
}

/** Losing a test database costs nothing, so nothing waits for the disk. */
const tuning = {
  fsync: 'off',
  synchronous_commit: 'off',
  full_page_writes: 'off',
  autovacuum: 'off',
  shared_buffers: '64MB',
  max_wal_size: '256MB',
  min_wal_size: '80MB',
}

/** A PostgreSQL with a migrated template database. A hub whose migrations fail does not take the tests of the others with it. */
export async function startTestServer(folder: string): Promise<TestServer> {
  setLogLevel('error')
  // mkdtemp closes the folder; the server may run as another user who must pass through.
  if (process.getuid?.() === 0) chmodSync(folder, 0o711)
  const embedded = await openEmbedded(folder, { exclusive: true, tuning })
  const admin = await connectAdmin(embedded.url)
  await admin.query(`create database ${templateName}`)
  await admin.end()
  const template = new URL(embedded.url)
  template.pathname = `/${templateName}`
  await prepareDatabase({ url: template.href, hubs, migrate: false })
  const problems: Record<string, string> = {}
  for (const hub of hubs) {
    try {
      await prepareDatabase({ url: template.href, hubs: [hub], migrate: true, undeclared: 'refuse' })
    } catch (error) {
      problems[hub] = (error as Error).message
      process.stderr.write(`test database without the hub ${hub}: ${(error as Error).message}\n`)
    }
  }
  return { url: embedded.url, problems, close: () => embedded.close() }
}
