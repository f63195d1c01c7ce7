import type { NodeCall } from '@steward/sdk/node'
import { effectOfMethod } from './effect.ts'
import type { Request } from './request.ts'

/**
 * The request with the key of its effect, where the node names a header for it:
 * a service that is given a key does the same thing once, however often the
 * call comes. Each page of a paginated call is a request of its own. A value
 * that a person typed for the header stays.
 */
export function withEffectKey(call: NodeCall, request: Request, at: { readonly item: number; readonly page: number }): Request {
  const header = call.node.idempotencyHeader
  if (header === undefined || effectOfMethod(request.method) === 'read') return request
  if (Object.keys(request.headers).some((name) => name.toLowerCase() === header.toLowerCase())) return request
  const key = call.effectKey(at.item)
  return { ...request, headers: { ...request.headers, [header]: at.page === 0 ? key : `${key}-${at.page}` } }
}
