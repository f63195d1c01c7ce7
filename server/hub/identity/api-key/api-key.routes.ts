import {
  type ApiKey,
  createApiKey as createEndpoint,
  listApiKeys,
  revokeApiKey as revokeEndpoint,
} from '@steward/contract/api/identity'
import { type Actor, route, type Route } from '#http'
import { identityError } from '../errors.ts'
import { type ApiKeyRow, listKeys } from './api-key.store.ts'
import { createApiKey } from './create-api-key.ts'
import { revokeApiKey } from './revoke-api-key.ts'

export const apiKeyRoutes: readonly Route[] = [
  route(listApiKeys, async ({ db, actor }) => ({ items: (await listKeys(db, actor.userId)).map(asAnswer) })),

  route(createEndpoint, async ({ db, actor, scope, body }) => {
    const expiresAt = expiryOf(actor, body.expiresAt === undefined ? null : new Date(body.expiresAt))
    const { key, secret } = await createApiKey(db, scope, {
      userId: actor.userId,
      name: body.name,
      scopes: body.scopes ?? [],
      expiresAt,
    })
    return { key: asAnswer(key), secret }
  }),

  route(revokeEndpoint, async ({ db, actor, scope, params }) => {
    await revokeApiKey(db, scope, { userId: actor.userId, keyId: params.id })
  }),
]

/** A stolen key must not be able to make itself immortal. */
function expiryOf(actor: Actor, wanted: Date | null): Date | null {
  if (actor.kind !== 'api_key' || actor.expiresAt === null) return wanted
  if (wanted === null || wanted > actor.expiresAt)
    throw identityError.key_outlives_maker({ until: actor.expiresAt.toISOString() })
  return wanted
}

function asAnswer(key: ApiKeyRow): ApiKey {
  return {
    id: key.id,
    name: key.name,
    prefix: key.prefix,
    scopes: [...key.scopes],
    expiresAt: key.expiresAt?.toISOString() ?? null,
    lastUsedAt: key.lastUsedAt?.toISOString() ?? null,
    createdAt: key.createdAt.toISOString(),
  }
}
