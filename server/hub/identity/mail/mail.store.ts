import { sql, type Transaction } from 'kysely'
import type { Databases } from '#db'
import type { QueuedMail } from '#mail'
import type { IdentityTables } from '../identity.tables.ts'

export type ClaimedMail = {
  readonly id: string
  readonly template: string
  readonly locked: string
  /** This one included. */
  readonly tries: number
  readonly expiresAt: Date
}

export const mailChannel = 'mail_queued'

/** Keeps a mail until it is sent, and wakes the senders of all processes at the commit. */
export async function insertMail(tx: Transaction<IdentityTables>, mail: QueuedMail): Promise<void> {
  const { id, template, locked, expiresAt } = mail
  await tx
    .insertInto('mails')
    .values({ id, template, locked, expires_at: new Date(expiresAt) })
    .onConflict((conflict) => conflict.doNothing())
    .execute()
  await sql`select pg_notify(${`identity.${mailChannel}`}, '')`.execute(tx)
}

/**
 * Takes mails that are due; for `leaseSeconds` nobody else takes them. Should this process die meanwhile,
 * another one tries again: twice rather than never.
 */
export async function claimMails(db: Databases, limit: number, leaseSeconds: number): Promise<ClaimedMail[]> {
  const due = db
    .kysely<IdentityTables>('identity')
    .selectFrom('mails')
    .select('id')
    .where('next_try_at', '<=', sql<Date>`now()`)
    .orderBy('next_try_at')
    .limit(limit)
    .forUpdate()
    .skipLocked()
  return await db
    .kysely<IdentityTables>('identity')
    .updateTable('mails')
    .set((set) => ({ tries: set('tries', '+', 1), next_try_at: sql<Date>`now() + ${leaseSeconds} * interval '1 second'` }))
    .where('id', 'in', due)
    .returning(['id', 'template', 'locked', 'tries', 'expires_at as expiresAt'])
    .execute()
}

export async function postponeMail(db: Databases, mail: { readonly id: string; readonly seconds: number }): Promise<void> {
  await db
    .kysely<IdentityTables>('identity')
    .updateTable('mails')
    .set({ next_try_at: sql<Date>`now() + ${mail.seconds} * interval '1 second'` })
    .where('id', '=', mail.id)
    .execute()
}

/** False when it is gone already. */
export async function deleteMail(tx: Transaction<IdentityTables>, id: string): Promise<boolean> {
  const done = await tx.deleteFrom('mails').where('id', '=', id).executeTakeFirst()
  return done.numDeletedRows === 1n
}
