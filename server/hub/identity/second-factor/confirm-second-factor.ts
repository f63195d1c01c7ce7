import type { Transaction } from 'kysely'
import type { SecretBox } from '#base/secret-box'
import type { Databases } from '#db'
import { type By, record } from '#hub/audit'
import { identityError } from '../errors.ts'
import { forgetCallers } from '../find-caller.ts'
import type { IdentityTables } from '../identity.tables.ts'
import { secretContext } from './prove-code.ts'
import { hashRecoveryCode, newRecoveryCode, recoveryCodeCount } from './recovery-code.ts'
import { changeSecondFactor, replaceRecoveryCodes, takeSecondFactor } from './second-factor.store.ts'
import { stepOfCode } from './totp.ts'
import { tellOwner } from '../session/tell-owner.ts'

/** Switches the second factor on once a code shows that the app has the secret. The recovery codes are in the result and nowhere else. */
export async function confirmSecondFactor(
  db: Databases,
  by: By,
  given: { readonly userId: string; readonly code: string; readonly box: SecretBox },
): Promise<readonly string[]> {
  const { userId, code, box } = given
  const codes = await db.transaction<IdentityTables, readonly string[]>('identity', async (tx) => {
    const factor = await takeSecondFactor(tx, userId)
    if (factor === undefined) throw identityError.account_closed()
    if (factor.isOn) throw identityError.second_factor_on()
    if (factor.secret === null) throw identityError.not_enrolling()
    const secret = box.open(factor.secret, secretContext(userId))
    const step = stepOfCode(code.replaceAll(' ', ''), secret, { now: by.now, lastStep: null })
    if (step === undefined) throw identityError.enrol_code_wrong()
    await changeSecondFactor(tx, userId, { isOn: true, lastStep: step, failures: 0, lockedUntil: null })
    await record(tx, by, { action: 'user.second_factor_switched_on', resourceType: 'user', resourceId: userId })
    await tellOwner(tx, by, { about: 'security_changed', userId, what: 'Two-factor sign-in was switched on.' })
    return await giveRecoveryCodes(tx, userId)
  })
  // Whoever was waited for is let in with the next request.
  await forgetCallers(db)
  return codes
}

/** Makes new recovery codes; the former ones are worthless from then on. */
export async function renewRecoveryCodes(db: Databases, by: By, userId: string): Promise<readonly string[]> {
  return await db.transaction<IdentityTables, readonly string[]>('identity', async (tx) => {
    const factor = await takeSecondFactor(tx, userId)
    if (factor?.isOn !== true) throw identityError.second_factor_off()
    await record(tx, by, { action: 'user.recovery_codes_renewed', resourceType: 'user', resourceId: userId })
    await tellOwner(tx, by, {
      about: 'security_changed',
      userId,
      what: 'New recovery codes were made; the former ones do not work any more.',
    })
    return await giveRecoveryCodes(tx, userId)
  })
}

async function giveRecoveryCodes(tx: Transaction<IdentityTables>, userId: string): Promise<readonly string[]> {
  const codes = Array.from({ length: recoveryCodeCount }, newRecoveryCode)
  await replaceRecoveryCodes(tx, userId, codes.map(hashRecoveryCode))
  return codes
}
