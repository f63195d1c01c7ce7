import type { WorkflowSummary } from '@steward/contract/api/workflow'
import type { Databases, Scope } from '#db'
import { workflowError } from './errors.ts'
import { withAllBelow } from './folder/folder.ts'
import { listFolderRows } from './folder/folder.store.ts'
import { countByStatus, listHeads, type WorkflowPosition } from './list.store.ts'
import { asSummary } from './show-workflow.ts'
import { findTags } from './tag/tag.store.ts'
import type { WorkflowHead } from './workflow.store.ts'
import type { WorkflowStatus } from './workflow.tables.ts'

export type ListWorkflows = {
  readonly search?: string | undefined
  readonly status?: WorkflowStatus | undefined
  readonly tag?: string | undefined
  /** Id of a folder, for what is in it and in those within; `none` for what is in none. */
  readonly folder?: string | undefined
  readonly after?: string | undefined
  readonly limit?: number | undefined
}

export async function listWorkflows(
  { db, workspaceId }: Scope,
  { search, status, tag, folder, after, limit = 50 }: ListWorkflows,
): Promise<{ items: WorkflowSummary[]; next: string | null; counts: Record<string, number> }> {
  const folders = folder === undefined ? undefined : await foldersOf(db, workspaceId, folder)
  const filter = { workspaceId, search, tag, folders }
  // One more than asked for tells whether there is a next page.
  const [heads, counts] = await Promise.all([
    listHeads(db, { ...filter, status, after: after === undefined ? undefined : readCursor(after), limit: limit + 1 }),
    countByStatus(db, filter),
  ])
  const page = heads.slice(0, limit)
  const last = heads.length > limit ? page.at(-1) : undefined
  const tags = await findTags(
    db,
    workspaceId,
    page.map((head) => head.id),
  )
  return {
    items: page.map((head) => asSummary(head, tags.get(head.id) ?? [])),
    next: last === undefined ? null : writeCursor(last),
    counts,
  }
}

async function foldersOf(db: Databases, workspaceId: string, folder: string): Promise<string[]> {
  if (folder === 'none') return []
  const tree = await listFolderRows(db, workspaceId)
  if (!tree.some(({ id }) => id === folder)) throw workflowError.folder_not_found()
  return withAllBelow(tree, folder)
}

const writeCursor = ({ updatedAt, id }: WorkflowHead) => `${updatedAt.getTime()}_${id}`

function readCursor(cursor: string): WorkflowPosition {
  const match = /^(\d{1,15})_([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})$/.exec(cursor)
  if (match?.[1] === undefined || match[2] === undefined) throw workflowError.bad_cursor()
  return { updatedAt: new Date(Number(match[1])), id: match[2] }
}
