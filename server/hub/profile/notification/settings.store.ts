import type { NotificationKind } from '@steward/contract/notification'
import { type Kysely, sql, type Transaction } from 'kysely'
import type { Databases } from '#db'
import type { ProfileTables } from '../profile.tables.ts'
import type { DigestWish } from './digest-time.ts'
import type { OwnWays, Ways } from './settings.ts'

type On = Kysely<ProfileTables> | Transaction<ProfileTables>

/** What these people want otherwise than it comes. */
export async function findWays(on: On, userIds: readonly string[]): Promise<ReadonlyMap<string, OwnWays>> {
  if (userIds.length === 0) return new Map()
  const rows = await on
    .selectFrom('notification_settings')
    .select(['user_id', 'kind', 'in_app', 'mail', 'push'])
    .where('user_id', 'in', [...userIds])
    .execute()
  const people = Map.groupBy(rows, (row) => row.user_id)
  return new Map(
    [...people].map(([id, own]) => [
      id,
      new Map(own.map(({ kind, in_app, mail, push }) => [kind, { inApp: in_app, mail, push }])),
    ]),
  )
}

export async function saveWays(
  tx: Transaction<ProfileTables>,
  userId: string,
  ways: ReadonlyMap<NotificationKind, Ways>,
): Promise<void> {
  for (const [kind, { inApp, mail, push }] of ways) {
    const row = { in_app: inApp, mail, push }
    await tx
      .insertInto('notification_settings')
      .values({ user_id: userId, kind, ...row })
      .onConflict((conflict) => conflict.columns(['user_id', 'kind']).doUpdateSet(row))
      .execute()
  }
}

/** What is always true of people who were never asked. */
const defaultDigest = { hour: 8, weekday: 1 }

/** When these people want digests, on their own clocks; on that of the installation where they name none. */
export async function findDigestWishes(
  on: On,
  userIds: readonly string[],
  timezone: string,
): Promise<ReadonlyMap<string, DigestWish>> {
  if (userIds.length === 0) return new Map()
  const [chosen, zones] = await Promise.all([
    on
      .selectFrom('digest_settings')
      .selectAll()
      .where('user_id', 'in', [...userIds])
      .execute(),
    on
      .selectFrom('user_profiles')
      .select(['user_id', 'timezone'])
      .where('user_id', 'in', [...userIds])
      .execute(),
  ])
  const digests = new Map(chosen.map(({ user_id, hour, weekday }) => [user_id, { hour, weekday }]))
  const own = new Map(zones.map((row) => [row.user_id, row.timezone]))
  return new Map(userIds.map((id) => [id, { ...(digests.get(id) ?? defaultDigest), timezone: own.get(id) ?? timezone }]))
}

export async function saveDigest(
  tx: Transaction<ProfileTables>,
  userId: string,
  digest: { readonly hour: number; readonly weekday: number },
): Promise<void> {
  await tx
    .insertInto('digest_settings')
    .values({ user_id: userId, ...digest })
    .onConflict((conflict) => conflict.column('user_id').doUpdateSet(digest))
    .execute()
}

/** Those of these people to whom a hub's own mail about this kind goes at once. */
export async function wantMailAtOnce(
  db: Databases,
  userIds: readonly string[],
  kind: NotificationKind,
): Promise<ReadonlySet<string>> {
  if (userIds.length === 0) return new Set()
  const others = await db
    .kysely<ProfileTables>('profile')
    .selectFrom('notification_settings')
    .select('user_id')
    .where('kind', '=', kind)
    .where('mail', '<>', 'at_once')
    .where('user_id', 'in', [...userIds])
    .execute()
    .then((rows) => new Set(rows.map((row) => row.user_id)))
  return new Set(userIds.filter((id) => !others.has(id)))
}

/** Keeps others from changing what this person wants until the end of the transaction. */
export async function lockSettings(tx: Transaction<ProfileTables>, userId: string): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtextextended(${`notification settings ${userId}`}, 0))`.execute(tx)
}
