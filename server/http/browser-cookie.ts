import '@fastify/cookie'
import { randomBytes } from 'node:crypto'
import type { FastifyReply, FastifyRequest } from 'fastify'

/** The `__Host-` prefix makes browsers refuse the cookie from subdomains and over plain HTTP. */
const nameOf = (secure: boolean) => (secure ? '__Host-steward_browser' : 'steward_browser')

/** A sign-in that takes several requests must be finished by then. */
const lifeSeconds = 60 * 60

/**
 * A secret by which the browser that began a sign-in is known again when it goes on, made now where it has none.
 * It lets nobody in by itself: it only makes what was begun here useless anywhere else.
 */
export function browserSecret(request: FastifyRequest, reply: FastifyReply): string {
  const secure = request.server.secureCookies
  const known = request.cookies[nameOf(secure)]
  const secret = known !== undefined && /^[\w-]{43}$/.test(known) ? known : randomBytes(32).toString('base64url')
  reply.setCookie(nameOf(secure), secret, { path: '/', httpOnly: true, sameSite: 'lax', secure, maxAge: lifeSeconds })
  return secret
}
