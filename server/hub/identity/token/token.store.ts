import { type Transaction, sql } from 'kysely'
import { type Databases, jsonb } from '#db'
import type { User } from '../user.store.ts'
import type { TokenTables } from './token.tables.ts'

export type Family = {
  readonly id: string
  readonly userId: string
  readonly workspaceId: string
  readonly clientName: string
  readonly scopes: readonly string[]
  readonly address: string | null
  readonly agent: string | null
  readonly createdAt: Date
  readonly lastUsedAt: Date
  readonly expiresAt: Date
}

const columns = [
  'id',
  'user_id as userId',
  'bound_workspace_id as workspaceId',
  'client_name as clientName',
  'scopes',
  'ip_address as address',
  'user_agent as agent',
  'created_at as createdAt',
  'last_used_at as lastUsedAt',
  'expires_at as expiresAt',
] as const

export async function insertFamily(
  tx: Transaction<TokenTables>,
  family: Family & { readonly clientHash: Buffer },
): Promise<void> {
  await tx
    .insertInto('token_families')
    .values({
      id: family.id,
      user_id: family.userId,
      bound_workspace_id: family.workspaceId,
      client_name: family.clientName,
      client_hash: family.clientHash,
      scopes: jsonb([...family.scopes]),
      ip_address: family.address,
      user_agent: family.agent,
      last_used_at: family.lastUsedAt,
      expires_at: family.expiresAt,
      revoked_at: null,
      created_at: family.createdAt,
    })
    .execute()
}

/** The families of a user whose tokens still work, newest first. */
export async function listFamilies(db: Databases, userId: string, now: Date): Promise<Family[]> {
  return await db
    .kysely<TokenTables>('identity')
    .selectFrom('token_families')
    .select(columns)
    .where('user_id', '=', userId)
    .where('revoked_at', 'is', null)
    .where('expires_at', '>', now)
    .orderBy('id', 'desc')
    .execute()
}

export type NewRefreshToken = {
  readonly id: string
  readonly familyId: string
  readonly userId: string
  readonly hash: Buffer
  readonly predecessorId: string | null
  readonly expiresAt: Date
  readonly createdAt: Date
}

export async function insertRefreshToken(tx: Transaction<TokenTables>, token: NewRefreshToken): Promise<void> {
  await tx
    .insertInto('refresh_tokens')
    .values({
      id: token.id,
      family_id: token.familyId,
      user_id: token.userId,
      token_hash: token.hash,
      predecessor_id: token.predecessorId,
      successor_salt: null,
      expires_at: token.expiresAt,
      revoked_at: null,
      created_at: token.createdAt,
    })
    .execute()
}

export type LockedFamily = Family & { readonly clientHash: Buffer; readonly revokedAt: Date | null }

/** The family of a refresh token, held for this transaction, so that exchanging and revoking take turns. */
export async function lockFamilyOf(tx: Transaction<TokenTables>, tokenHash: Buffer): Promise<LockedFamily | undefined> {
  return await tx
    .selectFrom('token_families')
    .select([...columns, 'client_hash as clientHash', 'revoked_at as revokedAt'])
    .where('id', '=', (from) => from.selectFrom('refresh_tokens').select('family_id').where('token_hash', '=', tokenHash))
    .forUpdate()
    .executeTakeFirst()
}

export type RefreshTokenRow = {
  readonly id: string
  readonly expiresAt: Date
  readonly revokedAt: Date | null
  readonly predecessorId: string | null
  readonly salt: Buffer | null
}

/** To be asked after the family is locked, so that what is read is what is so. */
export async function findRefreshToken(tx: Transaction<TokenTables>, tokenHash: Buffer): Promise<RefreshTokenRow | undefined> {
  return await tx
    .selectFrom('refresh_tokens')
    .select([
      'id',
      'expires_at as expiresAt',
      'revoked_at as revokedAt',
      'predecessor_id as predecessorId',
      'successor_salt as salt',
    ])
    .where('token_hash', '=', tokenHash)
    .executeTakeFirst()
}

/** The token is used up; its salt leads to the successor until that is used as well. */
export async function useUp(
  tx: Transaction<TokenTables>,
  token: { readonly id: string; readonly predecessorId: string | null; readonly salt: Buffer; readonly now: Date },
): Promise<void> {
  await tx
    .updateTable('refresh_tokens')
    .set({ revoked_at: token.now, successor_salt: token.salt })
    .where('id', '=', token.id)
    .execute()
  if (token.predecessorId === null) return
  await tx.updateTable('refresh_tokens').set({ successor_salt: null }).where('id', '=', token.predecessorId).execute()
}

export async function noteFamilyUse(
  tx: Transaction<TokenTables>,
  familyId: string,
  use: { readonly now: Date; readonly address: string; readonly agent: string | null },
): Promise<void> {
  await tx
    .updateTable('token_families')
    .set({ last_used_at: use.now, ip_address: use.address, user_agent: use.agent })
    .where('id', '=', familyId)
    .execute()
}

