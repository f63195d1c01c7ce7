import type pg from 'pg'
import type { Change } from '#engine/host'

type Reference = { readonly change: Change; readonly fileId: string }

/** Files that the items of these changes refer to; most changes have none, and finding that out costs next to nothing. */
export function fileReferences(changes: readonly Change[]): Reference[] {
  return changes.flatMap((change) => {
    const { head, insert, entries } = change
    const texts = entries?.includes('"fileSize"') === true ? [entries] : []
    if (insert && head.trigger.items.some((item) => item.binary !== undefined)) texts.push(JSON.stringify(head.trigger.items))
    const ids = new Set(texts.flatMap((text) => [...text.matchAll(/"id":"([0-9a-f]{64})"/g)].map(([, id = '']) => id)))
    return [...ids].map((fileId) => ({ change, fileId }))
  })
}

/** Keeps files from being swept while the execution is kept. */
export async function noteFiles(client: pg.ClientBase, references: readonly Reference[]): Promise<void> {
  if (references.length === 0) return
  await client.query(
    `insert into execution_files (execution_id, file_id) select * from unnest($1::uuid[], $2::text[]) on conflict do nothing`,
    [references.map((one) => one.change.head.id), references.map((one) => one.fileId)],
  )
}

/** Whether an item of this execution carries the file, as far as the workspace of who asks can see. */
export async function hasFile(
  pool: pg.Pool,
  { workspaceId, executionId, fileId }: { readonly workspaceId: string; readonly executionId: string; readonly fileId: string },
): Promise<boolean> {
  const { rowCount } = await pool.query(
    `select from execution_files f join workflow_executions e on e.id = f.execution_id
      where f.execution_id = $1 and f.file_id = $2 and e.workspace_id = $3`,
    [executionId, fileId, workspaceId],
  )
  return (rowCount ?? 0) > 0
}
