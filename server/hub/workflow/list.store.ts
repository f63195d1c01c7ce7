import { type Kysely, sql } from 'kysely'
import type { Databases } from '#db'
import { headColumns, type WorkflowHead } from './workflow.store.ts'
import type { WorkflowStatus, WorkflowTables } from './workflow.tables.ts'

export type WorkflowFilter = {
  readonly workspaceId: string
  readonly search: string | undefined
  readonly tag: string | undefined
  /** Those in any of these; an empty list is for those in none. */
  readonly folders?: readonly string[] | undefined
}

export type WorkflowPosition = { readonly updatedAt: Date; readonly id: string }

type PageOf = WorkflowFilter & {
  readonly status: WorkflowStatus | undefined
  readonly after: WorkflowPosition | undefined
  readonly limit: number
}

/** Newest change first. Without a status the archive is left out. */
export async function listHeads(db: Databases, page: PageOf): Promise<WorkflowHead[]> {
  let query = filtered(db, page).select(headColumns)
  query = page.status === undefined ? query.where('status', '<>', 'archived') : query.where('status', '=', page.status)
  if (page.after !== undefined) {
    const { updatedAt, id } = page.after
    query = query.where(sql<boolean>`(updated_at, workflows.id) < (${updatedAt}, ${id}::uuid)`)
  }
  return await query.orderBy('updated_at', 'desc').orderBy('workflows.id', 'desc').limit(page.limit).execute()
}

export async function countByStatus(db: Databases, filter: WorkflowFilter): Promise<Record<WorkflowStatus, number>> {
  const rows = await filtered(db, filter)
    .select(({ fn }) => ['status', sql<number>`${fn.countAll()}::int`.as('count')])
    .groupBy('status')
    .execute()
  const counts = { draft: 0, active: 0, inactive: 0, archived: 0 }
  for (const { status, count } of rows) counts[status] = count
  return counts
}

function filtered(db: Databases, { workspaceId, search, tag, folders }: WorkflowFilter) {
  const builder: Kysely<WorkflowTables> = db.kysely('workflow')
  let query = builder.selectFrom('workflows').where('workflows.workspace_id', '=', workspaceId)
  if (tag !== undefined) query = query.where((where) => where.exists(tagged(builder).where('tag.name', '=', tag)))
  if (folders?.length === 0) query = query.where('folder_id', 'is', null)
  else if (folders !== undefined) query = query.where('folder_id', 'in', [...folders])
  for (const word of wordsOf(search)) {
    const pattern = `%${word.replaceAll(/[\\%_]/g, String.raw`\$&`)}%`
    query = query.where((where) =>
      where.or([
        where('search_text', 'like', pattern),
        where.exists(tagged(builder).where(sql<string>`lower(tag.name)`, 'like', pattern)),
      ]),
    )
  }
  return query
}

/** Every word must be found somewhere; of a long text the first words decide. */
const wordsOf = (search: string | undefined) =>
  (search ?? '')
    .toLowerCase()
    .split(/\s+/)
    .filter((word) => word !== '')
    .slice(0, 10)

function tagged(builder: Kysely<WorkflowTables>) {
  return builder
    .selectFrom('workflow_tag_assignments as given')
    .innerJoin('workflow_tags as tag', 'tag.id', 'given.tag_id')
    .select(sql`1`.as('one'))
    .whereRef('given.workflow_id', '=', 'workflows.id' as never)
}

export async function countWorkflows(db: Databases, workspaceId: string): Promise<{ all: number; active: number }> {
  const counts = await countByStatus(db, { workspaceId, search: undefined, tag: undefined })
  return { all: counts.draft + counts.active + counts.inactive + counts.archived, active: counts.active }
}
