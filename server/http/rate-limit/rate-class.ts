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

export function rateClassOf({ endpoint }: Pick<Route, 'endpoint'>): RateClass {
  const { method, path, permission } = endpoint
  const isReading = method === 'GET'
  if (permission === 'public') return isReading ? 'open' : 'sign_in'
  const kind = costly[path.split('/').at(-1) ?? '']
  // Who only looks at a logo uploads nothing.
  if (kind !== undefined && (kind === 'export' || !isReading)) return kind
  return isReading ? 'read' : 'write'
}
