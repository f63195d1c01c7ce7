import { type Found, foundIn } from '#base/found'
import type { Scope } from '#db'
import { listConnectionRows } from './connection.store.ts'
import { connectionKinds } from './kinds.ts'

/** Connections by their name and kind; never by what they hold. */
export async function searchConnections(
  { db, workspaceId }: Scope,
  { text, limit }: { readonly text: string; readonly limit: number },
): Promise<Found[]> {
  const rows = await listConnectionRows(db, workspaceId)
  return rows
    .flatMap(({ id, name, type, verificationStatus, updatedAt }): Found[] => {
      const kind = connectionKinds.find((one) => one.type === type)?.title ?? type
      const score = foundIn(name, text) ?? (foundIn(`${name} ${kind}`, text) === undefined ? undefined : 0.4)
      if (score === undefined) return []
      return [
        { kind: 'connection', id, title: name, detail: kind, status: verificationStatus, at: updatedAt, nodeId: null, score },
      ]
    })
    .toSorted((a, b) => b.score - a.score)
    .slice(0, limit)
}
