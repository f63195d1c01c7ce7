import { type Found, foundIn } from '#base/found'
import type { ActingScope } from '../acting.ts'
import { listMembers } from './list-members.ts'

/** People of the workspace by name and address. */
export async function searchMembers(
  scope: ActingScope,
  { text, limit }: { readonly text: string; readonly limit: number },
): Promise<Found[]> {
  const { items } = await listMembers(scope, { search: text, limit: Math.min(limit, 10) })
  return items.map(({ userId, name, email, role, joinedAt }) => ({
    kind: 'person',
    id: userId,
    title: name,
    detail: email,
    status: role,
    at: new Date(joinedAt),
    nodeId: null,
    score: foundIn(name, text) ?? 0.5,
  }))
}
