import type { FastifyRequest } from 'fastify'
import { httpError } from './errors.ts'

const reading = new Set(['GET', 'HEAD', 'OPTIONS'])

/**
 * Refuses a change that a foreign page made the browser send. Browsers always
 * add `Origin` or `Sec-Fetch-Site` to such requests and pages cannot forge
 * them. Where a cookie vouches for the person, one of them must be there;
 * without a cookie (sign-in from a script) silence is fine.
 */
export function requireSameOrigin(request: FastifyRequest, signedInByCookie: boolean): void {
  if (reading.has(request.method)) return
  const origin = request.headers.origin
  const site = request.headers['sec-fetch-site']

  if (origin !== undefined && !isOwn(request, origin)) throw httpError.cross_origin()
  if (site !== undefined && site !== 'same-origin' && origin === undefined) throw httpError.cross_origin()
  if (signedInByCookie && origin === undefined && site === undefined) throw httpError.cross_origin()
}

function isOwn(request: FastifyRequest, origin: string): boolean {
  if (request.server.ownOrigins.has(origin)) return true
  if (!URL.canParse(origin)) return false
  // The page was loaded from the very host it now calls: same origin but for the scheme, which a proxy may hide.
  return new URL(origin).host === request.host
}
