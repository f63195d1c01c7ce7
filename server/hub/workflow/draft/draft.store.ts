import type { DraftChange, StoredChange } from '@steward/contract/api/draft'
import { applyOps, type DocumentOp } from '@steward/contract/change'
import type { WorkflowDocument } from '@steward/contract/workflow'
import { type Kysely, sql } from 'kysely'
import type { Databases } from '#db'
import { documentColumns, toDocument, type Written, writtenColumns } from '../document/document.store.ts'
import type { WorkflowTx } from '../workflow.store.ts'
import type { WorkflowStatus, WorkflowTables } from '../workflow.tables.ts'

type Place = { readonly workspaceId: string; readonly id: string }

/** How the document of a workflow stands to its newest version. */
export type DraftHead = {
  readonly id: string
  readonly name: string
  readonly status: WorkflowStatus
  readonly version: number
  readonly revision: number
  /** The columns of the document are as of this revision; later changes lie above them. */
  readonly writtenRevision: number
  readonly unwrittenBytes: number
  /** Changes up to here do not lead to the document. */
  readonly changesFrom: number
  /** Null where the newest version is the document. */
  readonly draftSince: Date | null
  readonly draftAt: Date | null
  readonly draftBy: string | null
  readonly draftAuthors: string[]
}

const headColumns = [
  'id',
  'name',
  'status',
  'version',
  'revision',
  'written_revision as writtenRevision',
  'unwritten_bytes as unwrittenBytes',
  'changes_from as changesFrom',
  'draft_since as draftSince',
  'draft_at as draftAt',
  'draft_by as draftBy',
  'draft_authors as draftAuthors',
] as const

/** Keeps the row still until the transaction ends: whoever changes the document next goes on from what this one leaves. */
export async function lockDraft(tx: WorkflowTx, { workspaceId, id }: Place): Promise<DraftHead | undefined> {
  return await tx
    .selectFrom('workflows')
    .select(headColumns)
    .where('workspace_id', '=', workspaceId)
    .where('id', '=', id)
    .forUpdate()
    .executeTakeFirst()
}

export type EditedRow = Pick<DraftHead, 'status' | 'revision' | 'changesFrom'>

/** Where there is such a workflow, of which revision its document is. */
export async function findRevision(db: Databases, { workspaceId, id }: Place): Promise<EditedRow | undefined> {
  return await tables(db)
    .selectFrom('workflows')
    .select(['status', 'revision', 'changes_from as changesFrom'])
    .where('workspace_id', '=', workspaceId)
    .where('id', '=', id)
    .executeTakeFirst()
}

/** What lies above the columns of the document, oldest first; read in one statement with them. */
export const unwrittenOps = sql<DocumentOp[][] | null>`(
  select json_agg(c.ops order by c.revision) from workflow_changes c
   where c.workflow_id = workflows.id and c.revision > workflows.written_revision)`

export function withOps(document: WorkflowDocument, changes: readonly (readonly DocumentOp[])[] | null): WorkflowDocument {
  return (changes ?? []).reduce(applyOps, document)
}

/** The document as it is now. */
export async function readDocument(tx: WorkflowTx, { workspaceId, id }: Place): Promise<WorkflowDocument> {
  const row = await tx
    .selectFrom('workflows')
    .select(documentColumns)
    .select(unwrittenOps.as('unwritten'))
    .where('workspace_id', '=', workspaceId)
    .where('id', '=', id)
    .executeTakeFirstOrThrow()
  return withOps(toDocument(row), row.unwritten)
}

/** Ops of the changes after a revision, oldest first. */
export async function readOpsAfter(
  tx: WorkflowTx,
  of: { readonly id: string; readonly revision: number },
): Promise<DocumentOp[][]> {
  const rows = await tx
    .selectFrom('workflow_changes')
    .select('ops')
    .where('workflow_id', '=', of.id)
    .where('revision', '>', of.revision)
    .orderBy('revision')
    .execute()
  return rows.map((row) => row.ops)
}

