import { type Found, foundIn } from '#base/found'
import type { AccessScope } from '../context.ts'
import { listQueries } from './show-query.ts'

/** Queries that the caller may see, by what they say and what was said about them. */
export async function searchQueries(
  scope: AccessScope,
  { text, limit }: { readonly text: string; readonly limit: number },
): Promise<Found[]> {
  const { items } = await listQueries(scope, { text, limit: Math.min(limit, 10) })
  return items.map(({ id, excerpt, instance, database, status, createdAt }) => ({
    kind: 'query',
    id,
    title: excerpt.slice(0, 120).toWellFormed(),
    detail: `${instance.name} · ${database}`,
    status,
    at: new Date(createdAt),
    nodeId: null,
    score: (foundIn(excerpt, text) ?? 0.3) * 0.6,
  }))
}
