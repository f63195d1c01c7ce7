import { sql, type Transaction } from 'kysely'
import { newId } from '#base/id'
import type { IdentityTables } from '../identity.tables.ts'
import { deleteChallengesOf } from '../second-factor/challenge.store.ts'
import type { User } from '../user.store.ts'

type Tx = Transaction<IdentityTables>

export type Purpose = IdentityTables['account_tokens']['purpose']
export type Account = User & { readonly isVerified: boolean; readonly hasPassword: boolean }
export type Wish = { readonly id: string; readonly email: string; readonly name: string }

const columns = [
  'users.id',
  'users.email',
  'users.name',
  'users.avatar_url as avatarUrl',
  'users.is_admin as isAdmin',
  'users.is_verified as isVerified',
] as const

/** Accounts that are open, in any state of verification. */
const open = (tx: Pick<Tx, 'selectFrom'>) =>
  tx
    .selectFrom('users')
    .select(columns)
    .select((select) => select('users.password_hash', 'is not', null).as('hasPassword'))
    .where('users.is_active', '=', true)
    .where('users.deleted_at', 'is', null)
    .$narrowType<{ hasPassword: boolean }>()

/** The account of an address, however it is cased. */
export async function findAccountByEmail(tx: Pick<Tx, 'selectFrom'>, email: string): Promise<Account | undefined> {
  return await open(tx)
    .where((where) => where(where.fn<string>('lower', ['users.email']), '=', email.toLowerCase()))
    .executeTakeFirst()
}

export async function findAccount(tx: Pick<Tx, 'selectFrom'>, userId: string): Promise<Account | undefined> {
  return await open(tx).where('users.id', '=', userId).executeTakeFirst()
}

/** Whoever changes the same account at the same time waits. */
export async function lockAccount(tx: Tx, userId: string): Promise<Account | undefined> {
  return await open(tx).where('users.id', '=', userId).forUpdate().executeTakeFirst()
}

export async function insertWish(
  tx: Tx,
  wish: Omit<Wish, 'id'> & { readonly tokenHash: Buffer; readonly expiresAt: Date },
): Promise<void> {
  const { email, name, tokenHash, expiresAt } = wish
  await tx.insertInto('sign_ups').values({ id: newId(), email, name, token_hash: tokenHash, expires_at: expiresAt }).execute()
}

/** What a link of sign-up stands for, without using it up. */
export async function findWish(tx: Pick<Tx, 'selectFrom'>, tokenHash: Buffer, now: Date): Promise<Wish | undefined> {
  return await tx
    .selectFrom('sign_ups')
    .select(['id', 'email', 'name'])
    .where('token_hash', '=', tokenHash)
    .where('expires_at', '>', now)
    .executeTakeFirst()
}

/** Uses a link of sign-up up. Of several at once one gets it. */
export async function takeWish(tx: Tx, tokenHash: Buffer, now: Date): Promise<Wish | undefined> {
  return await tx
    .deleteFrom('sign_ups')
    .where('token_hash', '=', tokenHash)
    .where('expires_at', '>', now)
    .returning(['id', 'email', 'name'])
    .executeTakeFirst()
}

export async function deleteWishesFor(tx: Tx, email: string): Promise<void> {
  await tx
    .deleteFrom('sign_ups')
    .where((where) => where(where.fn<string>('lower', ['email']), '=', email.toLowerCase()))
    .execute()
}

export type NewToken = {
  readonly userId: string
  readonly purpose: Purpose
  readonly tokenHash: Buffer
  readonly expiresAt: Date
  readonly browserHash?: Buffer
  readonly newEmail?: string
}

export async function insertToken(tx: Tx, token: NewToken): Promise<void> {
  const { userId, purpose, tokenHash, expiresAt, browserHash = null, newEmail = null } = token
  await tx
    .insertInto('account_tokens')
    .values({
      id: newId(),
      user_id: userId,
      purpose,
      token_hash: tokenHash,
      browser_hash: browserHash,
      new_email: newEmail,
      used_at: null,
      expires_at: expiresAt,
    })
    .execute()
}

export type FoundToken = {
  readonly id: string
  readonly userId: string
  readonly purpose: Purpose
  readonly browserHash: Buffer | null
  readonly newEmail: string | null
}

const tokenColumns = ['id', 'user_id as userId', 'purpose', 'browser_hash as browserHash', 'new_email as newEmail'] as const

export async function findToken(tx: Pick<Tx, 'selectFrom'>, tokenHash: Buffer, now: Date): Promise<FoundToken | undefined> {
  return await tx
    .selectFrom('account_tokens')
    .select(tokenColumns)
    .where('token_hash', '=', tokenHash)
    .where('used_at', 'is', null)
    .where('expires_at', '>', now)
    .executeTakeFirst()
}

/** Uses a link up, which must have been made for one of these purposes. Of several at once one gets it. */
export async function takeToken(
  tx: Tx,
  tokenHash: Buffer,
  purposes: readonly Purpose[],
  now: Date,
): Promise<FoundToken | undefined> {
  return await tx
    .updateTable('account_tokens')
    .set({ used_at: now })
    .where('token_hash', '=', tokenHash)
    .where('purpose', 'in', purposes)
    .where('used_at', 'is', null)
    .where('expires_at', '>', now)
    .returning(tokenColumns)
    .executeTakeFirst()
}

