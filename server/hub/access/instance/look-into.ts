import type { CatalogTable, InstanceHealth, ResultColumn } from '@steward/contract/api/catalog'
import { can } from '@steward/contract/permission'
import { AppError } from '#base/error'
import { newId } from '#base/id'
import { record } from '#hub/audit'
import { requirePermissionOn } from '#http'
import { type Target, TargetError } from '#target'
import type { AccessContext, AccessScope } from '../context.ts'
import { accessError } from '../errors.ts'
import { foresee } from '../query/foresee.ts'
import type { InstanceRow } from './instance.store.ts'
import { openInstance, readingWay, type Way } from './reach.ts'
import { seenInstance } from './show-instance.ts'

/** More than anybody reads; a schema browser needs no data. */
const tablesMax = 5_000
const sampleRows = 20

/** Does something with an open database and closes it; what it refuses is told in its own words. */
export async function withTarget<T>(
  context: AccessContext,
  { instance, way }: { readonly instance: InstanceRow; readonly way: Way },
  work: (target: Target) => Promise<T>,
): Promise<T> {
  const target = openInstance(context, instance, way)
  try {
    return await work(target)
  } catch (error) {
    if (error instanceof TargetError) throw accessError.target_failed({ reason: error.message }, error)
    throw error
  } finally {
    await target.close().catch(() => undefined)
  }
}

export function requireDatabase({ name, databases }: InstanceRow, database: string): string {
  if (!databases.includes(database))
    throw accessError.database_unknown({ instance: name, database: database.slice(0, 100), databases: databases.join(', ') })
  return database
}

/** Tries each login, at the primary and at the copy. */
export async function checkHealth(scope: AccessScope, id: string, database: string | undefined): Promise<InstanceHealth[]> {
  const instance = await seenInstance(scope, id)
  const name = requireDatabase(instance, database ?? instance.databases[0] ?? '')
  const ways: Way[] = [
    { database: name, login: 'read', place: 'primary' },
    ...(instance.replicaHost === null ? [] : [{ database: name, login: 'read', place: 'replica' } as const]),
    ...(instance.writeUser === null ? [] : [{ database: name, login: 'write', place: 'primary' } as const]),
  ]
  return await Promise.all(
    ways.map(async (way) => {
      const { login, place } = way
      const health = await tryWay(scope, instance, way)
      // Where it is and who we are there stands in what databases say, and is for those who manage it.
      const problem =
        health.problem === null || can(scope.actor.grants, 'instance:manage') ? health.problem : 'It cannot be reached.'
      return { database: name, login, place, ...health, problem }
    }),
  )
}

async function tryWay(context: AccessContext, instance: InstanceRow, way: Way) {
  try {
    return await withTarget(context, { instance, way }, async (target) => ({ ...(await target.health()) }))
  } catch (error) {
    // Such as a password that is not where it should be: that is the answer, not an error of the question.
    if (!(error instanceof AppError)) throw error
    return { isReachable: false, version: null, latencyMs: 0, problem: error.message }
  }
}

export async function browseCatalog(scope: AccessScope, id: string, database: string): Promise<CatalogTable[]> {
  const instance = await seenInstance(scope, id)
  const way = readingWay(instance, requireDatabase(instance, database))
  const tables = await withTarget(scope, { instance, way }, (target) => target.catalog({ rowsMax: tablesMax }))
  return tables.map((table) => ({
    ...table,
    columns: table.columns.map((column) => ({ ...column, isMasked: isMasked(instance, table, column.name) })),
  }))
}

export type Looked = { readonly database: string; readonly schema: string | null; readonly table: string }
type Sample = { readonly columns: ResultColumn[]; readonly rows: unknown[][] }

/** A few rows, where a read of them would be allowed too. Written down before they are shown: whoever has seen something is in the log. */
export async function sampleTable(scope: AccessScope, id: string, { database, schema, table }: Looked): Promise<Sample> {
  const instance = await seenInstance(scope, id)
  requirePermissionOn(scope.actor, 'query:submit', { podId: instance.podId })
  const way = readingWay(instance, requireDatabase(instance, database))
  const reading = { class: 'read', effect: 'read', findings: [] } as const
  const { answer } = await foresee(scope, instance, { id: newId(), text: { database }, analysis: reading })
  if (answer !== 'allow') throw accessError.sample_not_free()
  const { masked, name } = instance
  const sample = await withTarget(scope, { instance, way }, (target) =>
    target.sample({ schema, name: table }, { rows: sampleRows, masked }),
  )
  await scope.db.transaction('access', (tx) =>
    record(tx, scope, {
      action: 'instance.sampled',
      resourceType: 'instance',
      resourceId: id,
      metadata: { name, database, schema, table, rows: sample.rows.length },
    }),
  )
  return { columns: [...sample.columns], rows: sample.rows.map((row) => [...row]) }
}

/** As the database of this kind takes names: PostgreSQL in letters of any size, MongoDB as they stand. */
function isMasked(
  { kind, masked }: Pick<InstanceRow, 'kind' | 'masked'>,
  table: { readonly schema: string | null; readonly name: string },
  column: string,
): boolean {
  const alike = (name: string) => (kind === 'postgresql' ? name.toLowerCase() : name)
  return masked.some(
    (one) =>
      alike(one.table) === alike(table.name) &&
      alike(one.column) === alike(column) &&
      (one.schema === null || table.schema === null || alike(one.schema) === alike(table.schema)),
  )
}
