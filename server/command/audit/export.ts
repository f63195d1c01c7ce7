import { createWriteStream } from 'node:fs'
import { rm, stat } from 'node:fs/promises'
import { resolve } from 'node:path'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { log, setLogLevel } from '#base/log'
import { readSettings } from '#base/settings'
import { StartError } from '#base/start-error'
import { type Databases, openDatabases } from '#db'
import { CheckpointKeeper, exportCsv, exportJson, installationChain, openNotary, record } from '#hub/audit'
import { findUserNames } from '#hub/identity'
import { findWorkspacesNamed } from '#hub/tenant'
import type { AuditOptions } from './audit-options.ts'

type Wanted = { readonly chain: string; readonly workspace: { readonly id: string; readonly name: string } | null }

/** `steward audit export`: works on the database itself, beside a running server or without one. */
export async function exportCommand({ file = '', workspace, format = 'json' }: AuditOptions): Promise<number> {
  const path = resolve(file)
  if ((await stat(path).catch(() => undefined)) !== undefined)
    throw new StartError(`The file ${path} is there already; name a new one.`)
  const settings = readSettings()
  setLogLevel(settings.logLevel === 'info' ? 'warn' : settings.logLevel)
  const db = await openDatabases(settings)
  try {
    const wanted = await find(db, workspace)
    await noteExport(db, wanted, format)
    const notary = openNotary(settings)
    const deps = { db, notary, keeper: new CheckpointKeeper({ db, notary, log, clock: () => new Date() }) }
    const chunks =
      format === 'csv'
        ? exportCsv(db, { chain: wanted.chain }, (ids) => findUserNames(db, ids))
        : await exportJson(deps, { chain: wanted.chain, workspace: wanted.workspace?.name ?? null, now: new Date() })
    await write(path, chunks)
    const { size } = await stat(path)
    process.stdout.write(`${path}: ${Math.ceil(size / 1024)} KiB\n`)
    return 0
  } finally {
    await db.close()
  }
}

async function find(db: Databases, nameOrId: string | undefined): Promise<Wanted> {
  if (nameOrId === undefined) return { chain: installationChain, workspace: null }
  const [found, ...more] = await findWorkspacesNamed(db, nameOrId)
  if (found === undefined) throw new StartError(`There is no workspace "${nameOrId}".`)
  if (more.length === 0) return { chain: found.id, workspace: found }
  const ids = [found, ...more].map(({ id }) => id).join(', ')
  throw new StartError(`Several workspaces are called "${nameOrId}"; name one by its id: ${ids}.`)
}

/** Who has the machine reads the log as well, and that is written down like any other reading. */
async function noteExport(db: Databases, { chain, workspace }: Wanted, format: string): Promise<void> {
  const by = { actorId: null, workspaceId: workspace?.id ?? null, now: new Date(), means: 'command_line' as const }
  const entry = { action: 'audit.exported', resourceType: 'audit', resourceId: chain, metadata: { format } }
  await db.transaction('audit', (tx) => record(tx, by, entry))
}

/** A file that is not whole is none. */
async function write(path: string, chunks: AsyncIterable<string>): Promise<void> {
  const target = createWriteStream(path, { flags: 'wx', mode: 0o600 })
  try {
    await pipeline(Readable.from(chunks), target)
  } catch (error) {
    await rm(path, { force: true })
    throw new StartError(`The file ${path} could not be written: ${(error as Error).message}.`, { cause: error })
  }
}
