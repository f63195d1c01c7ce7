import type { Tag } from '@steward/contract/api/workflow'
import { newId } from '#base/id'
import { record } from '#hub/audit'
import { workflowError } from '../errors.ts'
import type { WorkflowScope } from '../scope.ts'
import type { WorkflowTables } from '../workflow.tables.ts'
import { deleteTagRow, insertTag, lockTag, updateTag } from './tag.store.ts'

export async function createTag(
  scope: WorkflowScope,
  input: { readonly name: string; readonly color?: string | null | undefined },
): Promise<Tag> {
  const { workspaceId, actorId: by } = scope
  const tag = { id: newId(), name: nameOf(input.name), color: input.color ?? null }
  await scope.db.transaction<WorkflowTables, void>('workflow', async (tx) => {
    if (!(await insertTag(tx, { ...tag, workspaceId, by }))) throw workflowError.tag_name_taken({ name: tag.name })
    await record(tx, scope, { action: 'tag.created', resourceType: 'tag', resourceId: tag.id, new: { name: tag.name } })
  })
  return tag
}

type TagChange = { readonly id: string; readonly name?: string | undefined; readonly color?: string | null | undefined }

export async function changeTag(scope: WorkflowScope, { id, name, color }: TagChange): Promise<Tag> {
  const { workspaceId } = scope
  const change = scope.db.transaction<WorkflowTables, Tag>('workflow', async (tx) => {
    const before = await lockTag(tx, { workspaceId, id })
    if (before === undefined) throw workflowError.tag_not_found()
    const after = {
      id,
      name: name === undefined ? before.name : nameOf(name),
      color: color === undefined ? before.color : color,
    }
    if (!(await updateTag(tx, { ...after, workspaceId }))) throw workflowError.tag_name_taken({ name: after.name })
    await record(tx, scope, {
      action: 'tag.changed',
      resourceType: 'tag',
      resourceId: id,
      old: { name: before.name, color: before.color },
      new: { name: after.name, color: after.color },
    })
    return after
  })
  // Somebody made one of that name in the same moment.
  return await change.catch((error: unknown) => {
    if (error instanceof Error && 'code' in error && error.code === '23505')
      throw workflowError.tag_name_taken({ name: name ?? '' })
    throw error
  })
}

export async function deleteTag(scope: WorkflowScope, id: string): Promise<void> {
  const { workspaceId } = scope
  await scope.db.transaction<WorkflowTables, void>('workflow', async (tx) => {
    const tag = await lockTag(tx, { workspaceId, id })
    if (tag === undefined) throw workflowError.tag_not_found()
    await deleteTagRow(tx, { workspaceId, id })
    await record(tx, scope, { action: 'tag.deleted', resourceType: 'tag', resourceId: id, old: { name: tag.name } })
  })
}

function nameOf(text: string): string {
  const name = text.trim().replaceAll('\0', '\uFFFD')
  if (name === '') throw workflowError.empty_name()
  return name
}
