import type { WorkflowDocument } from '@steward/contract/workflow'
import { type Kysely, sql } from 'kysely'
import { newId } from '#base/id'
import type { Databases } from '#db'
import { documentColumns, toColumns, toDocument } from '../document/document.store.ts'
import type { WorkflowTx } from '../workflow.store.ts'
import type { WorkflowTables } from '../workflow.tables.ts'

export type NewVersion = {
  readonly workspaceId: string
  readonly workflowId: string
  readonly number: number
  readonly document: WorkflowDocument
  readonly note: string | null
  readonly by: string | null
  readonly authors: readonly string[]
  readonly isAutosaved: boolean
  readonly now: Date
}

export type VersionRow = {
  readonly number: number
  readonly name: string
  readonly createdAt: Date
  readonly createdBy: string | null
  readonly note: string | null
  readonly authors: string[]
  readonly isAutosaved: boolean
}

const columns = [
  'version_number as number',
  'name',
  'created_at as createdAt',
  'created_by as createdBy',
  'note',
  'authors',
  'is_autosaved as isAutosaved',
] as const

export async function insertVersion(tx: WorkflowTx, version: NewVersion): Promise<void> {
  const { workspaceId, workflowId, number, document, note, by, authors, isAutosaved, now } = version
  await tx
    .insertInto('workflow_versions')
    .values({
      id: newId(),
      workspace_id: workspaceId,
      workflow_id: workflowId,
      version_number: number,
      note,
      created_by: by,
      created_at: now,
      authors: sql<string[]>`${authors}::uuid[]`,
      is_autosaved: isAutosaved,
      ...toColumns(document),
    })
    .execute()
}

/** Newest first, below the number `before`. */
export async function listVersionRows(
  db: Databases,
  of: { readonly workspaceId: string; readonly workflowId: string; readonly before: number | undefined; readonly limit: number },
): Promise<VersionRow[]> {
  let query = tables(db)
    .selectFrom('workflow_versions')
    .select(columns)
    .where('workspace_id', '=', of.workspaceId)
    .where('workflow_id', '=', of.workflowId)
  if (of.before !== undefined) query = query.where('version_number', '<', of.before)
  return await query.orderBy('version_number', 'desc').limit(of.limit).execute()
}

/** Within a transaction it must read through it: a second connection per transaction would empty the pool and wait for itself. */
export async function findVersionRow(
  from: Databases | WorkflowTx,
  of: { readonly workspaceId: string; readonly workflowId: string; readonly number: number },
): Promise<{ row: VersionRow; document: WorkflowDocument } | undefined> {
  const row = await ('kysely' in from ? tables(from) : from)
    .selectFrom('workflow_versions')
    .select(columns)
    .select(documentColumns)
    .where('workspace_id', '=', of.workspaceId)
    .where('workflow_id', '=', of.workflowId)
    .where('version_number', '=', of.number)
    .executeTakeFirst()
  if (row === undefined) return undefined
  const { document_format: _, description: _d, nodes: _n, edges: _e, settings: _s, extras: _x, ...version } = row
  return { row: version, document: toDocument(row) }
}

const tables = (db: Databases): Kysely<WorkflowTables> => db.kysely('workflow')

/** Of any workspace. */
export async function findStoredVersion(db: Databases, workflowId: string, version: number | 'newest' | 'published') {
  const query = storedVersions(db).where('one.workflow_id', '=', workflowId)
  const row = await (
    typeof version === 'number'
      ? query.where('one.version_number', '=', version)
      : query.whereRef('one.version_number', '=', version === 'newest' ? 'workflows.version' : 'workflows.published_version')
  ).executeTakeFirst()
  return row === undefined ? undefined : asStored(row)
}

export type VersionPlace = { readonly workflowId: string; readonly version: number }

/** Of any workspace, in no order. */
export async function findStoredVersions(db: Databases, places: readonly VersionPlace[]) {
  const ids = places.map((place) => place.workflowId)
  const numbers = places.map((place) => place.version)
  const rows = await storedVersions(db)
    .where(sql<boolean>`(one.workflow_id, one.version_number) in (select * from unnest(${ids}::uuid[], ${numbers}::integer[]))`)
    .execute()
  return rows.map(asStored)
}

function storedVersions(db: Databases) {
  return tables(db)
    .selectFrom('workflow_versions as one')
    .innerJoin('workflows', 'workflows.id', 'one.workflow_id')
    .select([
      'one.id as versionId',
      'one.workflow_id as workflowId',
      'one.workspace_id as workspaceId',
      'one.version_number as version',
      'one.created_by as savedBy',
      'workflows.status',
    ])
    .select(['one.name', 'one.description', 'one.document_format', 'one.nodes', 'one.edges', 'one.settings', 'one.extras'])
}

type StoredRow = Awaited<ReturnType<ReturnType<typeof storedVersions>['executeTakeFirstOrThrow']>>

const asStored = (row: StoredRow) => ({
  versionId: row.versionId,
  workflowId: row.workflowId,
  workspaceId: row.workspaceId,
  version: row.version,
  savedBy: row.savedBy,
  name: row.name,
  document: toDocument(row),
  active: row.status === 'active',
})
