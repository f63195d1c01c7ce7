import type { WorkflowDocument } from '@steward/contract/workflow'
import type { Kysely, Transaction } from 'kysely'
import type { Databases } from '#db'
import { unwrittenOps, withOps } from './draft/draft.store.ts'
import { documentColumns, toDocument, type Written, writtenColumns } from './document/document.store.ts'
import type { WorkflowStatus, WorkflowTables } from './workflow.tables.ts'

export type WorkflowTx = Transaction<WorkflowTables>
type Place = { readonly workspaceId: string; readonly id: string }

/** A workflow without its document. */
export type WorkflowHead = {
  readonly id: string
  readonly name: string
  readonly description: string | null
  readonly status: WorkflowStatus
  readonly version: number
  readonly publishedVersion: number | null
  readonly publishedAt: Date | null
  readonly createdAt: Date
  readonly updatedAt: Date
  readonly nodeCount: number
  readonly triggers: string[]
  readonly effects: WorkflowTables['workflows']['effects']
  readonly placeholders: number
  readonly folderId: string | null
}

/** What lies above its newest version: nothing where `at` is null. */
type WorkflowDraft = { readonly revision: number; readonly at: Date | null; readonly by: string | null }

export const headColumns = [
  'workflows.id',
  'workflows.name',
  'workflows.description',
  'status',
  'version',
  'published_version as publishedVersion',
  'published_at as publishedAt',
  'workflows.created_at as createdAt',
  'updated_at as updatedAt',
  'node_count as nodeCount',
  'triggers',
  'effects',
  'placeholders',
  'folder_id as folderId',
] as const

export async function insertWorkflow(tx: WorkflowTx, place: Place, written: Written): Promise<void> {
  await tx
    .insertInto('workflows')
    .values({
      id: place.id,
      workspace_id: place.workspaceId,
      created_by: written.by,
      published_version: null,
      published_at: null,
      folder_id: null,
      ...writtenColumns(written),
    })
    .execute()
}

type Standing = {
  /** Of the document that is written. */
  readonly revision: number
  /** Changes up to here do not lead to it. */
  readonly changesFrom: number
  readonly version: number
}

/** Writes the document as a version, with everything that lay above the one before: there is no draft any more. */
export async function updateDocument(tx: WorkflowTx, place: Place, written: Written & Standing): Promise<void> {
  const { revision, changesFrom, version } = written
  await at(tx, place)
    .set({ ...writtenColumns(written), revision, written_revision: revision, unwritten_bytes: 0, changes_from: changesFrom })
    .set({ version, draft_since: null, draft_at: null, draft_by: null, draft_authors: [] })
    .execute()
}

/** Keeps the row still until the transaction ends, so that of two saves or activations at once the second sees the first. */
export async function lockWorkflow(tx: WorkflowTx, { workspaceId, id }: Place): Promise<WorkflowHead | undefined> {
  return await tx
    .selectFrom('workflows')
    .select(headColumns)
    .where('workspace_id', '=', workspaceId)
    .where('id', '=', id)
    .forUpdate()
    .executeTakeFirst()
}

export async function findWorkflow(
  db: Databases,
  { workspaceId, id }: Place,
): Promise<{ head: WorkflowHead; draft: WorkflowDraft; document: WorkflowDocument } | undefined> {
  const builder: Kysely<WorkflowTables> = db.kysely('workflow')
  const row = await builder
    .selectFrom('workflows')
    .select(headColumns)
    .select(documentColumns)
    .select(['revision', 'draft_at as at', 'draft_by as by', unwrittenOps.as('unwritten')])
    .where('workspace_id', '=', workspaceId)
    .where('id', '=', id)
    .executeTakeFirst()
  if (row === undefined) return undefined
  const { document_format: _, nodes: _n, edges: _e, settings: _s, extras: _x, revision, at, by, unwritten, ...head } = row
  return { head, draft: { revision, at, by }, document: withOps(toDocument(row), unwritten) }
}

/** Names of those that the workspace has, by id. */
export async function findWorkflowNames(
  db: Databases,
  workspaceId: string,
  ids: readonly string[],
): Promise<ReadonlyMap<string, string>> {
  if (ids.length === 0) return new Map()
  const builder: Kysely<WorkflowTables> = db.kysely('workflow')
  const rows = await builder
    .selectFrom('workflows')
    .select(['id', 'name'])
    .where('workspace_id', '=', workspaceId)
    .where('id', 'in', [...new Set(ids)])
    .execute()
  return new Map(rows.map((row) => [row.id, row.name]))
}

export type LookedAfter = { readonly name: string; readonly people: readonly string[] }

/** Who has made and last changed these workflows, of whatever workspaces; those that are gone are missing. */
export async function findWorkflowPeople(db: Databases, ids: readonly string[]): Promise<ReadonlyMap<string, LookedAfter>> {
  if (ids.length === 0) return new Map()
  const builder: Kysely<WorkflowTables> = db.kysely('workflow')
  const rows = await builder
    .selectFrom('workflows')
    .select(['id', 'name', 'created_by', 'updated_by'])
    .where('id', 'in', [...new Set(ids)])
    .execute()
  const peopleOf = (ids: readonly (string | null)[]) => [...new Set(ids)].filter((id) => id !== null)
  return new Map(rows.map(({ id, name, created_by, updated_by }) => [id, { name, people: peopleOf([updated_by, created_by]) }]))
}

export async function setStatus(tx: WorkflowTx, place: Place, status: WorkflowStatus): Promise<void> {
  await at(tx, place).set({ status }).execute()
}

export async function setPublished(
  tx: WorkflowTx,
  place: Place,
  published: { readonly version: number; readonly now: Date },
): Promise<void> {
  await at(tx, place).set({ status: 'active', published_version: published.version, published_at: published.now }).execute()
}

export async function deleteWorkflowRow(tx: WorkflowTx, { workspaceId, id }: Place): Promise<void> {
  await tx.deleteFrom('workflows').where('workspace_id', '=', workspaceId).where('id', '=', id).execute()
}

function at(tx: WorkflowTx, { workspaceId, id }: Place) {
  return tx.updateTable('workflows').where('workspace_id', '=', workspaceId).where('id', '=', id)
}
