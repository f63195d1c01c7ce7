import type { Databases } from '#db'
import { type By, record } from '#hub/audit'
import { identityError } from '../errors.ts'
import { forgetCallers } from '../find-caller.ts'
import type { IdentityTables } from '../identity.tables.ts'
import { deactivateKey } from './api-key.store.ts'

/** Revokes a key of the user at once, in every process. */
export async function revokeApiKey(
  db: Databases,
  by: By,
  input: { readonly userId: string; readonly keyId: string },
): Promise<void> {
  await db.transaction<IdentityTables, void>('identity', async (tx) => {
    if (!(await deactivateKey(tx, input))) throw identityError.key_not_found()
    await record(tx, by, { action: 'api_key.revoked', resourceType: 'api_key', resourceId: input.keyId })
  })
  await forgetCallers(db)
}
