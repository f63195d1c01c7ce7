import { newId } from '#base/id'
import type { Transaction } from 'kysely'
import type { Databases } from '#db'
import { type By, record } from '#hub/audit'
import { forgetCallers } from '../find-caller.ts'
import { hashToken } from '../token.ts'
import type { AccessTokens } from './access-tokens.jobs.ts'
import { tokenError } from './errors.ts'
import { invalidateTokens } from './invalidate-tokens.ts'
import { findGeneration, insertBlacklisted, lockFamilyOf, revokeFamilies } from './token.store.ts'
import type { TokenTables } from './token.tables.ts'

type Visitor = Required<Pick<By, 'now' | 'from'>>

/**
 * Ends what whoever has a token hands in: one access token until it would expire anyway, or a refresh token with
 * everything of its sign-in. A token that is none is passed over: the answer must not tell which ones are.
 */
export async function revokeToken(
  db: Databases,
  visitor: Visitor,
  { token, tokens }: { readonly token: string; readonly tokens: AccessTokens },
): Promise<void> {
  const read = await tokens.read(token, visitor.now)
  const done = await db.transaction<TokenTables, boolean>('identity', async (tx) => {
    const hash = hashToken(token)
    if (read !== undefined) return await blacklist(tx, visitor, { hash, ...read })
    const family = await lockFamilyOf(tx, hash)
    if (family === undefined || family.revokedAt !== null) return false
    return await endFamily(tx, { ...visitor, actorId: family.userId, workspaceId: null }, family)
  })
  if (done) await forgetCallers(db)
}

async function blacklist(
  tx: Transaction<TokenTables>,
  visitor: Visitor,
  token: {
    readonly hash: Buffer
    readonly claims: { readonly id: string; readonly userId: string }
    readonly expiresAt: Date
  },
): Promise<boolean> {
  const { claims, expiresAt, hash } = token
  if ((await findGeneration(tx, claims.userId)) === undefined) return false
  if (!(await insertBlacklisted(tx, { id: newId(), hash, userId: claims.userId, expiresAt }))) return false
  const by = { ...visitor, actorId: claims.userId, workspaceId: null }
  await record(tx, by, { action: 'access_token.revoked', resourceType: 'access_token', resourceId: claims.id })
  return true
}

/** Signs one client of the user out. */
export async function revokeFamily(
  db: Databases,
  by: By,
  input: { readonly userId: string; readonly familyId: string },
): Promise<void> {
  const done = await db.transaction<TokenTables, boolean>('identity', (tx) =>
    endFamily(tx, by, { userId: input.userId, id: input.familyId }),
  )
  if (!done) throw tokenError.token_not_found()
  await forgetCallers(db)
}

async function endFamily(
  tx: Transaction<TokenTables>,
  by: By,
  family: { readonly id: string; readonly userId: string },
): Promise<boolean> {
  if ((await revokeFamilies(tx, { userId: family.userId, familyId: family.id, now: by.now })) === 0) return false
  await record(tx, by, { action: 'token.revoked', resourceType: 'token', resourceId: family.id })
  return true
}

/** Ends all access and refresh tokens of a user, in every process. Sessions and API keys go on. */
export async function invalidateAllTokens(db: Databases, by: By, userId: string): Promise<void> {
  await db.transaction<TokenTables, void>('identity', async (tx) => {
    if ((await findGeneration(tx, userId)) === undefined) throw tokenError.user_not_found()
    await invalidateTokens(tx, userId, by.now)
    await record(tx, by, { action: 'user.tokens_invalidated', resourceType: 'user', resourceId: userId })
  })
  await forgetCallers(db)
}
