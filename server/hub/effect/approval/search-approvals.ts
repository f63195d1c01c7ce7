import { type Found, foundIn } from '#base/found'
import { stateAt } from './approval.ts'
import { searchApprovalRows } from './approval-query.store.ts'
import { sightOf, type ViewingScope } from './in-sight.ts'

/** Approvals that the caller is shown, by their title. */
export async function searchApprovals(
  scope: ViewingScope,
  { text, limit }: { readonly text: string; readonly limit: number },
): Promise<Found[]> {
  const { db, workspaceId, now } = scope
  const rows = await searchApprovalRows(db, { workspaceId, sight: await sightOf(scope), text, limit })
  return rows.map((row) => {
    const status = stateAt(row, now)
    const score = (foundIn(row.title, text) ?? 0.4) * (status === 'pending' ? 0.9 : 0.5)
    return { kind: 'approval', id: row.id, title: row.title, detail: row.detail, status, at: row.created_at, nodeId: null, score }
  })
}