/** Ends families of a user, all of them or the one that is named, and says how many. */
export async function revokeFamilies(
  tx: Transaction<TokenTables>,
  which: { readonly userId: string; readonly familyId?: string | undefined; readonly now: Date },
): Promise<number> {
  let families = tx.updateTable('token_families').set({ revoked_at: which.now }).where('user_id', '=', which.userId)
  if (which.familyId !== undefined) families = families.where('id', '=', which.familyId)
  const ended = await families.where('revoked_at', 'is', null).returning('id').execute()
  if (ended.length === 0) return 0
  await tx
    .updateTable('refresh_tokens')
    .set({ revoked_at: which.now, successor_salt: null })
    .where(
      'family_id',
      'in',
      ended.map((family) => family.id),
    )
    .where((where) => where.or([where('revoked_at', 'is', null), where('successor_salt', 'is not', null)]))
    .execute()
  return ended.length
}

export async function insertBlacklisted(
  tx: Transaction<TokenTables>,
  token: { readonly id: string; readonly hash: Buffer; readonly userId: string; readonly expiresAt: Date },
): Promise<boolean> {
  const done = await tx
    .insertInto('access_token_blacklist')
    .values({ id: token.id, token_hash: token.hash, user_id: token.userId, expires_at: token.expiresAt })
    .onConflict((conflict) => conflict.column('token_hash').doNothing())
    .executeTakeFirst()
  return done.numInsertedOrUpdatedRows === 1n
}

/** Tokens issued from now on are of the next generation; those of the former ones are dead. */
export async function nextGeneration(tx: Transaction<TokenTables>, userId: string, now: Date): Promise<void> {
  // Whoever issues a token at this moment waits, or is waited for.
  await tx.selectFrom('users').select('id').where('id', '=', userId).forNoKeyUpdate().execute()
  await tx
    .insertInto('user_token_invalidation')
    .values({ user_id: userId, invalidated_at: now, generation: 1 })
    .onConflict((conflict) =>
      conflict.column('user_id').doUpdateSet((was) => ({
        invalidated_at: now,
        generation: was('user_token_invalidation.generation', '+', 1),
      })),
    )
    .execute()
}

/**
 * Of a user who may hold tokens; undefined for one who is switched off or deleted. 0 until tokens are first invalidated.
 * It stays so until the end of the transaction.
 */
export async function findGeneration(tx: Transaction<TokenTables>, userId: string): Promise<number | undefined> {
  const row = await tx
    .selectFrom('users')
    .leftJoin('user_token_invalidation as invalidation', 'invalidation.user_id', 'users.id')
    .select(['invalidation.generation'])
    .where('users.id', '=', userId)
    .where('users.is_active', '=', true)
    .where('users.deleted_at', 'is', null)
    .forShare('users')
    .executeTakeFirst()
  return row === undefined ? undefined : (row.generation ?? 0)
}

export async function isSessionAlive(tx: Transaction<TokenTables>, sessionId: string, now: Date): Promise<boolean> {
  const row = await tx
    .selectFrom('user_sessions')
    .select('id')
    .where('id', '=', sessionId)
    .where('is_active', '=', true)
    .where('expires_at', '>', now)
    .executeTakeFirst()
  return row !== undefined
}

export type Held = {
  readonly hash: Buffer
  readonly userId: string
  readonly familyId: string
  readonly generation: number
}

/** Whom an access token stands for, if nothing has ended it since it was issued. */
export async function findHolder(
  db: Databases,
  token: Held,
): Promise<(User & { readonly hasSecondFactor: boolean }) | undefined> {
  return await db
    .kysely<TokenTables>('identity')
    .selectFrom('users')
    .innerJoin('token_families as family', 'family.user_id', 'users.id')
    .leftJoin('user_token_invalidation as invalidation', 'invalidation.user_id', 'users.id')
    .select([
      'users.id',
      'users.email',
      'users.name',
      'users.avatar_url as avatarUrl',
      'users.is_admin as isAdmin',
      'users.two_factor_enabled as hasSecondFactor',
    ])
    .where('users.id', '=', token.userId)
    .where('users.is_active', '=', true)
    .where('users.deleted_at', 'is', null)
    .where('family.id', '=', token.familyId)
    .where('family.revoked_at', 'is', null)
    .where(sql<number>`coalesce(invalidation.generation, 0)`, '=', token.generation)
    .where((where) =>
      where.not(where.exists(where.selectFrom('access_token_blacklist').select('id').where('token_hash', '=', token.hash))),
    )
    .executeTakeFirst()
}

/** What no token can refer to any more. */
export async function deleteExpired(db: Databases, now: Date): Promise<void> {
  const builder = db.kysely<TokenTables>('identity')
  await builder.deleteFrom('access_token_blacklist').where('expires_at', '<', now).execute()
  await builder.deleteFrom('refresh_tokens').where('expires_at', '<', now).execute()
  await builder.deleteFrom('token_families').where('expires_at', '<', now).execute()
}
