import { newId } from '#base/id'
import type { Databases } from '#db'
import { type By, record } from '#hub/audit'
import type { AccessTokens } from './access-tokens.jobs.ts'
import { tokenError } from './errors.ts'
import {
  familyLifeMs,
  hashClient,
  issueAccessToken,
  newRefreshSecret,
  storeRefreshToken,
  type TokenClient,
  type TokenPair,
} from './issue-tokens.ts'
import { type Family, insertFamily, isSessionAlive } from './token.store.ts'
import type { TokenTables } from './token.tables.ts'

export type NewFamily = TokenClient & {
  readonly userId: string
  readonly workspaceId: string
  readonly sessionId: string
  /** Empty means everything the user may. */
  readonly scopes: readonly string[]
}

/** Gives a client its first pair of tokens, for a person who is signed in. */
export async function startFamily(
  db: Databases,
  by: By,
  { tokens, ...input }: NewFamily & { readonly tokens: AccessTokens },
): Promise<TokenPair> {
  const { now } = by
  const secret = newRefreshSecret()
  const family: Family = {
    id: newId(),
    userId: input.userId,
    workspaceId: input.workspaceId,
    clientName: input.client,
    scopes: [...new Set(input.scopes)],
    address: by.from?.address ?? null,
    agent: by.from?.agent ?? null,
    createdAt: now,
    lastUsedAt: now,
    expiresAt: new Date(now.getTime() + familyLifeMs),
  }
  const sign = await tokens.signer(now)
  return await db.transaction<TokenTables, TokenPair>('identity', async (tx) => {
    const access = await issueAccessToken(tx, { family, sign })
    // Only now, because issuing holds off whoever ends the sessions and the tokens of this user together.
    if (access === undefined || !(await isSessionAlive(tx, input.sessionId, now))) throw tokenError.session_ended()
    await insertFamily(tx, { ...family, clientHash: hashClient(input) })
    const refresh = await storeRefreshToken(tx, { secret, family, predecessorId: null, now })
    await record(tx, by, {
      action: 'token.issued',
      resourceType: 'token',
      resourceId: family.id,
      new: { client: family.clientName, scopes: [...family.scopes] },
    })
    return {
      familyId: family.id,
      accessToken: access.token,
      accessExpiresAt: access.expiresAt,
      refreshToken: secret,
      refreshExpiresAt: refresh.expiresAt,
    }
  })
}
