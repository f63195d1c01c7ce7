import { type Folder, folderLevelsMax } from '@steward/contract/api/folder'
import { newId } from '#base/id'
import { record } from '#hub/audit'
import { changeWorkflow } from '../change-workflow.ts'
import { workflowError } from '../errors.ts'
import type { WorkflowScope } from '../scope.ts'
import { announceChange } from '../watch-workflows.ts'
import type { WorkflowTables } from '../workflow.tables.ts'
import { whyNotInto, withAllBelow } from './folder.ts'
import {
  deleteFolderRows,
  type FolderRow,
  insertFolder,
  listFolderRows,
  listUnarchivedIn,
  lockFolders,
  moveContent,
  putIntoFolder,
  updateFolder,
} from './folder.store.ts'

const foldersMax = 1_000

type NewFolder = { readonly name: string; readonly parentId?: string | null | undefined }

export async function createFolder(scope: WorkflowScope, input: NewFolder): Promise<Folder> {
  const { workspaceId, actorId: by } = scope
  const parentId = input.parentId ?? null
  const id = newId()
  await scope.db.transaction<WorkflowTables, void>('workflow', async (tx) => {
    const tree = await lockFolders(tx, workspaceId)
    if (tree.length >= foldersMax) throw workflowError.too_many_folders({ limit: foldersMax })
    const siblings = tree.filter((one) => one.parentId === parentId)
    const folder = { id, parentId, name: nameOf(input.name), position: Math.max(-1, ...siblings.map((one) => one.position)) + 1 }
    check(tree, folder, undefined)
    await insertFolder(tx, { ...folder, workspaceId, by })
    await record(tx, scope, {
      action: 'folder.created',
      resourceType: 'folder',
      resourceId: id,
      new: { name: folder.name, parentId },
    })
  })
  return await shown(scope, id)
}

type FolderChange = {
  readonly id: string
  readonly name?: string | undefined
  readonly parentId?: string | null | undefined
  readonly position?: number | undefined
}

export async function changeFolder(scope: WorkflowScope, { id, ...change }: FolderChange): Promise<Folder> {
  const { workspaceId } = scope
  await scope.db.transaction<WorkflowTables, void>('workflow', async (tx) => {
    const tree = await lockFolders(tx, workspaceId)
    const before = found(tree, id)
    const after = {
      ...before,
      name: change.name === undefined ? before.name : nameOf(change.name),
      parentId: change.parentId === undefined ? before.parentId : change.parentId,
      position: change.position ?? before.position,
    }
    check(tree, after, id)
    await updateFolder(tx, workspaceId, after)
    await record(tx, scope, {
      action: 'folder.changed',
      resourceType: 'folder',
      resourceId: id,
      old: { name: before.name, parentId: before.parentId },
      new: { name: after.name, parentId: after.parentId },
    })
  })
  return await shown(scope, id)
}

/** Deletes a folder. What is in it moves up; or its workflows, and those of the folders in it, are archived first. */
export async function deleteFolder(
  scope: WorkflowScope,
  { id, content = 'up' }: { readonly id: string; readonly content?: 'up' | 'archive' | undefined },
): Promise<void> {
  const { db, workspaceId } = scope
  if (content === 'archive') {
    const all = withAllBelow(await listFolderRows(db, workspaceId), id)
    for (const workflowId of await listUnarchivedIn(db, workspaceId, all))
      await changeWorkflow(scope, { id: workflowId, archived: true })
  }
  await db.transaction<WorkflowTables, void>('workflow', async (tx) => {
    const tree = await lockFolders(tx, workspaceId)
    const folder = found(tree, id)
    if (content === 'up') {
      checkMovingUp(tree, folder)
      await moveContent(tx, workspaceId, { from: id, to: folder.parentId })
    }
    await deleteFolderRows(tx, workspaceId, content === 'up' ? [id] : withAllBelow(tree, id).reverse())
    await record(tx, scope, {
      action: 'folder.deleted',
      resourceType: 'folder',
      resourceId: id,
      old: { name: folder.name, parentId: folder.parentId },
      metadata: { content },
    })
  })
}

/** Puts workflows into a folder, or into none; the ids of those that are there. */
export async function moveWorkflows(
  scope: WorkflowScope,
  { ids, folderId }: { readonly ids: readonly string[]; readonly folderId: string | null },
): Promise<{ moved: string[] }> {
  const { workspaceId } = scope
  const moved = await scope.db.transaction<WorkflowTables, string[]>('workflow', async (tx) => {
    const tree = await lockFolders(tx, workspaceId)
    const folder = folderId === null ? undefined : found(tree, folderId)
    // Sorted, so that two moves at once take the same locks in the same order.
    const rows = await putIntoFolder(tx, workspaceId, { ids: [...new Set(ids)].sort(), folderId })
    for (const { id, name } of rows)
      await record(tx, scope, {
        action: 'workflow.moved',
        resourceType: 'workflow',
        resourceId: id,
        new: { name, folder: folder?.name ?? null, folderId },
      })
    return rows.map(({ id }) => id)
  })
  await Promise.all(moved.map((id) => announceChange(scope.db, id)))
  return { moved }
}

function found(tree: readonly FolderRow[], id: string): FolderRow {
  const folder = tree.find((one) => one.id === id)
  if (folder === undefined) throw workflowError.folder_not_found()
  return folder
}

function check(tree: readonly FolderRow[], folder: FolderRow, id: string | undefined): void {
  const { parentId, name } = folder
  if (parentId !== null) found(tree, parentId)
  const why = whyNotInto(tree, { id, into: parentId })
  if (why === 'in_itself') throw workflowError.folder_in_itself({ name })
  if (why === 'too_deep') throw workflowError.folders_too_deep({ levels: folderLevelsMax })
  if (tree.some((one) => one.parentId === parentId && one.id !== folder.id && one.name === name))
    throw workflowError.folder_name_taken({ name })
}

function checkMovingUp(tree: readonly FolderRow[], folder: FolderRow): void {
  const siblings = new Set(tree.filter((one) => one.parentId === folder.parentId && one.id !== folder.id).map((one) => one.name))
  const taken = tree.find((one) => one.parentId === folder.id && siblings.has(one.name))
  if (taken !== undefined) throw workflowError.folder_name_taken({ name: taken.name })
}

function nameOf(text: string): string {
  const name = text.trim().replaceAll('\0', '\uFFFD')
  if (name === '') throw workflowError.empty_name()
  return name
}

async function shown({ db, workspaceId }: WorkflowScope, id: string): Promise<Folder> {
  const folder = (await listFolderRows(db, workspaceId)).find((one) => one.id === id)
  if (folder === undefined) throw workflowError.folder_not_found()
  return folder
}
