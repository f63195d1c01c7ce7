import type { Folder } from '@steward/contract/api/folder'
import { type Kysely, sql } from 'kysely'
import type { Databases } from '#db'
import type { WorkflowTx } from '../workflow.store.ts'
import type { WorkflowTables } from '../workflow.tables.ts'

export type FolderRow = Omit<Folder, 'workflows'>

const columns = ['id', 'parent_id as parentId', 'name', 'position'] as const

/** In the order of siblings, with how many workflows each holds. */
export async function listFolderRows(db: Databases, workspaceId: string): Promise<Folder[]> {
  return await tables(db)
    .selectFrom('workflow_folders as folder')
    .select(['folder.id', 'folder.parent_id as parentId', 'folder.name', 'folder.position'])
    .select((from) =>
      from
        .selectFrom('workflows')
        .select(sql<number>`count(*)::int`.as('count'))
        .where('workflows.workspace_id', '=', workspaceId)
        .whereRef('workflows.folder_id', '=', 'folder.id')
        .where('status', '<>', 'archived')
        .as('workflows'),
    )
    .$narrowType<{ workflows: number }>()
    .where('folder.workspace_id', '=', workspaceId)
    .orderBy('folder.position')
    .orderBy('folder.name')
    .execute()
}

/** All folders of the workspace, kept still until the transaction ends: a tree can only be judged as a whole. */
export async function lockFolders(tx: WorkflowTx, workspaceId: string): Promise<FolderRow[]> {
  // Two that make the first folder at once find no row to wait for.
  await sql`select pg_advisory_xact_lock(hashtextextended(${`folders ${workspaceId}`}, 0))`.execute(tx)
  return await tx.selectFrom('workflow_folders').select(columns).where('workspace_id', '=', workspaceId).execute()
}

export async function insertFolder(
  tx: WorkflowTx,
  folder: FolderRow & { readonly workspaceId: string; readonly by: string | null },
): Promise<void> {
  const { id, workspaceId, parentId, name, position, by } = folder
  await tx
    .insertInto('workflow_folders')
    .values({ id, workspace_id: workspaceId, parent_id: parentId, name, position, created_by: by })
    .execute()
}

export async function updateFolder(
  tx: WorkflowTx,
  workspaceId: string,
  { id, parentId, name, position }: FolderRow,
): Promise<void> {
  await tx
    .updateTable('workflow_folders')
    .set({ parent_id: parentId, name, position })
    .where('workspace_id', '=', workspaceId)
    .where('id', '=', id)
    .execute()
}

export async function deleteFolderRows(tx: WorkflowTx, workspaceId: string, ids: readonly string[]): Promise<void> {
  if (ids.length === 0) return
  await tx
    .deleteFrom('workflow_folders')
    .where('workspace_id', '=', workspaceId)
    .where('id', 'in', [...ids])
    .execute()
}

/** Those of the workflows that are there; their ids. */
export async function putIntoFolder(
  tx: WorkflowTx,
  workspaceId: string,
  what: { readonly ids: readonly string[]; readonly folderId: string | null },
): Promise<{ id: string; name: string }[]> {
  if (what.ids.length === 0) return []
  return await tx
    .updateTable('workflows')
    .set({ folder_id: what.folderId })
    .where('workspace_id', '=', workspaceId)
    .where('id', 'in', [...what.ids])
    .returning(['id', 'name'])
    .execute()
}

export async function moveContent(
  tx: WorkflowTx,
  workspaceId: string,
  { from, to }: { readonly from: string; readonly to: string | null },
): Promise<void> {
  await tx
    .updateTable('workflows')
    .set({ folder_id: to })
    .where('workspace_id', '=', workspaceId)
    .where('folder_id', '=', from)
    .execute()
  await tx
    .updateTable('workflow_folders')
    .set({ parent_id: to })
    .where('workspace_id', '=', workspaceId)
    .where('parent_id', '=', from)
    .execute()
}

export async function listUnarchivedIn(db: Databases, workspaceId: string, folderIds: readonly string[]): Promise<string[]> {
  const rows = await tables(db)
    .selectFrom('workflows')
    .select('id')
    .where('workspace_id', '=', workspaceId)
    .where('folder_id', 'in', [...folderIds])
    .where('status', '<>', 'archived')
    .execute()
  return rows.map(({ id }) => id)
}

const tables = (db: Databases): Kysely<WorkflowTables> => db.kysely('workflow')
