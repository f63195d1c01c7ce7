import type { MailCadence, NotificationKind } from '@steward/contract/notification'
import { sql, type Transaction } from 'kysely'
import type { ProfileTables } from '../profile.tables.ts'
import type { NotificationRow } from './notification.tables.ts'

type ProfileTx = Transaction<ProfileTables>

/** One of the people for whom it is time; undefined where there is none. Others who look find the next one. */
export async function lockDuePerson(tx: ProfileTx, now: Date): Promise<string | undefined> {
  const { rows } = await sql<{ user_id: string }>`
    select user_id from notifications where mail_at <= ${now} order by mail_at limit 1 for update skip locked`.execute(tx)
  return rows[0]?.user_id
}

/** Takes everything that is due for this person, newest first: who writes a mail of it, and only they, have it. */
export async function takeDue(tx: ProfileTx, userId: string, now: Date): Promise<(NotificationRow & { mail: MailCadence })[]> {
  const { rows } = await sql<NotificationRow & { mail: MailCadence }>`
    update notifications set mail_at = null where user_id = ${userId} and mail_at <= ${now}
    returning id, workspace_id, user_id, kind, parts, path, count, mail, read_at, created_at, updated_at`.execute(tx)
  return rows.toSorted((a, b) => b.updated_at.getTime() - a.updated_at.getTime())
}

/** The kinds of what is not written yet, and how it was to be. */
export async function listMailRows(tx: ProfileTx, userId: string): Promise<{ kind: NotificationKind; mail: MailCadence }[]> {
  return await tx
    .selectFrom('notifications')
    .select(['kind', 'mail'])
    .distinct()
    .where('user_id', '=', userId)
    .where('mail_at', 'is not', null)
    .execute()
}

type Move = {
  readonly userId: string
  readonly kind: NotificationKind
  readonly from: MailCadence
  readonly mail: MailCadence
  readonly at: Date | null
}

export async function moveMail(tx: ProfileTx, { userId, kind, from, mail, at }: Move): Promise<void> {
  await tx
    .updateTable('notifications')
    .set({ mail, mail_at: at })
    .where('user_id', '=', userId)
    .where('kind', '=', kind)
    .where('mail', '=', from)
    .where('mail_at', 'is not', null)
    .execute()
}

/** Nothing is written to them any more of what has waited. */
export async function dropMails(tx: ProfileTx, userId: string): Promise<void> {
  await tx
    .updateTable('notifications')
    .set({ mail_at: null })
    .where('user_id', '=', userId)
    .where('mail_at', 'is not', null)
    .execute()
}
