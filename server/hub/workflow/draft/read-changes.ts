import type { StoredChange } from '@steward/contract/api/draft'
import type { Scope } from '#db'
import { workflowError } from '../errors.ts'
import { findRevision, listChanges } from './draft.store.ts'
import type { Refused } from './take-changes.ts'

export type DraftNews = {
  readonly revision: number
  readonly changes: StoredChange[] | null
  readonly refused: Refused[]
}

/** More of them are told by the document, which is smaller. */
const changesMax = 2_000
const bytesMax = 4_000_000

/** What has changed since a revision; `null` where the changes do not lead from there to the document any more. */
export async function readChanges(
  { db, workspaceId }: Scope,
  { id, since }: { readonly id: string; readonly since: number },
): Promise<DraftNews> {
  const found = await findRevision(db, { workspaceId, id })
  if (found === undefined) throw workflowError.not_found()
  const { revision, changesFrom } = found
  if (since === revision) return { revision, changes: [], refused: [] }
  const anew = { revision, changes: null, refused: [] }
  if (since > revision || since < changesFrom || revision - since > changesMax) return anew
  const rows = await listChanges(db, { workspaceId, id, since, limit: changesMax + 1 })
  const bytes = rows.reduce((sum, row) => sum + row.bytes, 0)
  // The oldest may have been deleted, and somebody may have made further ones meanwhile.
  const newest = rows.at(-1)?.change.revision
  if (newest === undefined || rows[0]?.change.revision !== since + 1 || rows.length > changesMax || bytes > bytesMax) return anew
  return { revision: newest, changes: rows.map(({ change }) => change), refused: [] }
}