export async function deleteTokens(tx: Tx, userId: string, purposes?: readonly Purpose[]): Promise<void> {
  let tokens = tx.deleteFrom('account_tokens').where('user_id', '=', userId)
  if (purposes !== undefined) tokens = tokens.where('purpose', 'in', purposes)
  await tokens.execute()
}

/** Whether the person agreed by this link to take this very address. */
export async function hasAgreed(
  tx: Tx,
  userId: string,
  by: { readonly purpose: Purpose; readonly newEmail: string },
): Promise<boolean> {
  const row = await tx
    .selectFrom('account_tokens')
    .select('id')
    .where('user_id', '=', userId)
    .where('purpose', '=', by.purpose)
    .where('new_email', '=', by.newEmail)
    .where('used_at', 'is not', null)
    .executeTakeFirst()
  return row !== undefined
}

export async function hasFreshToken(tx: Tx, userId: string, purpose: Purpose, now: Date): Promise<boolean> {
  const row = await tx
    .selectFrom('account_tokens')
    .select('id')
    .where('user_id', '=', userId)
    .where('purpose', '=', purpose)
    .where('used_at', 'is', null)
    .where('expires_at', '>', now)
    .executeTakeFirst()
  return row !== undefined
}

export async function changeAccount(
  tx: Tx,
  userId: string,
  to: { readonly passwordHash?: string | null; readonly email?: string; readonly name?: string; readonly isVerified?: true },
): Promise<void> {
  const { passwordHash, email, name, isVerified } = to
  await tx
    .updateTable('users')
    .set({
      ...(passwordHash === undefined ? {} : { password_hash: passwordHash }),
      ...(email === undefined ? {} : { email }),
      ...(name === undefined ? {} : { name }),
      ...(isVerified === undefined ? {} : { is_verified: true }),
    })
    .where('id', '=', userId)
    .execute()
}

/** Everything by which somebody could come back into an account without its mailbox: password, second factor, linked providers, keys. */
export async function deleteWaysIn(tx: Tx, userId: string): Promise<void> {
  await tx.updateTable('api_keys').set({ is_active: false }).where('user_id', '=', userId).execute()
  await tx.deleteFrom('oauth_providers').where('user_id', '=', userId).execute()
  await tx.deleteFrom('recovery_codes').where('user_id', '=', userId).execute()
  await deleteChallengesOf(tx, userId)
  await tx
    .updateTable('users')
    .set({ password_hash: null, two_factor_enabled: false, two_factor_secret: null })
    .where('id', '=', userId)
    .execute()
}

/** The other administrators that there are now; they cannot leave before the caller's transaction has ended. */
export async function lockOtherAdministrators(tx: Tx, userId: string): Promise<number> {
  const rows = await tx
    .selectFrom('users')
    .select('id')
    .where('is_admin', '=', true)
    .where('is_active', '=', true)
    .where('deleted_at', 'is', null)
    .orderBy('id')
    .forUpdate()
    .execute()
  return rows.filter((row) => row.id !== userId).length
}

export async function markDeleted(tx: Tx, userId: string, now: Date): Promise<void> {
  await tx.updateTable('users').set({ is_active: false, deleted_at: now }).where('id', '=', userId).execute()
}

/** Accounts that were deleted before this time and whose data is still there. Nobody else purges them meanwhile. */
export async function lockAccountsToPurge(tx: Tx, deletedBefore: Date): Promise<string[]> {
  const rows = await tx
    .selectFrom('users')
    .select('id')
    .where('deleted_at', '<', deletedBefore)
    .where('purged_at', 'is', null)
    .orderBy('deleted_at')
    .limit(50)
    .forUpdate()
    .skipLocked()
    .execute()
  return rows.map((row) => row.id)
}

/** Leaves the id, to which the audit log and workflows refer, and nothing of the person. */
export async function purgeAccount(tx: Tx, userId: string, now: Date): Promise<void> {
  await deleteWaysIn(tx, userId)
  for (const table of ['user_sessions', 'api_keys', 'account_tokens'] as const)
    await tx.deleteFrom(table).where('user_id', '=', userId).execute()
  await tx
    .updateTable('users')
    .set({
      email: `${userId}@deleted.invalid`,
      name: 'Deleted person',
      avatar_url: null,
      is_admin: false,
      last_login_at: null,
      purged_at: now,
    })
    .where('id', '=', userId)
    .execute()
}

/** Links and wishes whose time is over. */
export async function deleteExpired(tx: Tx, now: Date): Promise<void> {
  await tx.deleteFrom('sign_ups').where('expires_at', '<', now).execute()
  await tx.deleteFrom('account_tokens').where('expires_at', '<', now).execute()
}

/** True when the error says that another account has the address. */
export const isAddressTaken = (error: unknown): boolean =>
  (error as { code?: string; constraint?: string }).code === '23505' &&
  (error as { constraint?: string }).constraint === 'users_email'

/** So that two who make an account of one address wait for each other instead of one of them failing. */
export async function lockAddress(tx: Tx, email: string): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtextextended(${`account ${email.toLowerCase()}`}, 0))`.execute(tx)
}
