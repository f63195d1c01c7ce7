import type { Databases } from '#db'
import { type By, record } from '#hub/audit'
import { forgetCallers } from '../find-caller.ts'
import type { IdentityTables } from '../identity.tables.ts'
import { endSession } from './session.store.ts'

/** Ends a session at once, in every process. */
export async function signOut(db: Databases, by: By, sessionId: string): Promise<void> {
  await db.transaction<IdentityTables, void>('identity', async (tx) => {
    if (!(await endSession(tx, sessionId))) return
    await record(tx, by, { action: 'user.signed_out', resourceType: 'user', resourceId: by.actorId })
  })
  await forgetCallers(db)
}
