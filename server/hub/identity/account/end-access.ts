import type { Transaction } from 'kysely'
import type { IdentityTables } from '../identity.tables.ts'
import { deleteChallengesOf } from '../second-factor/challenge.store.ts'
import { endSessionsOf } from '../session/session.store.ts'
import { invalidateTokens } from '../token/invalidate-tokens.ts'
import { type Account, changeAccount, deleteTokens, deleteWaysIn } from './account.store.ts'

type Tx = Transaction<IdentityTables>

/** Ends every session and token of somebody, every sign-in half done, and every link on its way to them; one session may stay. The caller forgets callers after the commit. */
export async function endAccess(
  tx: Tx,
  userId: string,
  more: { readonly now: Date; readonly exceptSession?: string },
): Promise<void> {
  const { now, exceptSession } = more
  await endSessionsOf(tx, userId, exceptSession === undefined ? 'all' : { except: exceptSession })
  await invalidateTokens(tx, userId, now)
  await deleteChallengesOf(tx, userId)
  await deleteTokens(tx, userId)
}

/**
 * Gives an account to whoever has proved its mailbox. Where nobody had proved it before, somebody else may have made
 * it in their name: then every way in that was set up is taken out first.
 */
export async function takeOver(tx: Tx, account: Account, now: Date): Promise<void> {
  if (account.isVerified) return
  await deleteWaysIn(tx, account.id)
  await endAccess(tx, account.id, { now })
  await changeAccount(tx, account.id, { isVerified: true })
}
