import type { Databases } from '#db'
import { type By, record } from '#hub/audit'
import { identityError } from '../errors.ts'
import { forgetCallers } from '../find-caller.ts'
import type { IdentityTables } from '../identity.tables.ts'
import { deleteChallengesOf } from './challenge.store.ts'
import { changeSecondFactor, replaceRecoveryCodes, takeSecondFactor } from './second-factor.store.ts'
import { tellOwner } from '../session/tell-owner.ts'

/** Switches the second factor off and forgets secret and recovery codes. */
export async function endSecondFactor(db: Databases, by: By, userId: string): Promise<void> {
  await db.transaction<IdentityTables, void>('identity', async (tx) => {
    const factor = await takeSecondFactor(tx, userId)
    if (factor?.isOn !== true) throw identityError.second_factor_off()
    await changeSecondFactor(tx, userId, { isOn: false, secret: null, lastStep: null, failures: 0, lockedUntil: null })
    await replaceRecoveryCodes(tx, userId, [])
    await deleteChallengesOf(tx, userId)
    await record(tx, by, { action: 'user.second_factor_switched_off', resourceType: 'user', resourceId: userId })
    await tellOwner(tx, by, { about: 'security_changed', userId, what: 'Two-factor sign-in was switched off.' })
  })
  await forgetCallers(db)
}
