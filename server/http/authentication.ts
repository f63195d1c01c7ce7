import type { FastifyReply, FastifyRequest } from 'fastify'
import type { AppError } from '#base/error'
import { clientOf } from './client.ts'
import { httpError } from './errors.ts'
import type { Grants } from '@steward/contract/permission'
import type { Role } from './permission.ts'
import type { RateLimiter } from './rate-limit/rate-limiter.ts'
import { readSessionCookie, setSessionCookie } from './session-cookie.ts'

/** Who makes a request, and in which workspace. */
export type Actor = {
  readonly kind: Credential['kind']
  /** Of the session, of the API key, or of the client that holds the access token. */
  readonly credentialId: string
  readonly userId: string
  readonly workspaceId: string
  readonly role: Role
  readonly grants: Grants
  /** Of an API key or an access token; empty means everything its owner may. */
  readonly scopes: readonly string[]
  readonly expiresAt: Date | null
  /** When the person last proved who they are; null where a program acts. */
  readonly authenticatedAt: Date | null
  /** What they are told until they have put it right, whatever else they may; null: nothing. */
  readonly barredBy: AppError | null
}

export type Credential = { readonly kind: 'session' | 'api_key' | 'access_token'; readonly secret: string }

/** `renewed`: the session was prolonged, so the browser must hear of it. */
export type Authenticated = { readonly actor: Actor; readonly renewed: boolean }

/** Given by the hubs that know people and workspaces; #http knows no hub. Undefined for a credential that is not valid. */
export type Authenticate = (
  credential: Credential,
  wanted: {
    readonly workspaceId: string | undefined
    readonly now: Date
    readonly address: string
    /** It is only asked whether the credential holds: nothing is used by that, so nothing is noted and nothing prolonged. */
    readonly passive?: boolean
  },
) => Promise<Authenticated | undefined>

/**
 * Finds out who asks. A key in the header wins over a cookie, so that a script
 * run in a browser's context never acts as the person by accident.
 */
export async function requireActor(
  request: FastifyRequest,
  reply: FastifyReply,
  { authenticate, limiter }: { authenticate: Authenticate; limiter: RateLimiter },
): Promise<Actor> {
  const credential = credentialOf(request)
  if (credential === undefined) throw httpError.unauthenticated()
  const workspaceId = wantedWorkspace(request)

  const found = await authenticate(credential, { workspaceId, now: new Date(), address: clientOf(request).address })
  if (found === undefined) {
    // Whoever tries out credentials is counted by address, for each is another one.
    await limiter.countAddress(request, reply, 'open')
    throw httpError.bad_credential()
  }
  if (found.renewed && found.actor.expiresAt !== null) setSessionCookie(reply, credential.secret, found.actor.expiresAt)
  return found.actor
}

/** By a header; browsers let a page add none to a stream of events or a picture, so what only reads may say it in the query. */
function wantedWorkspace({ method, headers, query }: FastifyRequest): string | undefined {
  const named = headers['x-steward-workspace'] ?? (method === 'GET' ? (query as Record<string, unknown>)['workspace'] : undefined)
  return typeof named === 'string' && named !== '' ? named : undefined
}

export function credentialOf(request: FastifyRequest): Credential | undefined {
  const header = request.headers.authorization
  const bearer = header === undefined ? undefined : /^Bearer +(\S{1,2000})$/i.exec(header)?.[1]
  // Of what is sent as a token nothing is believed before it is read; its form says only who is to read it.
  if (bearer !== undefined) return { kind: bearer.split('.').length === 3 ? 'access_token' : 'api_key', secret: bearer }
  const cookie = readSessionCookie(request)
  return cookie === undefined ? undefined : { kind: 'session', secret: cookie }
}
