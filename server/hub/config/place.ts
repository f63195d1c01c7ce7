import type { ConfigScope } from './key.ts'

/** Where one value stands: in an environment, in the whole installation, in one workspace, with one person. */
export type Place =
  | { readonly scope: 'ENVIRONMENT'; readonly environment: string }
  | { readonly scope: 'GLOBAL' }
  | { readonly scope: 'TENANT'; readonly workspaceId: string }
  | { readonly scope: 'USER'; readonly userId: string }

/** For whom a value is asked. What is left out has no part in the answer. */
export type ConfigFor = { readonly workspaceId?: string | undefined; readonly userId?: string | undefined }

/** The columns that say where a value stands. */
export type PlaceColumns = {
  readonly scope: ConfigScope
  readonly environment: string | null
  readonly tenantId: string | null
  readonly userId: string | null
}

export function columnsOf(place: Place): PlaceColumns {
  return {
    scope: place.scope,
    environment: place.scope === 'ENVIRONMENT' ? place.environment : null,
    tenantId: place.scope === 'TENANT' ? place.workspaceId : null,
    userId: place.scope === 'USER' ? place.userId : null,
  }
}

/** One name per slot, for the cache. */
export function slotName(key: string, { scope, environment, tenantId, userId }: PlaceColumns): string {
  return `${key} ${scope} ${environment ?? tenantId ?? userId ?? ''}`
}

/** What the encrypted value belongs to: copied to another place, it does not open. */
export function secretContext(key: string, { scope, environment, tenantId, userId }: PlaceColumns): string {
  return `config ${key} ${scope} ${environment ?? '-'} ${tenantId ?? '-'} ${userId ?? '-'}`
}
