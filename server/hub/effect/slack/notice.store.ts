import { sql, type Transaction } from 'kysely'
import { newId } from '#base/id'
import type { Databases } from '#db'
import type { MessagePlace } from '#slack'
import type { NoticeKind, SlackTables } from './slack.tables.ts'

type Tx = Transaction<SlackTables>

export const noticeChannel = 'slack_notices'

export type NewNotice = {
  readonly workspaceId: string
  /** Null of what stands in the channel by itself. */
  readonly approvalId: string | null
  readonly kind: NoticeKind
  readonly text?: string
  /** Where more is to be seen. */
  readonly path?: string
}

/** Keeps a notice until it was told, and wakes the senders of all processes at the commit. */
export async function insertNotice(tx: Tx, { workspaceId, approvalId, kind, text, path }: NewNotice): Promise<void> {
  await tx
    .insertInto('slack_notices')
    .values({ id: newId(), workspace_id: workspaceId, approval_id: approvalId, kind, text: text ?? null, path: path ?? null })
    .execute()
  await sql`select pg_notify(${`effect.${noticeChannel}`}, '')`.execute(tx)
}

export type Notice = {
  readonly id: string
  readonly workspaceId: string
  readonly approvalId: string | null
  readonly kind: NoticeKind
  readonly text: string | null
  readonly path: string | null
  /** This one included. */
  readonly tries: number
}

/**
 * Takes notices that are due, of each approval the oldest one alone, so that they come in their order. For `leaseSeconds`
 * nobody else takes them; should this process die meanwhile, another one tells them: twice rather than never.
 */
export async function claimNotices(db: Databases, limit: number, leaseSeconds: number): Promise<Notice[]> {
  const { rows } = await sql<Notice>`
    update slack_notices set tries = tries + 1, next_try_at = now() + ${leaseSeconds} * interval '1 second'
     where id in (
       select id from slack_notices one
        where next_try_at <= now()
          and not exists (select from slack_notices earlier where earlier.approval_id = one.approval_id and earlier.id < one.id)
        order by next_try_at limit ${limit} for update skip locked)
    returning id, workspace_id as "workspaceId", approval_id as "approvalId", kind, text, path, tries`.execute(
    db.kysely<SlackTables>('effect'),
  )
  return rows
}

export async function postponeNotice(db: Databases, id: string, seconds: number): Promise<void> {
  await db
    .kysely<SlackTables>('effect')
    .updateTable('slack_notices')
    .set({ next_try_at: sql<Date>`now() + ${seconds} * interval '1 second'` })
    .where('id', '=', id)
    .execute()
}

export async function deleteNotice(tx: Tx, id: string): Promise<void> {
  await tx.deleteFrom('slack_notices').where('id', '=', id).execute()
}

export async function insertMessage(tx: Tx, of: { workspaceId: string; approvalId: string; place: MessagePlace }): Promise<void> {
  const { channel, ts } = of.place
  await tx
    .insertInto('slack_messages')
    .values({ approval_id: of.approvalId, workspace_id: of.workspaceId, channel, ts })
    .onConflict((conflict) => conflict.column('approval_id').doUpdateSet({ channel, ts }))
    .execute()
}

export async function findMessage(
  db: Databases,
  of: { readonly workspaceId: string; readonly approvalId: string },
): Promise<MessagePlace | undefined> {
  return await db
    .kysely<SlackTables>('effect')
    .selectFrom('slack_messages')
    .select(['channel', 'ts'])
    .where('workspace_id', '=', of.workspaceId)
    .where('approval_id', '=', of.approvalId)
    .executeTakeFirst()
}
