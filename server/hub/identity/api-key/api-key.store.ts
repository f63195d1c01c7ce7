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
  readonly lastUsedFrom: string | null
  readonly createdAt: Date
  /** Addresses and ranges it may be used from; empty: all. */
  readonly allowedAddresses: readonly string[]
  /** The only workspace it opens; null: all of its owner's. */
  readonly workspaceId: string | null
  readonly rotatedAt: Date | null
  /** Until when the secret before the last rotation works as well. */
  readonly previousValidUntil: Date | null
}

/** What a new key does not have yet. */
type Fresh = 'lastUsedAt' | 'lastUsedFrom' | 'rotatedAt' | 'previousValidUntil'

const columns = [
  'id',
  'name',
  'key_prefix as prefix',
  'scopes',
  'expires_at as expiresAt',
  'last_used_at as lastUsedAt',
  'last_used_ip as lastUsedFrom',
  'created_at as createdAt',
  'allowed_addresses as allowedAddresses',
  'bound_workspace_id as workspaceId',
  'rotated_at as rotatedAt',
  'previous_valid_until as previousValidUntil',
] as const

export async function insertKey(
  tx: Transaction<IdentityTables>,
  key: Omit<ApiKeyRow, Fresh> & { readonly userId: string; readonly hash: Buffer },
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
      allowed_addresses: jsonb([...key.allowedAddresses]),
      bound_workspace_id: key.workspaceId,
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

/** Keys of these users that open the workspace, whether bound to it or to none. */
export async function listKeysReaching(
  db: Databases,
  reach: { readonly workspaceId: string; readonly userIds: readonly string[]; readonly now: Date },
): Promise<(ApiKeyRow & { readonly userId: string; readonly userName: string })[]> {
  if (reach.userIds.length === 0) return []
  return await db
    .kysely<IdentityTables>('identity')
    .selectFrom('api_keys')
    .innerJoin('users', 'users.id', 'api_keys.user_id')
    .select(columns.map((column) => `api_keys.${column}` as const))
    .select(['users.id as userId', 'users.name as userName'])
    .where('api_keys.user_id', 'in', reach.userIds)
    .where('api_keys.is_active', '=', true)
    .where('users.is_active', '=', true)
    .where('users.deleted_at', 'is', null)
    .where((where) => where.or([where('bound_workspace_id', 'is', null), where('bound_workspace_id', '=', reach.workspaceId)]))
    .where((where) => where.or([where('expires_at', 'is', null), where('expires_at', '>', reach.now)]))
    .orderBy('api_keys.created_at', 'desc')
    .orderBy('api_keys.id', 'desc')
    .execute()
}

export type FoundKey = ApiKeyRow & {
  readonly user: User
  readonly hasSecondFactor: boolean
  /** When the secret that was shown ends: with the key, or earlier for the one before a rotation. */
  readonly validUntil: Date | null
}

/** A key that may be used now, with its owner. */
export async function findKey(db: Databases, hash: Buffer, now: Date): Promise<FoundKey | undefined> {
  const row = await db
    .kysely<IdentityTables>('identity')
    .selectFrom('api_keys as key')
    .innerJoin('users', 'users.id', 'key.user_id')
    .select(columns.map((column) => `key.${column}` as const))
    .select([
      'key.key_hash as hash',
      'users.id as userId',
      'users.email',
      'users.name as userName',
      'users.avatar_url as avatarUrl',
      'users.is_admin as isAdmin',
      'users.two_factor_enabled as hasSecondFactor',
    ])
    .where((where) =>
      where.or([
        where('key.key_hash', '=', hash),
        where.and([where('key.previous_key_hash', '=', hash), where('key.previous_valid_until', '>', now)]),
      ]),
    )
    .where('key.is_active', '=', true)
    .where((where) => where.or([where('key.expires_at', 'is', null), where('key.expires_at', '>', now)]))
    .where('users.is_active', '=', true)
    .where('users.deleted_at', 'is', null)
    .executeTakeFirst()
  if (row === undefined) return undefined
  const { userId, email, userName, avatarUrl, isAdmin, hash: newest, ...key } = row
  const ends = [key.expiresAt, newest.equals(hash) ? null : key.previousValidUntil].filter((end) => end !== null)
  const validUntil = ends.length === 0 ? null : new Date(Math.min(...ends.map((end) => end.getTime())))
  return { ...key, validUntil, user: { id: userId, email, name: userName, avatarUrl, isAdmin } }
}

export async function noteKeyUse(
  db: Databases,
  keyId: string,
  use: { readonly now: Date; readonly address: string | undefined },
): Promise<void> {
  await db
    .kysely<IdentityTables>('identity')
    .updateTable('api_keys')
    .set({ last_used_at: use.now, last_used_ip: use.address ?? null })
    .where('id', '=', keyId)
    .execute()
}

export async function deactivateKey(tx: Transaction<IdentityTables>, input: { userId: string; keyId: string }): Promise<boolean> {
  const done = await tx
    .updateTable('api_keys')
    .set({ is_active: false, previous_key_hash: null, previous_valid_until: null })
    .where('id', '=', input.keyId)
    .where('user_id', '=', input.userId)
    .where('is_active', '=', true)
    .executeTakeFirst()
  return done.numUpdatedRows === 1n
}

/** The key with a new secret; the former one works until the given time. Undefined for a key that is not the user's. */
export async function replaceSecret(
  tx: Transaction<IdentityTables>,
  input: {
    readonly userId: string
    readonly keyId: string
    readonly secret: { readonly hash: Buffer; readonly prefix: string }
    readonly now: Date
    readonly previousValidUntil: Date
  },
): Promise<ApiKeyRow | undefined> {
  return await tx
    .updateTable('api_keys')
    .set((column) => ({
      previous_key_hash: column.ref('key_hash'),
      previous_valid_until: input.previousValidUntil,
      key_hash: input.secret.hash,
      key_prefix: input.secret.prefix,
      rotated_at: input.now,
    }))
    .where('id', '=', input.keyId)
    .where('user_id', '=', input.userId)
    .where('is_active', '=', true)
    .returning(columns)
    .executeTakeFirst()
}
