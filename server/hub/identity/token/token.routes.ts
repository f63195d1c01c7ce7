import {
  getJwks,
  invalidateMyTokens,
  invalidateTokensOf,
  issueTokens,
  listSigningKeys,
  listTokenClients,
  refreshTokens as refreshEndpoint,
  revokeToken as revokeEndpoint,
  revokeTokenClient,
  rotateSigningKey,
  type Tokens,
} from '@steward/contract/api/token'
import { route, type Route } from '#http'
import { requireFresh } from '../session/require-fresh.ts'
import type { AccessTokens } from './access-tokens.jobs.ts'
import { checkScopes } from './check-scopes.ts'
import type { TokenPair } from './issue-tokens.ts'
import { refreshTokens } from './refresh-tokens.ts'
import { invalidateAllTokens, revokeFamily, revokeToken } from './revoke-tokens.ts'
import { startFamily } from './start-family.ts'
import { listFamilies } from './token.store.ts'

export function tokenRoutes(tokens: AccessTokens): readonly Route[] {
  return [
    route(issueTokens, async ({ db, now, actor, scope, body }) => {
      // Whoever has a key or a token must not be able to make of it one that lives on without it.
      requireFresh(actor, { now })
      const { userId, workspaceId, credentialId: sessionId } = actor
      const { scopes = [], ...client } = body
      checkScopes(actor, scopes)
      return asAnswer(await startFamily(db, scope, { ...client, userId, workspaceId, sessionId, scopes, tokens }))
    }),
    route(refreshEndpoint, async ({ db, now, client: from, body }) =>
      asAnswer(await refreshTokens(db, { now, from }, { ...body, tokens })),
    ),
    route(revokeEndpoint, async ({ db, now, client: from, body }) => {
      await revokeToken(db, { now, from }, { ...body, tokens })
    }),
    ...clientRoutes,
    ...keyRoutes(tokens),
  ]
}

const clientRoutes: readonly Route[] = [
  route(listTokenClients, async ({ db, now, actor }) => ({
    items: (await listFamilies(db, actor.userId, now)).map((family) => ({
      id: family.id,
      client: family.clientName,
      workspaceId: family.workspaceId,
      agent: family.agent,
      scopes: [...family.scopes],
      createdAt: family.createdAt.toISOString(),
      lastUsedAt: family.lastUsedAt.toISOString(),
      lastUsedFrom: family.address,
      expiresAt: family.expiresAt.toISOString(),
    })),
  })),
  route(revokeTokenClient, async ({ db, actor, scope, params }) => {
    await revokeFamily(db, scope, { userId: actor.userId, familyId: params.id })
  }),
  route(invalidateMyTokens, async ({ db, actor, scope }) => {
    await invalidateAllTokens(db, scope, actor.userId)
  }),
  route(invalidateTokensOf, async ({ db, scope, params }) => {
    await invalidateAllTokens(db, scope, params.id)
  }),
]

function keyRoutes({ keys }: AccessTokens): readonly Route[] {
  return [
    route(getJwks, async ({ now, reply }) => {
      reply.header('cache-control', 'public, max-age=600')
      return { keys: await publicKeys(keys, now) }
    }),
    route(listSigningKeys, async ({ now }) => ({
      items: (await keys.list(now)).map(({ id, signsFrom, trustedUntil, createdAt }) => ({
        id,
        signsFrom: signsFrom.toISOString(),
        trustedUntil: trustedUntil?.toISOString() ?? null,
        createdAt: createdAt.toISOString(),
      })),
    })),
    route(rotateSigningKey, async ({ scope, body }) => {
      await keys.rotate({ ...scope, workspaceId: null }, { atOnce: body.atOnce ?? false })
    }),
  ]
}

/** What anybody may know of the keys, in the form of RFC 7517. */
export async function publicKeys(keys: AccessTokens['keys'], now: Date) {
  return (await keys.list(now)).map(({ id, publicKey }) => ({
    kid: id,
    kty: String(publicKey['kty']),
    crv: String(publicKey['crv']),
    x: String(publicKey['x']),
    alg: 'EdDSA',
    use: 'sig',
  }))
}

function asAnswer(pair: TokenPair): Tokens {
  return {
    id: pair.familyId,
    tokenType: 'Bearer',
    accessToken: pair.accessToken,
    accessExpiresAt: pair.accessExpiresAt.toISOString(),
    refreshToken: pair.refreshToken,
    refreshExpiresAt: pair.refreshExpiresAt.toISOString(),
  }
}
