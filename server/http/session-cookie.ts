import '@fastify/cookie'
import type { FastifyReply, FastifyRequest } from 'fastify'

/** The `__Host-` prefix makes browsers refuse the cookie from subdomains and over plain HTTP. */
const nameOf = (secure: boolean) => (secure ? '__Host-steward_session' : 'steward_session')

export function setSessionCookie(reply: FastifyReply, secret: string, expires: Date): void {
  const secure = reply.server.secureCookies
  reply.setCookie(nameOf(secure), secret, { path: '/', httpOnly: true, sameSite: 'lax', secure, expires })
}

export function clearSessionCookie(reply: FastifyReply): void {
  const secure = reply.server.secureCookies
  reply.clearCookie(nameOf(secure), { path: '/', httpOnly: true, sameSite: 'lax', secure })
}

export function readSessionCookie(request: FastifyRequest): string | undefined {
  const value = request.cookies[nameOf(request.server.secureCookies)]
  return value === undefined || value === '' || value.length > 512 ? undefined : value
}

declare module 'fastify' {
  interface FastifyInstance {
    /** True when people reach this installation over HTTPS. */
    secureCookies: boolean
    /** Origins, besides the one a request was sent to, whose pages belong to this installation. */
    ownOrigins: ReadonlySet<string>
  }
}
