import type { Databases } from '#db'
import { record } from '#hub/audit'
import { reopenAccount } from '../attempts.ts'
import type { IdentityTables } from '../identity.tables.ts'
import type { Visitor } from '../session/visitor.ts'
import { hashToken } from '../token.ts'
import { type Account, findAccount, takeToken } from './account.store.ts'
import { accountError } from './errors.ts'

/** Lets an account take passwords again, from everywhere and from this address, by the link in the mail about its closing. */
export async function unlockAccount(db: Databases, { now, from }: Pick<Visitor, 'now' | 'from'>, token: string): Promise<void> {
  const account = await db.transaction<IdentityTables, Account>('identity', async (tx) => {
    const taken = await takeToken(tx, hashToken(token), ['unlock'], now)
    const found = taken === undefined ? undefined : await findAccount(tx, taken.userId)
    if (found === undefined) throw accountError.link_not_valid()
    const by = { now, from, actorId: found.id, workspaceId: null }
    await record(tx, by, { action: 'user.unlocked', resourceType: 'user', resourceId: found.id })
    return found
  })
  await reopenAccount(db, { account: account.email.toLowerCase(), address: from.address, now })
}
