import type { SecretBox } from '#base/secret-box'
import { type Databases, publish, userPurged } from '#db'
import { type By, record } from '#hub/audit'
import { queueMail } from '#mail'
import { forgetCallers } from '../find-caller.ts'
import type { IdentityTables } from '../identity.tables.ts'
import {
  findAccount,
  lockAccount,
  lockAccountsToPurge,
  lockOtherAdministrators,
  markDeleted,
  purgeAccount,
} from './account.store.ts'
import { endAccess } from './end-access.ts'
import { accountError } from './errors.ts'

type Given = { readonly db: Databases; readonly box: SecretBox }

/** So long a deleted person's data is kept, in case it was not them. */
export const graceDays = 30

/** Heard by the hub of the workspaces. */
export const userDeleted = 'user.deleted'

/**
 * Closes an account at once, in every process: sessions, keys, tokens and links end, and the address is free for a
 * new account. `email` repeats the address, so that nobody does it by mistake. What is known of the person is erased later; see `purgeAccounts`.
 */
export async function deleteAccount(
  { db, box }: Given,
  by: By,
  leaving: { readonly userId: string; readonly email: string },
): Promise<void> {
  const { now } = by
  const { userId } = leaving
  await db.transaction<IdentityTables, void>('identity', async (tx) => {
    const seen = await findAccount(tx, userId)
    // Administrators before the account, so that two of them who leave at once do so one after another.
    if (seen?.isAdmin === true && (await lockOtherAdministrators(tx, userId)) === 0) throw accountError.last_administrator()
    const account = await lockAccount(tx, userId)
    if (account === undefined) return
    if (account.email.toLowerCase() !== leaving.email.trim().toLowerCase()) throw accountError.email_differs()
    await endAccess(tx, userId, { now })
    await markDeleted(tx, userId, now)
    await record(tx, by, { action: 'user.deleted', resourceType: 'user', resourceId: userId })
    await publish(tx, { type: userDeleted, key: userId, payload: { userId } })
    const { email: to, name } = account
    await queueMail(tx, box, {
      template: 'account_deleted',
      to,
      name,
      at: now.toISOString(),
      expiresAt: new Date(now.getTime() + 86_400_000),
    })
  })
  await forgetCallers(db)
}

/** Erases what is known of people whose accounts were deleted long enough ago; how many. Their ids stay. */
export async function purgeAccounts(db: Databases, now: Date): Promise<number> {
  return await db.transaction<IdentityTables, number>('identity', async (tx) => {
    const ids = await lockAccountsToPurge(tx, new Date(now.getTime() - graceDays * 86_400_000))
    for (const userId of ids) {
      await purgeAccount(tx, userId, now)
      const by = { actorId: null, workspaceId: null, now }
      await record(tx, by, { action: 'user.purged', resourceType: 'user', resourceId: userId })
      await publish(tx, { type: userPurged, key: userId, payload: { userId } })
    }
    return ids.length
  })
}
