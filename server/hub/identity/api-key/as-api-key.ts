import type { ApiKey } from '@steward/contract/api/identity'
import type { ApiKeyRow } from './api-key.store.ts'

/** A key as the API shows it. */
export function asApiKey(key: ApiKeyRow): ApiKey {
  return {
    id: key.id,
    name: key.name,
    prefix: key.prefix,
    scopes: [...key.scopes],
    expiresAt: key.expiresAt?.toISOString() ?? null,
    lastUsedAt: key.lastUsedAt?.toISOString() ?? null,
    lastUsedFrom: key.lastUsedFrom,
    createdAt: key.createdAt.toISOString(),
    allowedAddresses: [...key.allowedAddresses],
    workspaceId: key.workspaceId,
    rotatedAt: key.rotatedAt?.toISOString() ?? null,
    previousValidUntil: key.previousValidUntil?.toISOString() ?? null,
  }
}
