import type { Transaction } from 'kysely'
import type { Databases } from '#db'
import { type By, record } from '#hub/audit'
import { forgetCallers } from '../find-caller.ts'
import { hashToken } from '../token.ts'
import type { AccessTokens, SignClaims } from './access-tokens.jobs.ts'
import { tokenError } from './errors.ts'
import {
  isSameClient,
  issueAccessToken,
  newSalt,
  storeRefreshToken,
  successorOf,
  type TokenClient,
  type TokenPair,
} from './issue-tokens.ts'
import {
  findRefreshToken,
  type LockedFamily,
  lockFamilyOf,
  noteFamilyUse,
  type RefreshTokenRow,
  revokeFamilies,
  useUp,
} from './token.store.ts'
import type { TokenTables } from './token.tables.ts'

/** A call that is repeated within this time, because its answer got lost or two tabs made it, gets the same successor. */
export const graceMs = 10_000

export type Refresh = TokenClient & { readonly refreshToken: string }
type Visitor = Required<Pick<By, 'now' | 'from'>>
type Refused = 'unknown' | 'other client' | 'reused'

/**
 * Exchanges a refresh token for its successor and a new access token. A token that was exchanged before is proof that
 * two have it: everything that came of that sign-in is revoked.
 */
export async function refreshTokens(
  db: Databases,
  visitor: Visitor,
  { tokens, ...input }: Refresh & { readonly tokens: AccessTokens },
): Promise<TokenPair> {
  const sign = await tokens.signer(visitor.now)
  const outcome = await db.transaction<TokenTables, TokenPair | Refused>('identity', (tx) =>
    exchange(tx, visitor, { ...input, sign }),
  )
  if (typeof outcome === 'object') return outcome
  if (outcome === 'other client') throw tokenError.wrong_client()
  if (outcome === 'unknown') throw tokenError.refresh_refused()
  await forgetCallers(db)
  throw tokenError.refresh_reused()
}

async function exchange(
  tx: Transaction<TokenTables>,
  visitor: Visitor,
  input: Refresh & { readonly sign: SignClaims },
): Promise<TokenPair | Refused> {
  const { now, from } = visitor
  const hash = hashToken(input.refreshToken)
  const family = await lockFamilyOf(tx, hash)
  const token = family === undefined ? undefined : await findRefreshToken(tx, hash)
  if (family === undefined || token === undefined || family.revokedAt !== null || token.expiresAt <= now) return 'unknown'
  if (!isSameClient(family.clientHash, input)) {
    await note(tx, visitor, { action: 'token.refused_to_other_client', family })
    return 'other client'
  }
  const successor = await succeed(tx, { token, family, now, secret: input.refreshToken })
  if (successor === 'reused') {
    await revokeFamilies(tx, { userId: family.userId, familyId: family.id, now })
    await note(tx, visitor, { action: 'token.reuse_detected', family })
    return 'reused'
  }
  const access = await issueAccessToken(tx, { family, sign: input.sign })
  if (access === undefined) return 'unknown'
  await noteFamilyUse(tx, family.id, { now, ...from })
  return {
    familyId: family.id,
    accessToken: access.token,
    accessExpiresAt: access.expiresAt,
    refreshToken: successor.secret,
    refreshExpiresAt: successor.expiresAt,
  }
}

type Succession = {
  readonly token: RefreshTokenRow
  readonly family: LockedFamily
  readonly secret: string
  readonly now: Date
}

/** The one successor a token has: made now, or the same again for a call that is repeated at once. */
async function succeed(
  tx: Transaction<TokenTables>,
  { token, family, secret, now }: Succession,
): Promise<{ readonly secret: string; readonly expiresAt: Date } | 'reused'> {
  if (token.revokedAt === null) {
    const salt = newSalt()
    const next = successorOf(secret, salt)
    await useUp(tx, { ...token, salt, now })
    const { expiresAt } = await storeRefreshToken(tx, { secret: next, family, predecessorId: token.id, now })
    return { secret: next, expiresAt }
  }
  // The salt is gone once the successor was used: whoever comes then is late by a whole exchange.
  const isRepeated = now.getTime() - token.revokedAt.getTime() <= graceMs && token.salt !== null
  const same = isRepeated && token.salt !== null ? successorOf(secret, token.salt) : undefined
  const row = same === undefined ? undefined : await findRefreshToken(tx, hashToken(same))
  return same === undefined || row === undefined ? 'reused' : { secret: same, expiresAt: row.expiresAt }
}

async function note(
  tx: Transaction<TokenTables>,
  visitor: Visitor,
  what: { readonly action: string; readonly family: LockedFamily },
): Promise<void> {
  const { id, userId, clientName } = what.family
  const by = { ...visitor, actorId: userId, workspaceId: null }
  await record(tx, by, { action: what.action, resourceType: 'token', resourceId: id, new: { client: clientName } })
}
