import { randomBytes } from 'node:crypto'
import { existsSync, readFileSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { join, sep } from 'node:path'
import fastifyStatic from '@fastify/static'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { redactText } from '#base/redact'
import { httpError } from './errors.ts'
import { pagePolicy } from './security-headers.ts'
import type { WebBuild } from './web-build.ts'

/** Paths that never belong to the web app, so an unknown one is a refusal and not its front page. */
const notWeb = /^\/(api|webhook|webhook-test|form|healthz|readyz|metrics)(\/|$)/

/** Stands in the built page where the nonce of each answer goes; `web/vite.config.ts` puts it there. */
const noncePlace = '__CSP_NONCE__'

/** Serves the built web app; its own router knows the addresses, so an unknown one gets the front page. */
export async function registerWeb(app: FastifyInstance, root: string | undefined, build: WebBuild): Promise<void> {
  const front = root === undefined ? undefined : join(root, 'index.html')
  const isBuilt = front !== undefined && existsSync(front)
  if (isBuilt && root !== undefined) {
    build.stamp(readFileSync(front, 'utf8'))
    const policy = pagePolicy({ secure: app.secureCookies })
    await app.register(fastifyStatic, {
      root,
      index: false,
      cacheControl: false,
      dotfiles: 'ignore',
      // Files under assets/ carry a hash of their content in the name; the rest must be asked for each time.
      setHeaders: (reply, path) => {
        const hashed = path.includes(`${sep}assets${sep}`)
        reply.header('cache-control', hashed ? 'public, max-age=31536000, immutable' : 'no-cache')
        reply.header('content-security-policy', policy)
      },
    })
    for (const path of ['/', '/index.html']) app.get(path, async (_, reply) => await sendFront(reply, { front, build }))
  }

  app.setNotFoundHandler(async (request: FastifyRequest, reply: FastifyReply) => {
    const path = request.url.split('?', 1)[0] ?? '/'
    const reading = request.method === 'GET' || request.method === 'HEAD'
    if (!reading || notWeb.test(path) || /\.\w+$/.test(path)) throw httpError.not_found({ path: redactText(path) })
    if (!isBuilt) throw httpError.web_missing()
    return await sendFront(reply, { front, build })
  })
}

type Front = { readonly front: string; readonly build: WebBuild }

/** The front page with a nonce that nobody could know before. Kept by nobody, for a nonce that is used twice is none. */
async function sendFront(reply: FastifyReply, { front, build }: Front): Promise<FastifyReply> {
  const nonce = randomBytes(18).toString('base64url')
  const page = build.stamp(await readFile(front, 'utf8'))
  return reply
    .status(200)
    .header('content-security-policy', pagePolicy({ nonce, secure: reply.server.secureCookies }))
    .header('cache-control', 'no-store')
    .type('text/html; charset=utf-8')
    .send(page.replaceAll(noncePlace, nonce))
}
