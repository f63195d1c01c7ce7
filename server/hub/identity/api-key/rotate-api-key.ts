import type { Databases } from '#db'
import { type By, record } from '#hub/audit'
import { identityError } from '../errors.ts'
import { forgetCallers } from '../find-caller.ts'
import type { IdentityTables } from '../identity.tables.ts'
import { hashToken, newKey } from '../token.ts'
import { tokenError } from '../token/errors.ts'
import { type ApiKeyRow, replaceSecret } from './api-key.store.ts'

export type KeyToRotate = { readonly userId: string; readonly keyId: string; readonly graceMinutes: number }

/**
 * Gives a key of the user a new secret. The one before works for the given time, so that clients can be changed over;
 * the one before that ends now.
 */
export async function rotateApiKey(db: Databases, by: By, input: KeyToRotate): Promise<{ key: ApiKeyRow; secret: string }> {
  const { secret, prefix } = newKey()
  const previousValidUntil = new Date(by.now.getTime() + input.graceMinutes * 60_000)
  const key = await db.transaction<IdentityTables, ApiKeyRow>('identity', async (tx) => {
    const rotated = await replaceSecret(tx, {
      userId: input.userId,
      keyId: input.keyId,
      secret: { hash: hashToken(secret), prefix },
      now: by.now,
      previousValidUntil,
    })
    if (rotated === undefined) throw identityError.key_not_found()
    if (rotated.expiresAt !== null && rotated.expiresAt <= by.now) throw tokenError.key_expired()
    await record(tx, by, {
      action: 'api_key.rotated',
      resourceType: 'api_key',
      resourceId: rotated.id,
      new: { name: rotated.name, previousValidUntil: previousValidUntil.toISOString() },
    })
    return rotated
  })
  await forgetCallers(db)
  return { key, secret }
}
