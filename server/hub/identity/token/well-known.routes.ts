import type { FastifyInstance } from 'fastify'
import type { AccessTokens } from './access-tokens.jobs.ts'
import { publicKeys } from './token.routes.ts'

/** Where programs of others look for the keys of whoever issued a token. */
export function registerWellKnown(app: FastifyInstance, { keys }: AccessTokens): void {
  app.get('/.well-known/jwks.json', async (_, reply) =>
    reply
      .header('cache-control', 'public, max-age=600')
      .type('application/jwk-set+json; charset=utf-8')
      .send(JSON.stringify({ keys: await publicKeys(keys, new Date()) })),
  )
}
