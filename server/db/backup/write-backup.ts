import { createReadStream, createWriteStream, existsSync, readdirSync } from 'node:fs'
import { rename, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { createGzip } from 'node:zlib'
import { type ClientBase, escapeIdentifier } from 'pg'
import type { HubName } from '../../hubs.ts'
import { connectAdmin } from '../connect-admin.ts'
import type { Databases } from '../databases.ts'
import { readHistories } from '../migration/history.ts'
import { listPartitions, listTables, readSequences } from './catalog.ts'
import { copyOut } from './copy-stream.ts'
import { type BackupLock, sealStream } from './sealed-file.ts'
import { writeSection } from './section.ts'

export type BackupInput = {
  readonly file: string
  /** Which key of the installation its secrets are locked with. */
  readonly keyId: string
  /** With what the whole file is locked. */
  readonly lock: BackupLock
  readonly folders: BackupFolders
}

/** Files that belong to the installation, such as blobs, by name; written after the database, so none that it names is missing. */
export type BackupFolders = Readonly<Record<string, string>>

/**
 * Writes everything into one file: the hubs' tables as one moment of each
 * database, while the server may go on working, then the stored files. It
 * appears under its name when it is whole.
 */
export async function writeBackup(databases: Databases, input: BackupInput): Promise<{ tables: number; files: number }> {
  const counts = { tables: 0, files: 0 }
  const draft = `${input.file}.part`
  try {
    const { keyId, lock } = input
    const createdAt = new Date().toISOString()
    await pipeline(
      Readable.from(sections(databases, { ...input, createdAt }, counts), { objectMode: true }),
      createGzip({ level: 6 }),
      (zipped: AsyncIterable<Buffer>) => sealStream(zipped, { lock, createdAt, keyId }),
      createWriteStream(draft, { mode: 0o600, flush: true }),
    )
    await rename(draft, input.file)
  } catch (error) {
    await rm(draft, { force: true })
    throw error
  }
  return counts
}

async function* sections(
  databases: Databases,
  input: BackupInput & { readonly createdAt: string },
  counts: { tables: number; files: number },
): AsyncGenerator<Buffer> {
  const snapshots = new Map<string, ClientBase & { end(): Promise<void> }>()
  try {
    const versions: Record<string, string[]> = {}
    for (const [url, hubs] of Map.groupBy(databases.hubs, (hub) => databases.adminUrl(hub))) {
      const client = await connectAdmin(url, { applicationName: 'steward backup' })
      snapshots.set(url, client)
      await client.query('begin isolation level repeatable read, read only')
      for (const [hub, rows] of await readHistories(client, hubs)) versions[hub] = rows.map((row) => row.version)
    }
    yield* writeSection({ kind: 'steward backup', format: 1, createdAt: input.createdAt, keyId: input.keyId, versions })
    for (const hub of databases.hubs) {
      const client = snapshots.get(databases.adminUrl(hub))
      if (client !== undefined) yield* hubSections(client, hub, counts)
    }
    for (const [name, folder] of Object.entries(input.folders)) yield* fileSections(name, folder, counts)
    yield* writeSection({ kind: 'end', sections: counts.tables + counts.files })
  } finally {
    for (const client of snapshots.values()) await client.end()
  }
}

async function* hubSections(client: ClientBase, hub: HubName, counts: { tables: number }): AsyncGenerator<Buffer> {
  const statements = await listPartitions(client, hub)
  if (statements.length > 0) yield* writeSection({ kind: 'partitions', hub, statements })
  for (const { name, columns } of await listTables(client, hub)) {
    const list = columns.map((column) => escapeIdentifier(column)).join(', ')
    // Through a query, because COPY of a partitioned table itself gives nothing.
    const rows = copyOut(
      client,
      `copy (select ${list} from ${escapeIdentifier(hub)}.${escapeIdentifier(name)}) to stdout with (encoding 'UTF8')`,
    )
    yield* writeSection({ kind: 'table', hub, table: name, columns }, rows)
    counts.tables += 1
  }
  yield* writeSection({ kind: 'sequences', hub, values: await readSequences(client, hub) })
}

async function* fileSections(name: string, folder: string, counts: { files: number }): AsyncGenerator<Buffer> {
  if (!existsSync(folder)) return
  for (const entry of readdirSync(folder, { recursive: true, withFileTypes: true })) {
    if (!entry.isFile() || entry.name.endsWith('.part')) continue
    const path = join(entry.parentPath, entry.name)
    yield* writeSection(
      { kind: 'file', folder: name, path: path.slice(folder.length + 1).replaceAll('\\', '/') },
      createReadStream(path),
    )
    counts.files += 1
  }
}
