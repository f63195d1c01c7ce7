import { existsSync } from 'node:fs'
import { join, sep } from 'node:path'
import fastifyStatic from '@fastify/static'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { httpError } from './errors.ts'

/** Paths that never belong to the web app, so an unknown one is a refusal and not its front page. */
const notWeb = /^\/(api|webhook|webhook-test|form|approve|healthz|readyz|metrics)(\/|$)/

/** Serves the built web app; its own router knows the addresses, so an unknown one gets the front page. */
export async function registerWeb(app: FastifyInstance, root: string | undefined): Promise<void> {
  const built = root !== undefined && existsSync(join(root, 'index.html'))
  if (built) {
    await app.register(fastifyStatic, {
      root,
      cacheControl: false,
      dotfiles: 'ignore',
      // Files under assets/ carry a hash of their content in the name; the rest must be asked for each time.
      setHeaders: (reply, path) => {
        const hashed = path.includes(`${sep}assets${sep}`)
        reply.header('cache-control', hashed ? 'public, max-age=31536000, immutable' : 'no-cache')
      },
    })
  }

  app.setNotFoundHandler(async (request: FastifyRequest, reply: FastifyReply) => {
    const path = request.url.split('?', 1)[0] ?? '/'
    const reading = request.method === 'GET' || request.method === 'HEAD'
    if (!reading || notWeb.test(path) || /\.\w+$/.test(path)) throw httpError.not_found({ path })
    if (!built) throw httpError.web_missing()
    return reply.sendFile('index.html')
  })
}
