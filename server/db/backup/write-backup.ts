import { createReadStream, createWriteStream, existsSync, readdirSync, statSync } from 'node:fs'
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

/** Files that belong to the installation, such as blobs, by name. */
export type BackupFolders = Readonly<Record<string, BackupFolder>>

export type BackupFolder = {
  readonly path: string
  /**
   * `after`: read after the database, so that no file which it names is missing. `before`: its files only grow and must
   * not be ahead of the database, so of each what it held before that is taken.
   */
  readonly read: 'before' | 'after'
}

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
  const before = Object.entries(input.folders).flatMap(([name, { path, read }]) => (read === 'before' ? filesOf(name, path) : []))
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
    yield* fileSections(before, counts)
    for (const [name, { path, read }] of Object.entries(input.folders))
      if (read === 'after') yield* fileSections(filesOf(name, path), counts)
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

type StoredFile = { readonly folder: string; readonly root: string; readonly path: string; readonly sizeBytes: number }

function filesOf(name: string, root: string): StoredFile[] {
  if (!existsSync(root)) return []
  return readdirSync(root, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && !entry.name.endsWith('.part'))
    .map((entry) => join(entry.parentPath, entry.name))
    .map((path) => ({ folder: name, root, path, sizeBytes: statSync(path).size }))
}

async function* fileSections(files: readonly StoredFile[], counts: { files: number }): AsyncGenerator<Buffer> {
  for (const { folder, root, path, sizeBytes } of files) {
    const data = sizeBytes === 0 ? [] : createReadStream(path, { end: sizeBytes - 1 })
    yield* writeSection({ kind: 'file', folder, path: path.slice(root.length + 1).replaceAll('\\', '/') }, data)
    counts.files += 1
  }
}
