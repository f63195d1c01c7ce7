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
}

export type FoundSession = { readonly id: string; readonly expiresAt: Date; readonly user: User }

export async function insertSession(tx: Transaction<IdentityTables>, session: NewSession): Promise<void> {
  const { id, userId, tokenHash, address, agent, expiresAt } = session
  await tx
    .insertInto('user_sessions')
    .values({ id, user_id: userId, token_hash: tokenHash, ip_address: address, user_agent: agent, expires_at: expiresAt })
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
  const { sessionId, expiresAt, ...user } = row
  return { id: sessionId, expiresAt, user }
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
