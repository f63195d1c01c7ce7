import type { WorkflowNode } from '@steward/contract/workflow'
import { sql, type Transaction } from 'kysely'
import type { Databases } from '#db'
import type { WorkflowStatus, WorkflowTables } from '../workflow.tables.ts'

export type Match = {
  readonly id: string
  readonly name: string
  readonly description: string | null
  readonly status: WorkflowStatus
  readonly updatedAt: Date
}

type Looked = {
  readonly workspaceId: string
  readonly text: string
  /** At least one. */
  readonly words: readonly string[]
  readonly limit: number
}

const pattern = (text: string) => `%${text.toLowerCase().replaceAll(/[\\%_]/g, String.raw`\$&`)}%`

/** Those that hold each word somewhere. By name before by anything else, and the newest change first. */
export async function findMatches(db: Databases, { workspaceId, text, words, limit }: Looked): Promise<Match[]> {
  const parts = text
    .toLowerCase()
    .split(/\s+/)
    .filter((part) => part !== '')
    .slice(0, 10)
  const patterns = sql`${parts.map(pattern)}::text[]`
  // Words of letters and digits alone need no more than quotes.
  const beginnings = words
    .slice(0, 10)
    .map((word) => `'${word}':*`)
    .join(' & ')
  const { rows } = await sql<Match>`
    select id, name, description, status, updated_at as "updatedAt" from (
      select id, name, description, status, updated_at,
        case when lower(name) like all (${patterns}) then 0
             when search_text like all (${patterns}) then 1
             when id in (select given.workflow_id from workflow_tag_assignments given join workflow_tags tag on tag.id = given.tag_id
                          where given.workspace_id = ${workspaceId} and lower(tag.name) like all (${patterns})) then 2
             when search_words @@ ${beginnings}::tsquery then 3 end as place
        from workflows where workspace_id = ${workspaceId}
    ) found where place is not null
    order by place, (status = 'archived'), lower(name) not like ${pattern(text.trim()).slice(1)}, updated_at desc, id desc limit ${limit}`.execute(
    db.kysely<WorkflowTables>('workflow'),
  )
  return rows
}

/** Of those that are not too large. */
export async function readNodes(
  db: Databases,
  { workspaceId, ids, bytesMax }: { readonly workspaceId: string; readonly ids: readonly string[]; readonly bytesMax: number },
): Promise<ReadonlyMap<string, WorkflowNode[]>> {
  if (ids.length === 0) return new Map()
  const rows = await db
    .kysely<WorkflowTables>('workflow')
    .selectFrom('workflows')
    .select(['id', 'nodes'])
    .where('workspace_id', '=', workspaceId)
    .where('id', 'in', [...ids])
    .where(sql<boolean>`pg_column_size(nodes) < ${bytesMax}`)
    .execute()
  return new Map(rows.map(({ id, nodes }) => [id, nodes]))
}

/** Documents whose words have not been written yet, kept still until the transaction ends. */
export async function lockWordless(tx: Transaction<WorkflowTables>, limit: number) {
  return await tx
    .selectFrom('workflows')
    .select(['id', 'name', 'description', 'nodes'])
    .where('search_words', 'is', null)
    .orderBy('id')
    .limit(limit)
    .forUpdate()
    .skipLocked()
    .execute()
}

export async function writeWords(tx: Transaction<WorkflowTables>, id: string, words: readonly string[]): Promise<void> {
  await tx
    .updateTable('workflows')
    .set({ search_words: sql`array_to_tsvector(${[...words]}::text[])` })
    .where('id', '=', id)
    .execute()
}
