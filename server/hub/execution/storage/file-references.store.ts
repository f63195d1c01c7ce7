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
