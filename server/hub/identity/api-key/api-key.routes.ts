import {
  createApiKey as createEndpoint,
  listApiKeys,
  revokeApiKey as revokeEndpoint,
  rotateApiKey as rotateEndpoint,
} from '@steward/contract/api/identity'
import { route, type Route } from '#http'
import { requireFresh } from '../session/require-fresh.ts'
import { checkScopes } from '../token/check-scopes.ts'
import { listKeys } from './api-key.store.ts'
import { asApiKey } from './as-api-key.ts'
import { createApiKey } from './create-api-key.ts'
import { revokeApiKey } from './revoke-api-key.ts'
import { rotateApiKey } from './rotate-api-key.ts'

const usualGraceMinutes = 60

export const apiKeyRoutes: readonly Route[] = [
  route(listApiKeys, async ({ db, actor }) => ({ items: (await listKeys(db, actor.userId)).map(asApiKey) })),

  route(createEndpoint, async ({ db, now, actor, scope, body }) => {
    // A stolen key or token must not be able to make one that lives on when it is revoked, nor a browser left open.
    requireFresh(actor, { now })
    const { scopes = [], name, allowedAddresses = [] } = body
    checkScopes(actor, scopes)
    const { key, secret } = await createApiKey(db, scope, {
      userId: actor.userId,
      name,
      scopes,
      expiresAt: body.expiresAt === undefined ? null : new Date(body.expiresAt),
      allowedAddresses,
      workspaceId: body.thisWorkspaceOnly === true ? actor.workspaceId : null,
    })
    return { key: asApiKey(key), secret }
  }),

  route(rotateEndpoint, async ({ db, now, actor, scope, params, body }) => {
    requireFresh(actor, { now })
    const { graceMinutes = usualGraceMinutes } = body
    const { key, secret } = await rotateApiKey(db, scope, { userId: actor.userId, keyId: params.id, graceMinutes })
    return { key: asApiKey(key), secret }
  }),

  route(revokeEndpoint, async ({ db, actor, scope, params }) => {
    await revokeApiKey(db, scope, { userId: actor.userId, keyId: params.id })
  }),
]
