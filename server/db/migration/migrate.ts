import { join } from 'node:path'
import { type ClientBase, DatabaseError, escapeIdentifier } from 'pg'
import { log } from '#base/log'
import { StartError } from '#base/start-error'
import type { HubName } from '../../hubs.ts'
import { createHistory, forgetMigration, type HistoryRow, readHistories, recordMigration } from './history.ts'
import { compareVersions, isCommon, type Migration, readMigrations } from './migration-file.ts'

export type HubMigrations = {
  readonly hub: HubName
  readonly applied: readonly HistoryRow[]
  readonly pending: readonly Migration[]
  readonly all: readonly Migration[]
}

/** Where the folders of the hubs are. */
const hubFolder = join(import.meta.dirname, '../../hub')
const commonFolder = join(import.meta.dirname, 'common')

/** Compares files and histories. Refuses when a file that was applied has changed, is gone, or when one slipped in below. */
export async function planMigrations(client: ClientBase, hubs: readonly HubName[], folder = hubFolder): Promise<HubMigrations[]> {
  const histories = await readHistories(client, hubs)
  const common = readMigrations(commonFolder)
  return hubs.map((hub) => {
    const own = readMigrations(join(folder, hub, 'migrations'))
    for (const { path, version } of own) {
      if (isCommon(version))
        throw new StartError(`The migration file ${path} has a number below 1; those belong to the steps that all hubs share.`)
    }
    const all = [...common, ...own]
    const applied = histories.get(hub) ?? []
    return { hub, applied, all, pending: comparePlan(hub, all, applied) }
  })
}

function comparePlan(hub: HubName, all: readonly Migration[], applied: readonly HistoryRow[]): Migration[] {
  const done = new Map(applied.map((row) => [row.version, row]))
  const files = new Map(all.map((migration) => [migration.version, migration]))
  for (const row of applied) {
    const file = files.get(row.version)
    if (file === undefined) {
      throw new StartError(
        `The migration ${row.script} was applied to the hub ${hub}, but the file is missing; is this an older Steward than the one before?`,
      )
    }
    if (file.checksum !== row.checksum) {
      throw new StartError(
        `The migration ${row.script} of the hub ${hub} was changed after it had been applied; restore the file and put the change into a new one.`,
      )
    }
  }
  const newest = applied
    .map((row) => row.version)
    .filter((version) => !isCommon(version))
    .sort(compareVersions)
    .at(-1)
  const pending = all.filter((migration) => !done.has(migration.version))
  const late = pending.find(({ version }) => newest !== undefined && !isCommon(version) && compareVersions(version, newest) < 0)
  if (late !== undefined) {
    throw new StartError(
      `The migration ${late.script} of the hub ${hub} has a lower number than ${newest}, which is already applied; give it a higher number.`,
    )
  }
  return pending
}

type MigrateUp = {
  readonly hub: HubName
  readonly role: string
  readonly folder?: string | undefined
  /** Applies these versions and no other, to reach exactly the state that a backup was made in. */
  readonly only?: readonly string[]
}

/**
 * Brings one hub's schema up to date. Two starters at once are safe: the second
 * waits for the lock and then finds nothing to do.
 */
export async function migrateUp(client: ClientBase, input: MigrateUp): Promise<Migration[]> {
  return await withHubLock(client, input.hub, async () => {
    await createHistory(client, input.hub, input.role)
    const [plan] = await planMigrations(client, [input.hub], input.folder)
    const { only } = input
    const pending = (plan?.pending ?? []).filter(({ version }) => only === undefined || only.includes(version))
    if (only !== undefined) checkReached(input.hub, only, [...(plan?.applied ?? []), ...pending])
    for (const migration of pending) {
      const started = performance.now()
      await execute(client, { hub: input.hub, ...migration }, async () => {
        await recordMigration(client, input.hub, { migration, executionMs: performance.now() - started })
      })
      log.debug({ hub: input.hub, script: migration.script, ms: Math.round(performance.now() - started) }, 'migrated')
    }
    return [...pending]
  })
}

