import type { SecretBox } from '#base/secret-box'
import type { Databases } from '#db'
import { type By, record } from '#hub/audit'
import { identityError } from '../errors.ts'
import type { IdentityTables } from '../identity.tables.ts'
import { findCallerUser } from '../user.store.ts'
import { secretContext } from './prove-code.ts'
import { changeSecondFactor, takeSecondFactor } from './second-factor.store.ts'
import { newTotpSecret, totpUri } from './totp.ts'

/** Makes the secret for an authenticator app; a former one that was never confirmed is forgotten. It counts for nothing until it is confirmed. */
export async function beginSecondFactor(
  db: Databases,
  by: By,
  given: { readonly userId: string; readonly box: SecretBox },
): Promise<{ readonly secret: string; readonly uri: string }> {
  const { userId, box } = given
  const secret = newTotpSecret()
  const { email } = await findCallerUser(db, userId)
  await db.transaction<IdentityTables, void>('identity', async (tx) => {
    const factor = await takeSecondFactor(tx, userId)
    if (factor === undefined) throw identityError.account_closed()
    if (factor.isOn) throw identityError.second_factor_on()
    await changeSecondFactor(tx, userId, { secret: box.lock(secret, secretContext(userId)), lastStep: null })
    await record(tx, by, { action: 'user.second_factor_begun', resourceType: 'user', resourceId: userId })
  })
  return { secret, uri: totpUri(secret, email) }
}
