import type { Profile } from '@steward/contract/api/profile'
import type { Kysely, Transaction, Updateable } from 'kysely'
import { newId } from '#base/id'
import type { Picture } from '#base/picture'
import type { Databases } from '#db'
import type { ProfileTables } from './profile.tables.ts'

type ProfileTx = Transaction<ProfileTables>

export const untouched: Profile = {
  firstName: null,
  lastName: null,
  phone: null,
  bio: null,
  dateOfBirth: null,
  gender: null,
  timezone: null,
  language: 'en',
  avatar: null,
  version: 0,
}

const columns = [
  'first_name as firstName',
  'last_name as lastName',
  'phone',
  'bio',
  'date_of_birth as dateOfBirth',
  'gender',
  'timezone',
  'language',
  'avatar_url as avatar',
  'version',
] as const

export async function findProfile(db: Databases, userId: string): Promise<Profile | undefined> {
  return await tables(db).selectFrom('user_profiles').select(columns).where('user_id', '=', userId).executeTakeFirst()
}

/** The profile as it is, made where there is none, and kept still for a change. */
export async function lockProfile(tx: ProfileTx, userId: string): Promise<Profile> {
  const made = await tx
    .insertInto('user_profiles')
    .values({ id: newId(), user_id: userId, ...empty, version: 0 })
    .onConflict((conflict) => conflict.column('user_id').doNothing())
    .returning(columns)
    .executeTakeFirst()
  return (
    made ??
    (await tx.selectFrom('user_profiles').select(columns).where('user_id', '=', userId).forUpdate().executeTakeFirstOrThrow())
  )
}

const empty = {
  first_name: null,
  last_name: null,
  phone: null,
  avatar_url: null,
  timezone: null,
  bio: null,
  date_of_birth: null,
  gender: null,
}

export async function updateProfile(
  tx: ProfileTx,
  userId: string,
  change: Updateable<ProfileTables['user_profiles']>,
): Promise<Profile> {
  return await tx
    .updateTable('user_profiles')
    .set((expression) => ({ ...change, version: expression('version', '+', 1) }))
    .where('user_id', '=', userId)
    .returning(columns)
    .executeTakeFirstOrThrow()
}

export async function saveAvatar(tx: ProfileTx, userId: string, avatar: Picture & { readonly digest: string }): Promise<void> {
  const row = { media_type: avatar.mediaType, image: avatar.bytes, digest: avatar.digest }
  await tx
    .insertInto('user_avatars')
    .values({ user_id: userId, ...row })
    .onConflict((conflict) => conflict.column('user_id').doUpdateSet(row))
    .execute()
}

export async function deleteAvatar(tx: ProfileTx, userId: string): Promise<boolean> {
  const done = await tx.deleteFrom('user_avatars').where('user_id', '=', userId).executeTakeFirst()
  return done.numDeletedRows > 0n
}

/** The picture, where it may be seen by who asks. */
export async function findVisibleAvatar(
  db: Databases,
  wanted: { readonly userId: string; readonly by: string },
): Promise<{ mediaType: string; image: Buffer; digest: string } | undefined> {
  const avatar = await tables(db)
    .selectFrom('user_avatars as avatar')
    .leftJoin('user_preferences as preferences', 'preferences.user_id', 'avatar.user_id')
    .select(['avatar.media_type as mediaType', 'avatar.image', 'avatar.digest', 'preferences.privacy_profile_visibility as seen'])
    .where('avatar.user_id', '=', wanted.userId)
    .executeTakeFirst()
  if (avatar === undefined || (avatar.seen === 'PRIVATE' && wanted.userId !== wanted.by)) return undefined
  return avatar
}

/** Everything of a person who is gone. */
export async function deletePerson(tx: ProfileTx, userId: string): Promise<void> {
  const tables = [
    'user_profiles',
    'user_preferences',
    'user_activities',
    'user_addresses',
    'notifications',
    'notification_settings',
    'digest_settings',
    'push_subscriptions',
    'tasks',
    'saved_filters',
  ] as const
  for (const table of tables) await tx.deleteFrom(table).where('user_id', '=', userId).execute()
}

const tables = (db: Databases): Kysely<ProfileTables> => db.kysely('profile')
