import type { Databases } from '#db'
import { type By, record } from '#hub/audit'
import { identityError } from '../errors.ts'
import { forgetCallers } from '../find-caller.ts'
import type { IdentityTables } from '../identity.tables.ts'
import { endSessionsOf } from './session.store.ts'

/** Ends one session of a person at once, in every process. */
export async function signOutDevice(
  db: Databases,
  by: By,
  device: { readonly userId: string; readonly sessionId: string },
): Promise<void> {
  const { userId, sessionId } = device
  await db.transaction<IdentityTables, void>('identity', async (tx) => {
    if ((await endSessionsOf(tx, userId, { only: sessionId })) === 0) throw identityError.device_not_found()
    await record(tx, by, { action: 'session.revoked', resourceType: 'session', resourceId: sessionId })
  })
  await forgetCallers(db)
}

/** Ends all sessions of a person, or all but one; how many. */
export async function signOutDevices(
  db: Databases,
  by: By,
  which: { readonly userId: string; readonly except: string | undefined },
): Promise<number> {
  const { userId, except } = which
  const ended = await db.transaction<IdentityTables, number>('identity', async (tx) => {
    const count = await endSessionsOf(tx, userId, except === undefined ? 'all' : { except })
    if (count > 0)
      await record(tx, by, { action: 'session.all_revoked', resourceType: 'user', resourceId: userId, metadata: { count } })
    return count
  })
  await forgetCallers(db)
  return ended
}