function checkReached(hub: HubName, wanted: readonly string[], reached: readonly { readonly version: string }[]): void {
  const unknown = wanted.find((version) => !reached.some((each) => each.version === version))
  if (unknown !== undefined)
    throw new StartError(
      `The backup was made by a newer Steward: this one does not know the migration ${unknown} of the hub ${hub}.`,
    )
  const beyond = reached.find(({ version }) => !wanted.includes(version))
  if (beyond !== undefined)
    throw new StartError(
      `The database is newer than the backup (migration ${beyond.version} of the hub ${hub}); restore into a new data folder or a new database.`,
    )
}

/** Takes back the newest migration of one hub with its `U` file; undefined when there is nothing to take back. */
export async function migrateDown(
  client: ClientBase,
  input: { hub: HubName; folder?: string | undefined },
): Promise<Migration | undefined> {
  return await withHubLock(client, input.hub, async () => {
    const [plan] = await planMigrations(client, [input.hub], input.folder)
    const newest = plan?.all.findLast(({ version }) => !isCommon(version) && plan.applied.some((row) => row.version === version))
    if (newest === undefined) return undefined
    if (newest.undo === undefined) {
      throw new StartError(
        `The migration ${newest.script} of the hub ${input.hub} cannot be taken back: there is no U${newest.version}__….sql beside it.`,
      )
    }
    const step = { hub: input.hub, ...newest.undo, transactional: !/^--\s*no-transaction\b/.test(newest.undo.sql) }
    await execute(client, step, () => forgetMigration(client, input.hub, newest.version))
    return newest
  })
}

type Step = { readonly hub: HubName; readonly script: string; readonly sql: string; readonly transactional: boolean }

async function execute(client: ClientBase, step: Step, record: () => Promise<void>): Promise<void> {
  const path = `search_path to ${escapeIdentifier(step.hub)}`
  // A migration that waits for a lock makes everybody else wait behind it, so it gives up soon.
  await client.query(`set lock_timeout = '10s'`)
  try {
    if (step.transactional) {
      await client.query('begin')
      await client.query(`set local ${path}`)
      await client.query(step.sql)
      await record()
      await client.query('commit')
    } else {
      await client.query(`set ${path}`)
      for (const statement of splitStatements(step)) await client.query(statement)
      await record()
    }
  } catch (error) {
    if (step.transactional) await client.query('rollback').catch(() => undefined)
    throw error instanceof DatabaseError ? explain(step, error) : error
  } finally {
    await client.query('reset search_path; reset lock_timeout').catch(() => undefined)
  }
}

/**
 * Without a transaction each statement goes alone, because several sent
 * together are one transaction to PostgreSQL. Cutting at line ends is enough
 * for what such files are for, such as indexes made concurrently.
 */
function splitStatements(step: Step): string[] {
  if (step.sql.includes('$$'))
    throw new StartError(
      `The migration ${step.script} of the hub ${step.hub} is without transaction, so it may not hold $$ bodies.`,
    )
  return step.sql.split(/;\s*$/m).filter((statement) => statement.replaceAll(/--.*$/gm, '').trim() !== '')
}

function explain(step: Step, error: DatabaseError): StartError {
  const line = error.position === undefined ? '' : ` (line ${step.sql.slice(0, Number(error.position)).split('\n').length})`
  const trace = step.transactional ? 'It left no trace' : 'It runs without a transaction, so what stands before the failure stays'
  return new StartError(`The migration ${step.script} of the hub ${step.hub} failed: ${error.message}${line}. ${trace}.`, {
    cause: error,
  })
}

async function withHubLock<R>(client: ClientBase, hub: HubName, work: () => Promise<R>): Promise<R> {
  const key = `steward migration ${hub}`
  await client.query('select pg_advisory_lock(hashtextextended($1, 0))', [key])
  try {
    return await work()
  } finally {
    await client.query('select pg_advisory_unlock(hashtextextended($1, 0))', [key]).catch(() => undefined)
  }
}
