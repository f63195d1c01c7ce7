import type { FastifyInstance, FastifyReply } from 'fastify'

/** A page under this is a stranger to us: it has no part in our cookies, storage and API. */
const sandbox =
  'sandbox allow-downloads allow-forms allow-modals allow-orientation-lock allow-pointer-lock allow-popups allow-presentation allow-scripts allow-top-navigation-by-user-activation'

/** Kinds that a browser shows as text, whatever is in them. */
const harmless = /^(application\/(problem\+)?json|text\/plain)\s*(;|$)/i

const ownCookie = /^\s*(__host-|__secure-)?steward/i

/**
 * What a workflow answers to a call is written by whoever draws workflows, and browsers that are signed in here may
 * show it: as a page of its own it could act as whoever looks at it. So pages are shown as if they came from somewhere
 * else, and cookies of ours are not set by workflows.
 */
export function guardForeignAnswers(app: FastifyInstance): void {
  app.addHook('onSend', (_request, reply, payload, done) => {
    reply.header('x-content-type-options', 'nosniff')
    const type = reply.getHeader('content-type')
    if (typeof type !== 'string' || !harmless.test(type)) isolate(reply)
    if (reply.hasHeader('set-cookie')) dropOwnCookies(reply)
    done(null, payload)
  })
}

function isolate(reply: FastifyReply): void {
  const own = reply.getHeader('content-security-policy')
  // A browser keeps to all the policies of a list.
  reply.header('content-security-policy', own === undefined ? sandbox : `${String(own)}, ${sandbox}`)
}

function dropOwnCookies(reply: FastifyReply): void {
  const cookies = [reply.getHeader('set-cookie') ?? []].flat().map(String)
  reply.removeHeader('set-cookie')
  const others = cookies.filter((cookie) => !ownCookie.test(cookie))
  if (others.length > 0) reply.header('set-cookie', others)
}
