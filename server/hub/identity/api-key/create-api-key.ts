import { newId } from '#base/id'
import type { Databases } from '#db'
import { type By, record } from '#hub/audit'
import { identityError } from '../errors.ts'
import type { IdentityTables } from '../identity.tables.ts'
import { hashToken, newKey } from '../token.ts'
import { type ApiKeyRow, insertKey } from './api-key.store.ts'

export type NewApiKey = {
  readonly userId: string
  readonly name: string
  /** Empty means everything its owner may. */
  readonly scopes: readonly string[]
  readonly expiresAt: Date | null
}

/** Makes an API key. Its secret is in the result and nowhere else. */
export async function createApiKey(db: Databases, by: By, input: NewApiKey): Promise<{ key: ApiKeyRow; secret: string }> {
  if (input.expiresAt !== null && input.expiresAt <= by.now) throw identityError.key_expires_in_past()
  const { secret, prefix } = newKey()
  const { userId, name, expiresAt } = input
  const key: ApiKeyRow = {
    id: newId(),
    name,
    prefix,
    scopes: [...new Set(input.scopes)],
    expiresAt,
    lastUsedAt: null,
    createdAt: by.now,
  }
  await db.transaction<IdentityTables, void>('identity', async (tx) => {
    await insertKey(tx, { ...key, userId, hash: hashToken(secret) })
    await record(tx, by, {
      action: 'api_key.created',
      resourceType: 'api_key',
      resourceId: key.id,
      new: { name, scopes: [...key.scopes], expiresAt: expiresAt?.toISOString() ?? null },
    })
  })
  return { key, secret }
}
