import { can, type PermissionName, permissions, type systemRoles } from '@steward/contract/permission'
import type { Permission } from '@steward/contract/api/endpoint'
import type { Actor } from './authentication.ts'
import { httpError } from './errors.ts'

/** The roles a member can have; further ones are assigned beside it. */
export const roles = ['owner', 'admin', 'editor', 'viewer'] as const satisfies readonly (keyof typeof systemRoles)[]
export type Role = (typeof roles)[number]

export const isPermission = (name: unknown): name is Permission =>
  name === 'public' || name === 'session' || (typeof name === 'string' && Object.hasOwn(permissions, name))

/** Refuses what the actor's roles do not hold, and what the API key was not given. */
export function requirePermission(actor: Actor, permission: PermissionName | 'session'): void {
  if (permission === 'session') return
  if (!can(actor.grants, permission)) throw httpError.forbidden({ role: actor.role, permission })
  if (actor.kind !== 'api_key' || actor.scopes.length === 0) return
  if (!actor.scopes.includes(permission)) throw httpError.scope_missing({ permission })
}
