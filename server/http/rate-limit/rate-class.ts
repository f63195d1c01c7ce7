import type { Route } from '../route.ts'

/**
 * What is counted together. `sign_in` is what anybody may send without a sign-in, `open` what anybody may read;
 * both by address, as are credentials that are not valid. The API counts by credential, webhooks by endpoint.
 */
export type RateClass = 'sign_in' | 'open' | 'read' | 'write' | 'upload' | 'export' | 'webhook'

/** How many a minute; 0 is without limit. */
export type RateLimits = Readonly<Record<RateClass, number>>

export const unlimited: RateLimits = { sign_in: 0, open: 0, read: 0, write: 0, upload: 0, export: 0, webhook: 0 }

/** Ends of paths whose requests cost more than others of their method. */
const costly: Readonly<Record<string, RateClass>> = { import: 'upload', logo: 'upload', avatar: 'upload', export: 'export' }

/** Ends of paths that are asked as one looks, with a body that is too long for an address. */
const reads = new Set(['preview'])

export function rateClassOf({ endpoint }: Pick<Route, 'endpoint'>): RateClass {
  const { method, path, permission } = endpoint
  const end = path.split('/').at(-1) ?? ''
  const isReading = method === 'GET' || reads.has(end)
  if (permission === 'public') return isReading ? 'open' : 'sign_in'
  const kind = costly[end]
  // Who only looks at a logo uploads nothing.
  if (kind !== undefined && (kind === 'export' || !isReading)) return kind
  return isReading ? 'read' : 'write'
}
