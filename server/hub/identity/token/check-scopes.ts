import { canSomewhere, type PermissionName } from '@steward/contract/permission'
import type { Actor } from '#http'
import { tokenError } from './errors.ts'

/** Nobody gives away what they do not hold themselves. */
export function checkScopes(actor: Actor, scopes: readonly PermissionName[]): void {
  const missing = scopes.find((scope) => !canSomewhere(actor.grants, scope))
  if (missing !== undefined) throw tokenError.scope_not_held({ scope: missing })
}
