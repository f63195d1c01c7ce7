import { can, systemRoles } from '@steward/contract/permission'
import type { Actor, RequestScope, Role } from '#http'
import { type GiverScope, requireHeld } from '#hub/identity'
import { tenantError } from './errors.ts'

/** A scope that knows as what the person acts. */
export type ActingScope = RequestScope & { readonly actor: Actor }

/** One that knows what the person may hand on, too. */
export type GivingScope = ActingScope & GiverScope

export const isAdministrator = (actor: Actor): boolean => can(actor.grants, 'installation:manage')

/** The role of a member has no end, so whoever gives it or takes it away holds everything in it for ever. */
export function requireMayGive(giver: GiverScope, role: Role): void {
  requireHeld(giver, { permissions: systemRoles[role], podId: null, until: null })
}

/** A key that was given a few permissions must not join, leave or make workspaces in the name of its owner. */
export function requireWholePerson(actor: Actor): void {
  if (actor.scopes.length > 0) throw tenantError.key_not_enough()
}
