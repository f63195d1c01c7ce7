import { createReadStream, createWriteStream } from 'node:fs'
import { mkdir, rename, rm } from 'node:fs/promises'
import { dirname, resolve, sep } from 'node:path'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { createGunzip } from 'node:zlib'
import { type ClientBase, escapeIdentifier } from 'pg'
import { StartError } from '#base/start-error'
import { type HubName, hubs } from '../../hubs.ts'
import { connectAdmin } from '../connect-admin.ts'
import type { Databases } from '../databases.ts'
import { ensureHubRoles } from '../hub-roles.ts'
import { migrateUp } from '../migration/migrate.ts'
import { listTables } from './catalog.ts'
import { copyIn } from './copy-stream.ts'
import { type BackupLock, openSealed, readSealedHeader } from './sealed-file.ts'
import { type Section, SectionReader } from './section.ts'
import type { BackupFolders } from './write-backup.ts'

export type RestoreInput = {
  readonly file: string
  /** Without one only a backup from before they were locked opens. */
  readonly lock?: BackupLock | undefined
  readonly folders: BackupFolders
}

/** What a backup says of itself before it is opened. */
export type BackupHeader = {
  readonly createdAt: string
  /** Which key of the installation its secrets are locked with. */
  readonly keyId: string
  /** With what the whole file is locked; undefined for one from before they were. */
  readonly by: BackupLock['by'] | undefined
}

type Header = Extract<Section, { kind: 'steward backup' }>
type Clients = ReadonlyMap<HubName, ClientBase>

/** Says what a backup is, without changing anything. */
export async function readBackupHeader(file: string): Promise<BackupHeader> {
  const sealed = await readSealedHeader(file)
  if (sealed !== undefined) return sealed
  const { section } = await openBackup({ file }).next()
  if (section.kind !== 'steward backup') throw new StartError(`The file ${file} is not a backup of Steward.`)
  return { ...section, by: undefined }
}

/**
 * Puts a backup into an empty installation: migrates to where the backup was,
 * loads everything in one transaction per database, and leaves what is newer to
 * the next start. A backup that turns out damaged leaves the database empty.
 */
export async function restoreBackup(databases: Databases, input: RestoreInput): Promise<{ tables: number; files: number }> {
  const reader = openBackup(input)
  const { section: header, data } = await reader.next()
  if (header.kind !== 'steward backup') throw new StartError(`The file ${input.file} is not a backup of Steward.`)
  await pass(data)
  const clients = new Map<HubName, ClientBase & { end(): Promise<void> }>()
  const files = new StagedFiles()
  const distinct = Map.groupBy(databases.hubs, (hub) => databases.adminUrl(hub))
  try {
    for (const [url, own] of distinct) {
      const client = await connectAdmin(url, { applicationName: 'steward restore' })
      for (const hub of own) clients.set(hub, client)
      await prepare(client, own, header)
    }
    const open = [...new Set(clients.values())]
    for (const client of open) await client.query('begin')
    for (const [hub, client] of clients) await setTriggers(client, hub, 'disable')
    const counts = await load(reader, clients, { folders: input.folders, files })
    // Constraints that wait for the end of the transaction are checked now: until then no table can be altered.
    for (const client of open) await client.query('set constraints all immediate')
    for (const [hub, client] of clients) await setTriggers(client, hub, 'enable')
    await files.putInPlace()
    for (const client of open) await client.query('commit')
    return counts
  } catch (error) {
    await files.discard()
    throw error
  } finally {
    for (const client of new Set(clients.values())) await client.end()
  }
}

function openBackup({ file, lock }: Pick<RestoreInput, 'file' | 'lock'>): SectionReader {
  const source = lock === undefined ? createReadStream(file) : Readable.from(openSealed(file, lock))
  const plain = createGunzip()
  source.once('error', (error) => plain.destroy(error))
  return new SectionReader(source.pipe(plain))
}

async function prepare(client: ClientBase, own: readonly HubName[], header: Header): Promise<void> {
  const roles = await ensureHubRoles(client, own)
  for (const hub of own) {
    for (const { name, columns } of await listTables(client, hub)) {
      // Rows that the product makes by itself are nobody's.
      const own = columns.includes('is_system') ? 'where not is_system' : ''
      const { rows } = await client.query(`select from ${escapeIdentifier(hub)}.${escapeIdentifier(name)} ${own} limit 1`)
      if (rows.length > 0)
        throw new StartError(
          `The installation is not empty (${hub}.${name} holds rows); restore into a new data folder or a new database.`,
        )
    }
    await migrateUp(client, { hub, role: roles.get(hub)?.role ?? '', only: header.versions[hub] ?? [] })
    await clear(client, hub)
  }
}

