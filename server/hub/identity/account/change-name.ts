import type { Databases } from '#db'
import { type By, record } from '#hub/audit'
import { forgetCallers } from '../find-caller.ts'
import type { IdentityTables } from '../identity.tables.ts'
import { changeAccount } from './account.store.ts'
import { readName } from './sign-up.ts'

/** Changes by what name somebody is shown. */
export async function changeName(
  db: Databases,
  by: By,
  change: { readonly userId: string; readonly name: string },
): Promise<void> {
  const name = readName(change.name)
  await db.transaction<IdentityTables, void>('identity', async (tx) => {
    await changeAccount(tx, change.userId, { name })
    await record(tx, by, { action: 'user.renamed', resourceType: 'user', resourceId: change.userId })
  })
  await forgetCallers(db)
}
