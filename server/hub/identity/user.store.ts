import type { Kysely, Transaction } from 'kysely'
import type { Databases } from '#db'
import type { IdentityTables } from './identity.tables.ts'

export type User = {
  readonly id: string
  readonly email: string
  readonly name: string
  readonly avatarUrl: string | null
  readonly isAdmin: boolean
}

const columns = ['id', 'email', 'name', 'avatar_url as avatarUrl', 'is_admin as isAdmin'] as const

export async function findOwnerId(db: Databases): Promise<string | undefined> {
  const row = await db.kysely<IdentityTables>('identity').selectFrom('installation').select('owner_id').executeTakeFirst()
  return row?.owner_id
}

/** False when another set-up was first. Waits for one that is under way. */
export async function claimInstallation(tx: Transaction<IdentityTables>, ownerId: string): Promise<boolean> {
  const done = await tx
    .insertInto('installation')
    .values({ owner_id: ownerId })
    .onConflict((conflict) => conflict.doNothing())
    .executeTakeFirst()
  return done.numInsertedOrUpdatedRows === 1n
}

export async function insertUser(
  tx: Transaction<IdentityTables>,
  user: Omit<User, 'avatarUrl'> & { passwordHash: string | null },
): Promise<void> {
  const { id, email, name, passwordHash, isAdmin } = user
  await tx
    .insertInto('users')
    .values({
      id,
      email,
      name,
      password_hash: passwordHash,
      is_admin: isAdmin,
      is_verified: isAdmin,
      avatar_url: null,
      last_login_at: null,
      deleted_at: null,
    })
    .execute()
}

/** The active user of an e-mail address, however it is cased. */
export async function findUserToSignIn(
  db: Databases,
  email: string,
): Promise<(User & { readonly passwordHash: string | null }) | undefined> {
  return await db
    .kysely<IdentityTables>('identity')
    .selectFrom('users')
    .select([...columns, 'password_hash as passwordHash'])
    .where((where) => where(where.fn<string>('lower', ['email']), '=', email.toLowerCase()))
    .where('is_active', '=', true)
    .where('deleted_at', 'is', null)
    .executeTakeFirst()
}

export async function noteSignIn(
  tx: Transaction<IdentityTables>,
  userId: string,
  input: { now: Date; passwordHash: string | undefined },
): Promise<void> {
  await tx
    .updateTable('users')
    .set({ last_login_at: input.now, ...(input.passwordHash === undefined ? {} : { password_hash: input.passwordHash }) })
    .where('id', '=', userId)
    .execute()
}

/** Names of users by id, for lists that show who did something. */
export async function findUserNames(db: Databases, ids: readonly string[]): Promise<ReadonlyMap<string, string>> {
  if (ids.length === 0) return new Map()
  const builder: Kysely<IdentityTables> = db.kysely('identity')
  const rows = await builder
    .selectFrom('users')
    .select(['id', 'name'])
    .where('id', 'in', [...new Set(ids)])
    .execute()
  return new Map(rows.map((row) => [row.id, row.name]))
}

/** Of a user whose request was let in a moment ago. */
export async function findCallerUser(db: Databases, userId: string): Promise<User> {
  return await db
    .kysely<IdentityTables>('identity')
    .selectFrom('users')
    .select(columns)
    .where('id', '=', userId)
    .executeTakeFirstOrThrow()
}

/** Undefined when the account is closed. */
export async function findUserIn(tx: Pick<Kysely<IdentityTables>, 'selectFrom'>, userId: string): Promise<User | undefined> {
  return await tx
    .selectFrom('users')
    .select(columns)
    .where('id', '=', userId)
    .where('is_active', '=', true)
    .where('deleted_at', 'is', null)
    .executeTakeFirst()
}

/** Replaces a hash by one of the same password, unless the password was changed meanwhile. */
export async function changePasswordHash(
  db: Databases,
  userId: string,
  hash: { readonly from: string; readonly to: string },
): Promise<void> {
  await db
    .kysely<IdentityTables>('identity')
    .updateTable('users')
    .set({ password_hash: hash.to })
    .where('id', '=', userId)
    .where('password_hash', '=', hash.from)
    .execute()
}

export async function hasPassword(db: Databases, userId: string): Promise<boolean> {
  const row = await db
    .kysely<IdentityTables>('identity')
    .selectFrom('users')
    .select('password_hash as hash')
    .where('id', '=', userId)
    .executeTakeFirst()
  return row?.hash !== undefined && row.hash !== null
}
