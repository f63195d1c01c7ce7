import type { Transaction } from 'kysely'
import { nextGeneration, revokeFamilies } from './token.store.ts'
import type { TokenTables } from './token.tables.ts'

/**
 * Ends every access and refresh token of a user: after a password reset, when they are deleted or switched off, when
 * they ask for it. Runs in the transaction of that act, which writes the line in the audit log. After its commit
 * `forgetCallers(db)` makes every process ask again. Issuing a token at the same time either comes before and is
 * ended too, or after.
 */
export async function invalidateTokens<Tables>(tx: Transaction<Tables>, userId: string, now: Date): Promise<void> {
  const own = tx as unknown as Transaction<TokenTables>
  await nextGeneration(own, userId, now)
  await revokeFamilies(own, { userId, now })
}
