import type { Transaction } from 'kysely'
import type { IdentityTables } from '../identity.tables.ts'
import type { SignInMethod } from '../session/start-session.ts'

export type ChallengeRow = {
  readonly id: string
  readonly userId: string
  readonly method: SignInMethod
  readonly tries: number
}

export async function insertChallenge(
  tx: Transaction<IdentityTables>,
  challenge: {
    readonly id: string
    readonly userId: string
    readonly method: SignInMethod
    readonly ticketHash: Buffer
    readonly browserHash: Buffer
    readonly expiresAt: Date
    readonly now: Date
  },
): Promise<void> {
  const { id, userId, method, ticketHash, browserHash, expiresAt, now } = challenge
  await tx.deleteFrom('sign_in_challenges').where('expires_at', '<', now).execute()
  await tx
    .insertInto('sign_in_challenges')
    .values({ id, user_id: userId, method, ticket_hash: ticketHash, browser_hash: browserHash, expires_at: expiresAt })
    .execute()
}

/** Locked until the end of the transaction, so that a ticket answered twice at once is answered one after the other. */
export async function takeChallenge(
  tx: Transaction<IdentityTables>,
  by: { readonly ticketHash: Buffer; readonly browserHash: Buffer; readonly now: Date },
): Promise<ChallengeRow | undefined> {
  const row = await tx
    .selectFrom('sign_in_challenges')
    .select(['id', 'user_id as userId', 'method', 'tries'])
    .where('ticket_hash', '=', by.ticketHash)
    .where('browser_hash', '=', by.browserHash)
    .where('expires_at', '>', by.now)
    .forUpdate()
    .executeTakeFirst()
  return row === undefined ? undefined : { ...row, method: row.method as SignInMethod }
}

export async function noteTry(tx: Transaction<IdentityTables>, id: string, tries: number): Promise<void> {
  await tx.updateTable('sign_in_challenges').set({ tries }).where('id', '=', id).execute()
}

export async function deleteChallenge(tx: Transaction<IdentityTables>, id: string): Promise<void> {
  await tx.deleteFrom('sign_in_challenges').where('id', '=', id).execute()
}

/** What was begun before the way in changed must not be finished after it. */
export async function deleteChallengesOf(tx: Transaction<IdentityTables>, userId: string): Promise<void> {
  await tx.deleteFrom('sign_in_challenges').where('user_id', '=', userId).execute()
}
