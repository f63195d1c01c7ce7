import type { NotificationKind } from '@steward/contract/notification'
import { type Kysely, sql, type Transaction } from 'kysely'
import type { Databases } from '#db'
import type { ProfileTables } from '../profile.tables.ts'
import type { NotificationRow, Parts } from './notification.tables.ts'

type ProfileTx = Transaction<ProfileTables>

export type NewNotification = {
  readonly id: string
  readonly workspaceId: string | null
  readonly userId: string
  readonly kind: NotificationKind
  readonly subject: string
  readonly parts: Parts
  readonly path: string
  readonly count: number
  readonly inApp: boolean
  readonly mail: string
  readonly mailAt: Date | null
  readonly at: Date
}

/** What goes on is told once more after so long. */
const alertAgainHours = 24

/**
 * Writes it down, or counts it where the same was not read yet. The id of what stands there, and whether this person is
 * to be alerted: it is new, or was last told a day ago.
 */
export async function upsertNotification(tx: ProfileTx, one: NewNotification): Promise<{ id: string; isAlert: boolean }> {
  const { rows } = await sql<{ id: string; isAlert: boolean }>`
    insert into notifications as n
      (id, workspace_id, user_id, kind, subject, parts, path, count, in_app, mail, mail_at, alerted_at, created_at, updated_at)
    values (${one.id}, ${one.workspaceId}, ${one.userId}, ${one.kind}, ${one.subject}, ${JSON.stringify(one.parts)}::jsonb, ${one.path},
      ${one.count}, ${one.inApp}, ${one.mail}, ${one.mailAt}, ${one.at}, ${one.at}, ${one.at})
    on conflict (user_id, kind, subject, coalesce(workspace_id, '00000000-0000-0000-0000-000000000000')) where read_at is null
    do update set count = n.count + excluded.count, parts = excluded.parts, path = excluded.path, updated_at = excluded.updated_at,
      in_app = excluded.in_app, mail = excluded.mail,
      mail_at = case when n.alerted_at < excluded.alerted_at - ${`${alertAgainHours} hours`}::interval
        then excluded.mail_at else n.mail_at end,
      alerted_at = case when n.alerted_at < excluded.alerted_at - ${`${alertAgainHours} hours`}::interval
        then excluded.alerted_at else n.alerted_at end
    returning n.id, n.alerted_at = ${one.at} as "isAlert"`.execute(tx)
  const [row] = rows
  if (row === undefined) throw new Error('a notification that is written has an id')
  return row
}

/** Tells every process that what this person sees is different. */
export async function sayChanged(tx: ProfileTx, userIds: Iterable<string>, type: 'notification' | 'task'): Promise<void> {
  for (const userId of new Set(userIds)) await sql`select pg_notify('profile.person', ${`${type} ${userId}`})`.execute(tx)
}

export type Reader = {
  readonly userId: string
  readonly workspaceId: string
  /** Those that the reader may see at this moment. */
  readonly kinds: readonly NotificationKind[]
}

const seenBy = (on: Kysely<ProfileTables> | ProfileTx, { userId, workspaceId, kinds }: Reader) =>
  on
    .selectFrom('notifications')
    .where('user_id', '=', userId)
    .where('in_app', '=', true)
    .where('kind', 'in', [...kinds])
    .where((where) => where.or([where('workspace_id', '=', workspaceId), where('workspace_id', 'is', null)]))

const columns = [
  'id',
  'workspace_id',
  'user_id',
  'kind',
  'parts',
  'path',
  'count',
  'read_at',
  'created_at',
  'updated_at',
] as const

export type NotificationPage = {
  readonly isUnread: boolean
  readonly after: { readonly at: Date; readonly id: string } | undefined
  readonly limit: number
}

export async function listNotificationRows(db: Databases, reader: Reader, page: NotificationPage): Promise<NotificationRow[]> {
  let query = seenBy(db.kysely<ProfileTables>('profile'), reader).select(columns)
  if (page.isUnread) query = query.where('read_at', 'is', null)
  const { after } = page
  if (after !== undefined) query = query.where(sql<boolean>`(updated_at, id) < (${after.at}, ${after.id})`)
  return await query.orderBy('updated_at', 'desc').orderBy('id', 'desc').limit(page.limit).execute()
}

/** More than this many is said as such. */
const countedMax = 100

export async function countUnread(db: Databases, reader: Reader): Promise<number> {
  const kysely = db.kysely<ProfileTables>('profile')
  const some = seenBy(kysely, reader).select('id').where('read_at', 'is', null).limit(countedMax)
  const { count } = await kysely
    .selectFrom(some.as('some'))
    .select((select) => select.fn.countAll<string>().as('count'))
    .executeTakeFirstOrThrow()
  return Number(count)
}

type Mark = { readonly id: string; readonly userId: string; readonly at: Date | null }

/**
 * What is read is not written by mail any more. What is made unread again stands beside what has come since: then the
 * older one is left as it is. False where there is no such notification.
 */
export async function markRow(tx: ProfileTx, { id, userId, at }: Mark): Promise<boolean> {
  const { rows } = await sql`
    with found as (select * from notifications where id = ${id} and user_id = ${userId} for update)
    , changed as (
      update notifications n set read_at = ${at}, mail_at = case when ${at}::timestamptz is null then n.mail_at end from found
       where n.id = found.id and (${at}::timestamptz is not null or not exists (
         select from notifications o where o.user_id = found.user_id and o.kind = found.kind and o.subject = found.subject
            and o.workspace_id is not distinct from found.workspace_id and o.read_at is null))
    )
    select id from found`.execute(tx)
  return rows.length > 0
}

export async function markAllRows(tx: ProfileTx, reader: Reader, { until, at }: { until: Date; at: Date }): Promise<void> {
  const some = seenBy(tx, reader).select('id').where('read_at', 'is', null).where('updated_at', '<=', until)
  await tx.updateTable('notifications').set({ read_at: at, mail_at: null }).where('id', 'in', some).execute()
}

/** Old ones are of no use to anybody; at most so many at a time. */
export async function deleteOldNotifications(db: Databases, before: Date, rowsMax: number): Promise<number> {
  const { numAffectedRows = 0n } = await sql`
    delete from notifications where id in (select id from notifications where updated_at < ${before} limit ${rowsMax})`.execute(
    db.kysely<ProfileTables>('profile'),
  )
  return Number(numAffectedRows)
}

/** Everything that somebody was told in a workspace that they have left. */
export async function deleteOfMember(
  tx: ProfileTx,
  { workspaceId, userId }: { workspaceId: string; userId: string },
): Promise<void> {
  for (const table of ['notifications', 'tasks'] as const)
    await tx.deleteFrom(table).where('workspace_id', '=', workspaceId).where('user_id', '=', userId).execute()
}
