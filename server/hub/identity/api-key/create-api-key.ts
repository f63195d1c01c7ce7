import { parseAddressList } from '#base/address-list'
import { newId } from '#base/id'
import type { Databases } from '#db'
import { type By, record } from '#hub/audit'
import { identityError } from '../errors.ts'
import type { IdentityTables } from '../identity.tables.ts'
import { hashToken, newKey } from '../token.ts'
import { tokenError } from '../token/errors.ts'
import { type ApiKeyRow, insertKey } from './api-key.store.ts'

export type NewApiKey = {
  readonly userId: string
  readonly name: string
  /** Empty means everything its owner may. */
  readonly scopes: readonly string[]
  readonly expiresAt: Date | null
  /** Addresses and ranges it may be used from; empty means everywhere. */
  readonly allowedAddresses?: readonly string[]
  /** The only workspace it opens; all of its owner's without it. */
  readonly workspaceId?: string | null
}

/** Makes an API key. Its secret is in the result and nowhere else. */
export async function createApiKey(db: Databases, by: By, input: NewApiKey): Promise<{ key: ApiKeyRow; secret: string }> {
  if (input.expiresAt !== null && input.expiresAt <= by.now) throw identityError.key_expires_in_past()
  const allowedAddresses = [...new Set((input.allowedAddresses ?? []).map((entry) => entry.trim()))]
  checkAddresses(allowedAddresses)
  const { secret, prefix } = newKey()
  const { userId, name, expiresAt, workspaceId = null } = input
  const scopes = [...new Set(input.scopes)]
  const made = { id: newId(), name, prefix, scopes, expiresAt, createdAt: by.now, allowedAddresses, workspaceId }
  await db.transaction<IdentityTables, void>('identity', async (tx) => {
    await insertKey(tx, { ...made, userId, hash: hashToken(secret) })
    await record(tx, by, {
      action: 'api_key.created',
      resourceType: 'api_key',
      resourceId: made.id,
      new: { name, scopes, expiresAt: expiresAt?.toISOString() ?? null, allowedAddresses, workspaceId },
    })
  })
  return { key: { ...made, lastUsedAt: null, lastUsedFrom: null, rotatedAt: null, previousValidUntil: null }, secret }
}

/** A range that means nothing would let nobody in, and a comma would smuggle another one in. */
function checkAddresses(entries: readonly string[]): void {
  const wrong = entries.find((entry) => entry.includes(',') || entry === '' || parseAddressList(entry).strange.length > 0)
  if (wrong !== undefined) throw tokenError.address_not_valid({ entry: wrong })
}
