import { type Kysely, sql } from 'kysely'
import type { Tag } from '@steward/contract/api/workflow'
import { newId } from '#base/id'
import type { Databases } from '#db'
import type { WorkflowTx } from '../workflow.store.ts'
import type { WorkflowTables } from '../workflow.tables.ts'

/** Imported tags may be longer than ours can be; cut, they are still worth having. */
const maxLength = 100

/** Gives the workflow exactly these tags; tags that the workspace does not have yet are made. */
export async function setTags(
  tx: WorkflowTx,
  to: {
    readonly workspaceId: string
    readonly workflowId: string
    readonly names: readonly string[]
    readonly by: string | null
  },
): Promise<void> {
  const { workspaceId, workflowId, by } = to
  // Sorted, so that two changes at once take the same locks in the same order.
  const names = [...new Set(to.names.map((name) => Array.from(name.trim()).slice(0, maxLength).join('')))]
    .filter((name) => name !== '')
    .sort()
  await tx
    .deleteFrom('workflow_tag_assignments')
    .where('workspace_id', '=', workspaceId)
    .where('workflow_id', '=', workflowId)
    .execute()
  if (names.length === 0) return
  await tx
    .insertInto('workflow_tags')
    .values(names.map((name) => ({ id: newId(), workspace_id: workspaceId, name, color: null, created_by: by })))
    .onConflict((conflict) => conflict.columns(['workspace_id', 'name']).doNothing())
    .execute()
  await tx
    .insertInto('workflow_tag_assignments')
    .columns(['workspace_id', 'workflow_id', 'tag_id'])
    .expression((from) =>
      from
        .selectFrom('workflow_tags')
        .select([sql<string>`${workspaceId}::uuid`.as('workspace_id'), sql<string>`${workflowId}::uuid`.as('workflow_id'), 'id'])
        .where('workspace_id', '=', workspaceId)
        .where('name', 'in', names),
    )
    .execute()
}

/** Tags by workflow. */
export async function findTags(
  db: Databases,
  workspaceId: string,
  workflowIds: readonly string[],
): Promise<ReadonlyMap<string, Tag[]>> {
  if (workflowIds.length === 0) return new Map()
  const rows = await tables(db)
    .selectFrom('workflow_tag_assignments as given')
    .innerJoin('workflow_tags as tag', 'tag.id', 'given.tag_id')
    .select(['given.workflow_id as workflowId', 'tag.id', 'tag.name', 'tag.color'])
    .where('given.workspace_id', '=', workspaceId)
    .where('given.workflow_id', 'in', [...workflowIds])
    .orderBy('tag.name')
    .execute()
  const byWorkflow = Map.groupBy(rows, (row) => row.workflowId)
  return new Map(
    [...byWorkflow].map(([id, tags]) => [id, tags.map(({ id: tagId, name, color }) => ({ id: tagId, name, color }))]),
  )
}

export async function listTagRows(db: Databases, workspaceId: string): Promise<(Tag & { workflows: number })[]> {
  return await tables(db)
    .selectFrom('workflow_tags as tag')
    .leftJoin('workflow_tag_assignments as given', 'given.tag_id', 'tag.id')
    .select(({ fn }) => ['tag.id', 'tag.name', 'tag.color', sql<number>`${fn.count('given.workflow_id')}::int`.as('workflows')])
    .where('tag.workspace_id', '=', workspaceId)
    .groupBy('tag.id')
    .orderBy('tag.name')
    .execute()
}

type TagPlace = { readonly workspaceId: string; readonly id: string }

/** False where the name is taken. */
export async function insertTag(
  tx: WorkflowTx,
  tag: Tag & { readonly workspaceId: string; readonly by: string | null },
): Promise<boolean> {
  const { id, workspaceId, name, color, by } = tag
  const made = await tx
    .insertInto('workflow_tags')
    .values({ id, workspace_id: workspaceId, name, color, created_by: by })
    .onConflict((conflict) => conflict.columns(['workspace_id', 'name']).doNothing())
    .returning('id')
    .executeTakeFirst()
  return made !== undefined
}

export async function lockTag(tx: WorkflowTx, { workspaceId, id }: TagPlace): Promise<Tag | undefined> {
  return await tx
    .selectFrom('workflow_tags')
    .select(['id', 'name', 'color'])
    .where('workspace_id', '=', workspaceId)
    .where('id', '=', id)
    .forUpdate()
    .executeTakeFirst()
}

/** False where another tag has the name. */
export async function updateTag(tx: WorkflowTx, { workspaceId, id, name, color }: TagPlace & Tag): Promise<boolean> {
  const other = await tx
    .selectFrom('workflow_tags')
    .select('id')
    .where('workspace_id', '=', workspaceId)
    .where('name', '=', name)
    .where('id', '<>', id)
    .executeTakeFirst()
  if (other !== undefined) return false
  await tx
    .updateTable('workflow_tags')
    .set({ name, color })
    .where('workspace_id', '=', workspaceId)
    .where('id', '=', id)
    .execute()
  return true
}

export async function deleteTagRow(tx: WorkflowTx, { workspaceId, id }: TagPlace): Promise<void> {
  await tx.deleteFrom('workflow_tags').where('workspace_id', '=', workspaceId).where('id', '=', id).execute()
}

const tables = (db: Databases): Kysely<WorkflowTables> => db.kysely('workflow')
