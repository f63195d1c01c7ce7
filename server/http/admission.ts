import type { FastifyReply, FastifyRequest } from 'fastify'
import { type Actor, type Authenticate, credentialOf, requireActor } from './authentication.ts'
import { clientOf } from './client.ts'
import { requirePermission } from './permission.ts'
import { rateClassOf } from './rate-limit/rate-class.ts'
import type { RateLimiter } from './rate-limit/rate-limiter.ts'
import type { Route } from './route.ts'
import { requireSameOrigin } from './same-origin.ts'

type Admission = { readonly actor: Actor; readonly authenticate: Authenticate; readonly route: Route }

const admissions = new WeakMap<FastifyRequest, Admission>()

/** Settles who asks and whether they may, before a byte of the body is read. */
export async function admit(
  request: FastifyRequest,
  reply: FastifyReply,
  to: { route: Route; authenticate: Authenticate; limiter: RateLimiter },
): Promise<void> {
  const { permission } = to.route.endpoint
  const rateClass = rateClassOf(to.route)
  if (permission === 'public') {
    await to.limiter.countAddress(request, reply, rateClass)
    return requireSameOrigin(request, false)
  }
  requireSameOrigin(request, credentialOf(request)?.kind === 'session')
  const actor = await requireActor(request, reply, to)
  await to.limiter.count(reply, { rateClass, key: actor.credentialId })
  requirePermission(actor, to.route.endpoint)
  admissions.set(request, { actor, ...to })
}

export const actorOf = (request: FastifyRequest): Actor | undefined => admissions.get(request)?.actor

/** Whether a request that is still being answered would be let in again now. */
export async function stillAdmitted(request: FastifyRequest): Promise<boolean> {
  const admission = admissions.get(request)
  const credential = credentialOf(request)
  if (admission === undefined || credential === undefined) return admission === undefined
  const { actor, authenticate, route } = admission
  const found = await authenticate(credential, {
    workspaceId: actor.workspaceId,
    now: new Date(),
    address: clientOf(request).address,
    passive: true,
  })
  if (found === undefined || route.endpoint.permission === 'public') return false
  requirePermission(found.actor, route.endpoint)
  return true
}
