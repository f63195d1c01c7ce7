import type { Transaction } from 'kysely'
import { type Databases, jsonb } from '#db'
import type { IdentityTables } from '../identity.tables.ts'
import type { User } from '../user.store.ts'

export type ApiKeyRow = {
  readonly id: string
  readonly name: string
  readonly prefix: string
  readonly scopes: readonly string[]
  readonly expiresAt: Date | null
  readonly lastUsedAt: Date | null
  readonly createdAt: Date
}

const columns = [
  'id',
  'name',
  'key_prefix as prefix',
  'scopes',
  'expires_at as expiresAt',
  'last_used_at as lastUsedAt',
  'created_at as createdAt',
] as const

export async function insertKey(
  tx: Transaction<IdentityTables>,
  key: ApiKeyRow & { readonly userId: string; readonly hash: Buffer },
): Promise<void> {
  await tx
    .insertInto('api_keys')
    .values({
      id: key.id,
      user_id: key.userId,
      name: key.name,
      key_prefix: key.prefix,
      key_hash: key.hash,
      scopes: jsonb([...key.scopes]),
      expires_at: key.expiresAt,
      last_used_at: null,
      created_at: key.createdAt,
    })
    .execute()
}

export async function listKeys(db: Databases, userId: string): Promise<ApiKeyRow[]> {
  return await db
    .kysely<IdentityTables>('identity')
    .selectFrom('api_keys')
    .select(columns)
    .where('user_id', '=', userId)
    .where('is_active', '=', true)
    .orderBy('created_at', 'desc')
    .orderBy('id', 'desc')
    .execute()
}

/** A key that may be used now, with its owner. */
export async function findKey(
  db: Databases,
  hash: Buffer,
  now: Date,
): Promise<(ApiKeyRow & { readonly user: User }) | undefined> {
  const row = await db
    .kysely<IdentityTables>('identity')
    .selectFrom('api_keys as key')
    .innerJoin('users', 'users.id', 'key.user_id')
    .select([
      'key.id',
      'key.name',
      'key.key_prefix as prefix',
      'key.scopes',
      'key.expires_at as expiresAt',
      'key.last_used_at as lastUsedAt',
    ])
    .select([
      'key.created_at as createdAt',
      'users.id as userId',
      'users.email',
      'users.name as userName',
      'users.avatar_url as avatarUrl',
      'users.is_admin as isAdmin',
    ])
    .where('key.key_hash', '=', hash)
    .where('key.is_active', '=', true)
    .where((where) => where.or([where('key.expires_at', 'is', null), where('key.expires_at', '>', now)]))
    .where('users.is_active', '=', true)
    .where('users.deleted_at', 'is', null)
    .executeTakeFirst()
  if (row === undefined) return undefined
  const { userId, email, userName, avatarUrl, isAdmin, ...key } = row
  return { ...key, user: { id: userId, email, name: userName, avatarUrl, isAdmin } }
}

export async function noteKeyUse(db: Databases, keyId: string, now: Date): Promise<void> {
  await db.kysely<IdentityTables>('identity').updateTable('api_keys').set({ last_used_at: now }).where('id', '=', keyId).execute()
}

export async function deactivateKey(tx: Transaction<IdentityTables>, input: { userId: string; keyId: string }): Promise<boolean> {
  const done = await tx
    .updateTable('api_keys')
    .set({ is_active: false })
    .where('id', '=', input.keyId)
    .where('user_id', '=', input.userId)
    .where('is_active', '=', true)
    .executeTakeFirst()
  return done.numUpdatedRows === 1n
}