/** Which of these changes were made before. */
export async function findMade(tx: WorkflowTx, workflowId: string, ids: readonly string[]): Promise<ReadonlySet<string>> {
  const rows = await tx
    .selectFrom('workflow_changes')
    .select('id')
    .where('workflow_id', '=', workflowId)
    .where('id', 'in', [...ids])
    .execute()
  return new Set(rows.map((row) => row.id))
}

export type NewChanges = Place & {
  readonly changes: readonly { readonly id: string; readonly ops: readonly DocumentOp[] }[]
  /** Of the first of them. */
  readonly revision: number
  readonly client: string
  readonly by: string | null
  readonly now: Date
}

/** How many bytes their ops take. */
export async function insertChanges(tx: WorkflowTx, made: NewChanges): Promise<number> {
  const rows = made.changes.map(({ id, ops }, index) => {
    const text = JSON.stringify(ops)
    return {
      id,
      workspace_id: made.workspaceId,
      workflow_id: made.id,
      revision: made.revision + index,
      client: made.client,
      changed_by: made.by,
      changed_at: made.now,
      ops: sql<DraftChange['ops']>`${text}::json`,
      ops_bytes: Buffer.byteLength(text),
    }
  })
  await tx.insertInto('workflow_changes').values(rows).execute()
  return rows.reduce((bytes, row) => bytes + row.ops_bytes, 0)
}

export type Edited = Place & {
  readonly revision: number
  readonly unwrittenBytes: number
  /** The document as it is then, where it is written with this edit. */
  readonly written: Written | undefined
  readonly authors: readonly string[]
  readonly by: string | null
  readonly now: Date
}

/** Says of a workflow that it was edited, and by whom; the draft begins with the first edit. */
export async function noteEdit(tx: WorkflowTx, edited: Edited): Promise<void> {
  const { workspaceId, id, revision, unwrittenBytes, written, authors, by, now } = edited
  await tx
    .updateTable('workflows')
    .set({
      revision,
      ...(written === undefined
        ? { unwritten_bytes: unwrittenBytes }
        : { ...writtenColumns(written), written_revision: revision, unwritten_bytes: 0 }),
      draft_since: sql<Date>`coalesce(draft_since, ${now})`,
      draft_at: now,
      draft_by: by,
      draft_authors: sql<string[]>`${authors}::uuid[]`,
    })
    .where('workspace_id', '=', workspaceId)
    .where('id', '=', id)
    .execute()
}

/** Changes that a page which was away for long is not told one by one: then it reads the document anew. */
const keptMax = 2_000
const keptBytesMax = 20_000_000

/** Deletes the oldest changes where there are too many of them, and none that is not written. */
export async function pruneChanges(
  tx: WorkflowTx,
  { id, writtenRevision }: { readonly id: string; readonly writtenRevision: number },
): Promise<void> {
  await sql`
    delete from workflow_changes where workflow_id = ${id} and revision <= ${writtenRevision} and revision <= (
      select max(revision) from (
        select revision, row_number() over newest as count, sum(ops_bytes) over newest as bytes
          from workflow_changes where workflow_id = ${id} window newest as (order by revision desc)) kept
       where count > ${keptMax} or bytes > ${keptBytesMax})`.execute(tx)
}

type Since = { readonly workspaceId: string; readonly id: string; readonly since: number; readonly limit: number }

/** Oldest first. */
export async function listChanges(
  db: Databases,
  { workspaceId, id, since, limit }: Since,
): Promise<{ change: StoredChange; bytes: number }[]> {
  const rows = await tables(db)
    .selectFrom('workflow_changes')
    .select(['id', 'revision', 'client', 'changed_by as by', 'changed_at as at', 'ops', 'ops_bytes as bytes'])
    .where('workspace_id', '=', workspaceId)
    .where('workflow_id', '=', id)
    .where('revision', '>', since)
    .orderBy('revision')
    .limit(limit)
    .execute()
  return rows.map(({ bytes, ...change }) => ({ change: { ...change, at: change.at.toISOString() }, bytes }))
}

const tables = (db: Databases): Kysely<WorkflowTables> => db.kysely('workflow')
