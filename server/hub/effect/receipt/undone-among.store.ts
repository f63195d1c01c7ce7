import type { Databases } from '#db'

/** Those of these effects whose receipts say that they were taken back. */
export async function undoneAmong(db: Databases, workspaceId: string, ids: readonly string[]): Promise<Set<string>> {
  if (ids.length === 0) return new Set()
  const { rows } = await db
    .pool('effect')
    .query<{ id: string }>('select id from receipts where workspace_id = $1 and id = any($2::uuid[]) and undone_by is not null', [
      workspaceId,
      ids,
    ])
  return new Set(rows.map(({ id }) => id))
}
