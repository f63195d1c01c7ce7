import type { FastifyReply, FastifyRequest } from 'fastify'
import { httpError } from './errors.ts'
import type { Grants } from '@steward/contract/permission'
import type { Role } from './permission.ts'
import { readSessionCookie, setSessionCookie } from './session-cookie.ts'

/** Who makes a request, and in which workspace. */
export type Actor = {
  readonly kind: 'session' | 'api_key'
  /** Id of the session or of the API key. */
  readonly credentialId: string
  readonly userId: string
  readonly workspaceId: string
  readonly role: Role
  readonly grants: Grants
  /** Of an API key; empty means everything its owner may. */
  readonly scopes: readonly string[]
  readonly expiresAt: Date | null
}

export type Credential = { readonly kind: 'session' | 'api_key'; readonly secret: string }

/** `renewed`: the session was prolonged, so the browser must hear of it. */
export type Authenticated = { readonly actor: Actor; readonly renewed: boolean }

/** Given by the hubs that know people and workspaces; #http knows no hub. Undefined for a credential that is not valid. */
export type Authenticate = (
  credential: Credential,
  wanted: { readonly workspaceId: string | undefined; readonly now: Date },
) => Promise<Authenticated | undefined>

/**
 * Finds out who asks. A key in the header wins over a cookie, so that a script
 * run in a browser's context never acts as the person by accident.
 */
export async function requireActor(request: FastifyRequest, reply: FastifyReply, authenticate: Authenticate): Promise<Actor> {
  const credential = credentialOf(request)
  if (credential === undefined) throw httpError.unauthenticated()
  const header = request.headers['x-steward-workspace']
  const workspaceId = typeof header === 'string' && header !== '' ? header : undefined

  const found = await authenticate(credential, { workspaceId, now: new Date() })
  if (found === undefined) throw httpError.bad_credential()
  if (found.renewed && found.actor.expiresAt !== null) setSessionCookie(reply, credential.secret, found.actor.expiresAt)
  return found.actor
}

export function credentialOf(request: FastifyRequest): Credential | undefined {
  const header = request.headers.authorization
  const bearer = header === undefined ? undefined : /^Bearer +(\S{1,512})$/i.exec(header)?.[1]
  if (bearer !== undefined) return { kind: 'api_key', secret: bearer }
  const cookie = readSessionCookie(request)
  return cookie === undefined ? undefined : { kind: 'session', secret: cookie }
}