/** Migrations may fill tables; what the backup holds of them comes in their place. */
async function clear(client: ClientBase, hub: HubName): Promise<void> {
  await setTriggers(client, hub, 'disable')
  for (const { name } of (await listTables(client, hub)).toReversed())
    await client.query(`delete from ${escapeIdentifier(hub)}.${escapeIdentifier(name)}`)
  await setTriggers(client, hub, 'enable')
}

/** What was stored is put back as it was; a trigger would stamp it with the time of today. */
async function setTriggers(client: ClientBase, hub: HubName, to: 'enable' | 'disable'): Promise<void> {
  for (const { name } of await listTables(client, hub)) {
    await client.query(`alter table ${escapeIdentifier(hub)}.${escapeIdentifier(name)} ${to} trigger user`)
  }
}

type Places = { readonly folders: BackupFolders; readonly files: StagedFiles }

async function load(
  reader: SectionReader,
  clients: Clients,
  { folders, files }: Places,
): Promise<{ tables: number; files: number }> {
  const counts = { tables: 0, files: 0 }
  for (;;) {
    const { section, data } = await reader.next()
    if (section.kind === 'end') {
      if (section.sections !== counts.tables + counts.files)
        throw new StartError('The backup lacks parts that it says it has; nothing was restored.')
      return counts
    }
    if (section.kind === 'file') {
      await files.add(folderOf(section, folders), section.path, data)
      counts.files += 1
    } else if (section.kind !== 'steward backup') {
      await loadHub(section, data, clientOf(clients, section.hub))
      if (section.kind === 'table') counts.tables += 1
    }
    await pass(data)
  }
}

async function loadHub(
  section: Extract<Section, { hub: string }>,
  data: AsyncIterable<Buffer>,
  client: ClientBase,
): Promise<void> {
  const schema = escapeIdentifier(section.hub)
  if (section.kind === 'partitions') {
    for (const statement of section.statements) await client.query(statement)
  } else if (section.kind === 'sequences') {
    for (const [name, value] of Object.entries(section.values)) {
      await client.query('select setval($1::text::regclass, $2::bigint)', [`${schema}.${escapeIdentifier(name)}`, value])
    }
  } else {
    const table = `${schema}.${escapeIdentifier(section.table)}`
    const columns = section.columns.map((column) => escapeIdentifier(column)).join(', ')
    await copyIn(client, `copy ${table} (${columns}) from stdin with (encoding 'UTF8')`, data)
  }
}

function clientOf(clients: Clients, name: string): ClientBase {
  const hub = hubs.find((each) => each === name)
  const client = hub === undefined ? undefined : clients.get(hub)
  if (client === undefined)
    throw new StartError(
      `The backup has data of a hub "${name}" that this Steward does not know; restore it with the Steward that made it.`,
    )
  return client
}

function folderOf({ folder = 'blobs' }: Extract<Section, { kind: 'file' }>, folders: BackupFolders): string {
  const found = folders[folder]
  if (found === undefined) throw new StartError(`The backup has files of a kind "${folder}" that this Steward does not know.`)
  return resolve(found.path)
}

/** Files lie beside their places until everything is read: a backup that turns out damaged leaves none. */
class StagedFiles {
  private readonly staged: { readonly draft: string; readonly target: string }[] = []
  private placed = 0

  async add(folder: string, path: string, data: AsyncIterable<Buffer>): Promise<void> {
    const target = resolve(folder, path)
    // A backup is a file from outside: it must not write anywhere else.
    if (!target.startsWith(folder + sep))
      throw new StartError(`The backup names a file outside of the data folder (${path}); it was not made by Steward.`)
    const draft = `${target}.part`
    this.staged.push({ draft, target })
    await mkdir(dirname(target), { recursive: true, mode: 0o700 })
    await pipeline(data, createWriteStream(draft, { mode: 0o600, flush: true }))
  }

  async putInPlace(): Promise<void> {
    for (const { draft, target } of this.staged) {
      await rename(draft, target)
      this.placed += 1
    }
  }

  async discard(): Promise<void> {
    for (const [at, { draft, target }] of this.staged.entries()) await rm(at < this.placed ? target : draft, { force: true })
  }
}

async function pass(data: AsyncIterable<Buffer>): Promise<void> {
  for await (const chunk of data) void chunk
}
