import type { NotificationKind } from '@steward/contract/notification'
import { type Kysely, sql, type Transaction } from 'kysely'
import { newId } from '#base/id'
import type { Databases } from '#db'
import type { Parts } from '../notification/notification.tables.ts'
import type { ProfileTables } from '../profile.tables.ts'

type ProfileTx = Transaction<ProfileTables>

export type PushRow = {
  readonly id: string
  readonly service: string
  readonly device: string | null
  readonly created_at: Date
  readonly last_sent_at: Date | null
}

const columns = ['id', 'service', 'device', 'created_at', 'last_sent_at'] as const

export async function listPushRows(on: Kysely<ProfileTables> | ProfileTx, userId: string): Promise<PushRow[]> {
  return await on
    .selectFrom('push_subscriptions')
    .select(columns)
    .where('user_id', '=', userId)
    .orderBy('created_at', 'desc')
    .orderBy('id')
    .execute()
}

type NewPush = {
  readonly id: string
  readonly userId: string
  readonly endpointHash: Buffer
  readonly service: string
  readonly device: string | null
  readonly locked: string
  readonly now: Date
}

/** A browser belongs to whoever was last at it: of another person it is none any more. */
export async function savePush(tx: ProfileTx, push: NewPush): Promise<PushRow> {
  const row = { user_id: push.userId, service: push.service, device: push.device, locked: push.locked, created_at: push.now }
  await tx
    .deleteFrom('push_subscriptions')
    .where('endpoint_hash', '=', push.endpointHash)
    .where('user_id', '<>', push.userId)
    .execute()
  return await tx
    .insertInto('push_subscriptions')
    .values({ id: push.id, endpoint_hash: push.endpointHash, ...row, last_sent_at: null })
    .onConflict((conflict) => conflict.column('endpoint_hash').doUpdateSet(row))
    .returning(columns)
    .executeTakeFirstOrThrow()
}

export async function deletePush(
  tx: ProfileTx,
  { id, userId }: { readonly id: string; readonly userId?: string },
): Promise<boolean> {
  let query = tx.deleteFrom('push_subscriptions').where('id', '=', id)
  if (userId !== undefined) query = query.where('user_id', '=', userId)
  return (await query.executeTakeFirst()).numDeletedRows > 0n
}

export async function findLockedPush(db: Databases, id: string, userId: string): Promise<{ locked: string } | undefined> {
  return await db
    .kysely<ProfileTables>('profile')
    .selectFrom('push_subscriptions')
    .select('locked')
    .where('id', '=', id)
    .where('user_id', '=', userId)
    .executeTakeFirst()
}

/** A message for each of the person's browsers. */
export async function queuePush(
  tx: ProfileTx,
  { userId, notificationId, now }: { userId: string; notificationId: string; now: Date },
): Promise<void> {
  for (const { id } of await listPushRows(tx, userId)) {
    await tx
      .insertInto('push_messages')
      .values({ id: newId(), subscription_id: id, notification_id: notificationId, due_at: now })
      .execute()
  }
}

export type DuePush = {
  readonly id: string
  readonly subscriptionId: string
  readonly locked: string
  readonly tries: number
  readonly notificationId: string
  readonly userId: string
  readonly workspaceId: string | null
  readonly kind: NotificationKind
  readonly parts: Parts
  readonly path: string
  readonly count: number
  readonly isRead: boolean
}

/** Takes some that are due; should this process die, others see them again after the lease. */
export async function claimPushes(
  db: Databases,
  now: Date,
  { most, leaseMs }: { most: number; leaseMs: number },
): Promise<DuePush[]> {
  const until = new Date(now.getTime() + leaseMs)
  const { rows } = await sql<DuePush>`
    with due as (
      select id from push_messages where due_at <= ${now} order by due_at limit ${most} for update skip locked
    ), taken as (
      update push_messages m set tries = m.tries + 1, due_at = ${until} from due where m.id = due.id returning m.*
    )
    select t.id, t.subscription_id as "subscriptionId", s.locked, t.tries, n.id as "notificationId", n.user_id as "userId",
        n.workspace_id as "workspaceId", n.kind, n.parts, n.path, n.count, n.read_at is not null as "isRead"
      from taken t join push_subscriptions s on s.id = t.subscription_id join notifications n on n.id = t.notification_id`.execute(
    db.kysely<ProfileTables>('profile'),
  )
  return rows
}

export async function deletePushMessage(tx: ProfileTx, id: string): Promise<void> {
  await tx.deleteFrom('push_messages').where('id', '=', id).execute()
}

export async function postponePush(tx: ProfileTx, id: string, dueAt: Date): Promise<void> {
  await tx.updateTable('push_messages').set({ due_at: dueAt }).where('id', '=', id).execute()
}

export async function notePushSent(tx: ProfileTx, subscriptionId: string, now: Date): Promise<void> {
  await tx.updateTable('push_subscriptions').set({ last_sent_at: now }).where('id', '=', subscriptionId).execute()
}

export async function deletePushesOf(tx: ProfileTx, userId: string): Promise<void> {
  await tx.deleteFrom('push_subscriptions').where('user_id', '=', userId).execute()
}

export type LockedPushKeys = { readonly public_key: string; readonly private_key: string }

export async function findPushKeys(db: Databases): Promise<LockedPushKeys | undefined> {
  const kysely = db.kysely<ProfileTables>('profile')
  return await kysely.selectFrom('push_keys').select(['public_key', 'private_key']).where('id', '=', 1).executeTakeFirst()
}

/** Where somebody was faster, theirs stay. */
export async function insertPushKeys(db: Databases, keys: LockedPushKeys): Promise<void> {
  await db
    .kysely<ProfileTables>('profile')
    .insertInto('push_keys')
    .values({ id: 1, ...keys })
    .onConflict((conflict) => conflict.column('id').doNothing())
    .execute()
}
