import type { Transaction } from 'kysely'
import type { Databases } from '#db'
import type { IdentityTables } from '../identity.tables.ts'
import type { User } from '../user.store.ts'

export type NewSession = {
  readonly id: string
  readonly userId: string
  readonly tokenHash: Buffer
  readonly address: string | null
  readonly agent: string | null
  readonly expiresAt: Date
  readonly now: Date
  readonly method: string
}

export type FoundSession = {
  readonly id: string
  readonly expiresAt: Date
  readonly authenticatedAt: Date
  readonly lastUsedAt: Date
  readonly hasSecondFactor: boolean
  readonly user: User
}

export async function insertSession(tx: Transaction<IdentityTables>, session: NewSession): Promise<void> {
  const { id, userId, tokenHash, address, agent, expiresAt, now, method } = session
  await tx
    .insertInto('user_sessions')
    .values({
      id,
      user_id: userId,
      token_hash: tokenHash,
      ip_address: address,
      user_agent: agent,
      expires_at: expiresAt,
      authenticated_at: now,
      last_used_at: now,
      created_at: now,
      method,
    })
    .execute()
}

/** A session that may be used now, with its user. */
export async function findSession(db: Databases, tokenHash: Buffer, now: Date): Promise<FoundSession | undefined> {
  const row = await db
    .kysely<IdentityTables>('identity')
    .selectFrom('user_sessions as session')
    .innerJoin('users', 'users.id', 'session.user_id')
    .select([
      'session.id as sessionId',
      'session.expires_at as expiresAt',
      'session.authenticated_at as authenticatedAt',
      'session.last_used_at as lastUsedAt',
      'users.two_factor_enabled as hasSecondFactor',
      'users.id',
      'users.email',
      'users.name',
      'users.avatar_url as avatarUrl',
      'users.is_admin as isAdmin',
    ])
    .where('session.token_hash', '=', tokenHash)
    .where('session.is_active', '=', true)
    .where('session.expires_at', '>', now)
    .where('users.is_active', '=', true)
    .where('users.deleted_at', 'is', null)
    .executeTakeFirst()
  if (row === undefined) return undefined
  const { sessionId, expiresAt, authenticatedAt, lastUsedAt, hasSecondFactor, ...user } = row
  return { id: sessionId, expiresAt, authenticatedAt, lastUsedAt, hasSecondFactor, user }
}

export async function prolongSession(db: Databases, sessionId: string, expiresAt: Date): Promise<void> {
  await db
    .kysely<IdentityTables>('identity')
    .updateTable('user_sessions')
    .set({ expires_at: expiresAt })
    .where('id', '=', sessionId)
    .where('is_active', '=', true)
    .execute()
}

export async function endSession(tx: Transaction<IdentityTables>, sessionId: string): Promise<boolean> {
  const done = await tx
    .updateTable('user_sessions')
    .set({ is_active: false })
    .where('id', '=', sessionId)
    .where('is_active', '=', true)
    .executeTakeFirst()
  return done.numUpdatedRows === 1n
}

/** Sessions of the user that ended so long ago that nobody asks about them any more. */
export async function deleteSessionsBefore(tx: Transaction<IdentityTables>, userId: string, time: Date): Promise<void> {
  await tx.deleteFrom('user_sessions').where('user_id', '=', userId).where('expires_at', '<', time).execute()
}

export async function noteSessionUse(db: Databases, sessionId: string, now: Date): Promise<void> {
  await db
    .kysely<IdentityTables>('identity')
    .updateTable('user_sessions')
    .set({ last_used_at: now })
    .where('id', '=', sessionId)
    .where('is_active', '=', true)
    .execute()
}

/** Ends the session that a secret stands for; whose it was, or undefined when there was none to end. */
export async function endSessionBySecret(
  tx: Transaction<IdentityTables>,
  tokenHash: Buffer,
): Promise<{ readonly id: string; readonly userId: string } | undefined> {
  return await tx
    .updateTable('user_sessions')
    .set({ is_active: false })
    .where('token_hash', '=', tokenHash)
    .where('is_active', '=', true)
    .returning(['id', 'user_id as userId'])
    .executeTakeFirst()
}

/** Gives the session another secret, which the former one does not survive. False when it has ended meanwhile. */
export async function renewSecret(
  tx: Transaction<IdentityTables>,
  session: { readonly id: string; readonly userId: string; readonly tokenHash: Buffer; readonly now: Date },
): Promise<{ readonly expiresAt: Date } | undefined> {
  return await tx
    .updateTable('user_sessions')
    .set({ token_hash: session.tokenHash, authenticated_at: session.now, last_used_at: session.now })
    .where('id', '=', session.id)
    .where('user_id', '=', session.userId)
    .where('is_active', '=', true)
    .where('expires_at', '>', session.now)
    .returning('expires_at as expiresAt')
    .executeTakeFirst()
}

export type DeviceRow = {
  readonly id: string
  readonly address: string | null
  readonly agent: string | null
  readonly signedInAt: Date
  readonly lastUsedAt: Date
}

export async function listSessions(db: Databases, userId: string, now: Date): Promise<DeviceRow[]> {
  return await db
    .kysely<IdentityTables>('identity')
    .selectFrom('user_sessions')
    .select(['id', 'ip_address as address', 'user_agent as agent', 'created_at as signedInAt', 'last_used_at as lastUsedAt'])
    .where('user_id', '=', userId)
    .where('is_active', '=', true)
    .where('expires_at', '>', now)
    .orderBy('last_used_at', 'desc')
    .orderBy('id', 'desc')
    .limit(500)
    .execute()
}

/** Ends sessions of one user: one, all but one, or all. Tells how many. */
export async function endSessionsOf(
  tx: Transaction<IdentityTables>,
  userId: string,
  which: { readonly only: string } | { readonly except: string } | 'all',
): Promise<number> {
  let ending = tx
    .updateTable('user_sessions')
    .set({ is_active: false })
    .where('user_id', '=', userId)
    .where('is_active', '=', true)
  if (which !== 'all') ending = 'only' in which ? ending.where('id', '=', which.only) : ending.where('id', '!=', which.except)
  return Number((await ending.executeTakeFirst()).numUpdatedRows)
}

/** Whether the user has been here with this program before, or never at all: then no device is a new one. */
export async function isKnownDevice(tx: Transaction<IdentityTables>, userId: string, agent: string | null): Promise<boolean> {
  const row = await tx
    .selectFrom('user_sessions')
    .select((select) => [
      select.fn.countAll<string>().as('all'),
      select.fn.countAll<string>().filterWhere('user_agent', 'is not distinct from', agent).as('same'),
    ])
    .where('user_id', '=', userId)
    .executeTakeFirstOrThrow()
  return row.all === '0' || row.same !== '0'
}
