import { can, systemRoles } from '@steward/contract/permission'
import type { Actor, RequestScope, Role } from '#http'
import { tenantError } from './errors.ts'

/** A scope that knows as what the person acts. */
export type ActingScope = RequestScope & { readonly actor: Actor }

export const isAdministrator = (actor: Actor): boolean => can(actor.grants, 'installation:manage')

/** Whether the actor holds everything that a role holds: nobody gives, and nobody takes away, more than that. */
export function requireMayGive(actor: Actor, role: Role): void {
  if (!mayGive(actor, role)) throw tenantError.role_above_own({ role })
}

export function mayGive(actor: Actor, role: Role): boolean {
  return systemRoles[role].every((permission) => can(actor.grants, permission))
}

/** A key that was given a few permissions must not join, leave or make workspaces in the name of its owner. */
export function requireWholePerson(actor: Actor): void {
  if (actor.scopes.length > 0) throw tenantError.key_not_enough()
}
