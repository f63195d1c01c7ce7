import type { Transaction } from 'kysely'
import { newId } from '#base/id'
import type { IdentityTables } from '../identity.tables.ts'
import type { SignInMethod } from '../session/start-session.ts'
import type { Visitor } from '../session/visitor.ts'
import { hashToken, newToken } from '../token.ts'
import { insertChallenge } from './challenge.store.ts'

/** Long enough to fetch a phone from the next room. */
const challengeLifeMs = 5 * 60_000

export type Challenge = { readonly ticket: string; readonly expiresAt: Date }

/** Asks who has shown a first factor for the second. Of ticket and browser only the hashes are kept. */
export async function openChallenge(
  tx: Transaction<IdentityTables>,
  { now, browser }: Pick<Visitor, 'now' | 'browser'>,
  first: { readonly userId: string; readonly method: SignInMethod },
): Promise<Challenge> {
  const ticket = newToken()
  const expiresAt = new Date(now.getTime() + challengeLifeMs)
  const hashes = { ticketHash: hashToken(ticket), browserHash: hashToken(browser()) }
  await insertChallenge(tx, { id: newId(), ...first, ...hashes, expiresAt, now })
  return { ticket, expiresAt }
}
