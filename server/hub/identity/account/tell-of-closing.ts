import type { Transaction } from 'kysely'
import { publish } from '#db'

export const accountClosed = 'account.closed'

/**
 * Tells that an account takes no passwords for a while. It is told of accounts that do not exist as well, so that the
 * time of an answer does not give away which ones do.
 */
export async function tellOfClosing<Tables>(
  tx: Transaction<Tables>,
  account: { readonly userId: string | null; readonly now: Date },
): Promise<void> {
  const { userId, now } = account
  await publish(tx, { type: accountClosed, key: userId ?? accountClosed, payload: { userId, at: now.toISOString() } })
}
