import type { Preferences } from '@steward/contract/api/profile'
import type { Kysely, Transaction } from 'kysely'
import { newId } from '#base/id'
import type { Databases } from '#db'
import type { ProfileTables } from './profile.tables.ts'

const defaults: Preferences = {
  theme: 'auto',
  currency: 'USD',
  emailNotifications: true,
  smsNotifications: false,
  pushNotifications: true,
  profileVisibility: 'PUBLIC',
  activityTracking: true,
}

const columns = [
  'theme',
  'currency',
  'email_notifications as emailNotifications',
  'sms_notifications as smsNotifications',
  'push_notifications as pushNotifications',
  'privacy_profile_visibility as profileVisibility',
  'privacy_activity_tracking as activityTracking',
] as const

export async function findPreferences(
  on: Kysely<ProfileTables> | Transaction<ProfileTables>,
  userId: string,
): Promise<Preferences> {
  const found = await on.selectFrom('user_preferences').select(columns).where('user_id', '=', userId).executeTakeFirst()
  return found ?? defaults
}

export const readPreferences = (db: Databases, userId: string): Promise<Preferences> =>
  findPreferences(db.kysely<ProfileTables>('profile'), userId)

export async function savePreferences(
  tx: Transaction<ProfileTables>,
  userId: string,
  change: Partial<Preferences>,
): Promise<Preferences> {
  const present = { ...(await findPreferences(tx, userId)), ...change }
  const row = {
    theme: present.theme,
    currency: present.currency,
    email_notifications: present.emailNotifications,
    sms_notifications: present.smsNotifications,
    push_notifications: present.pushNotifications,
    privacy_profile_visibility: present.profileVisibility,
    privacy_activity_tracking: present.activityTracking,
  }
  const named = Object.fromEntries(Object.entries(row).filter(([column]) => namedBy(change).has(column)))
  return await tx
    .insertInto('user_preferences')
    .values({ id: newId(), user_id: userId, ...row })
    // Of two windows that change different ones at once, both are heard.
    .onConflict((conflict) => conflict.column('user_id').doUpdateSet({ ...named, user_id: userId }))
    .returning(columns)
    .executeTakeFirstOrThrow()
}

const columnOf: Record<keyof Preferences, string> = {
  theme: 'theme',
  currency: 'currency',
  emailNotifications: 'email_notifications',
  smsNotifications: 'sms_notifications',
  pushNotifications: 'push_notifications',
  profileVisibility: 'privacy_profile_visibility',
  activityTracking: 'privacy_activity_tracking',
}

const namedBy = (change: Partial<Preferences>): Set<string> =>
  new Set(Object.keys(change).map((name) => columnOf[name as keyof Preferences]))

/** Those of these people who want mails about what goes on; who never said anything does. */
export async function findPeopleWhoWantMails(db: Databases, userIds: readonly string[]): Promise<ReadonlySet<string>> {
  if (userIds.length === 0) return new Set()
  const unwilling = await db
    .kysely<ProfileTables>('profile')
    .selectFrom('user_preferences')
    .select('user_id')
    .where('user_id', 'in', [...userIds])
    .where('email_notifications', '=', false)
    .execute()
  const without = new Set(unwilling.map((row) => row.user_id))
  return new Set(userIds.filter((id) => !without.has(id)))
}

/** The switches of these people over all that they are told; who never said anything is missing. */
export async function findPreferencesOf(
  on: Kysely<ProfileTables> | Transaction<ProfileTables>,
  userIds: readonly string[],
): Promise<ReadonlyMap<string, Pick<Preferences, 'emailNotifications' | 'pushNotifications'>>> {
  if (userIds.length === 0) return new Map()
  const rows = await on
    .selectFrom('user_preferences')
    .select(['user_id', 'email_notifications as emailNotifications', 'push_notifications as pushNotifications'])
    .where('user_id', 'in', [...userIds])
    .execute()
  return new Map(rows.map(({ user_id, ...wishes }) => [user_id, wishes]))
}
