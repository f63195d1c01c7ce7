import {
  can,
  canSomewhere,
  isPermissionName,
  type PermissionName,
  type Resource,
  type systemRoles,
} from '@steward/contract/permission'
import type { Endpoint, Permission } from '@steward/contract/api/endpoint'
import type { Actor } from './authentication.ts'
import { httpError } from './errors.ts'

/** The roles a member can have; further ones are assigned beside it. */
export const roles = ['owner', 'admin', 'editor', 'viewer'] as const satisfies readonly (keyof typeof systemRoles)[]
export type Role = (typeof roles)[number]

export const isPermission = (name: unknown): name is Permission =>
  name === 'public' || name === 'session' || isPermissionName(name)

type Asked = Pick<Endpoint, 'permission' | 'perPod' | 'evenWhenBarred'>

/** Refuses what neither the roles of the actor hold nor, for a key, its scopes: at the door, before a byte of the body is read. */
export function requirePermission(actor: Actor, { permission, perPod, evenWhenBarred }: Asked): void {
  if (actor.barredBy !== null && evenWhenBarred !== true) throw actor.barredBy
  if (permission === 'public' || permission === 'session') return
  const isAllowed = perPod === true ? canSomewhere(actor.grants, permission) : can(actor.grants, permission)
  if (!isAllowed) throw refusal(actor, permission)
}

/** Refuses what the actor may not do with this resource. For the handlers of endpoints whose permission is held per pod. */
export function requirePermissionOn(actor: Actor, permission: PermissionName, resource: Resource): void {
  if (!can(actor.grants, permission, resource)) throw refusal(actor, permission)
}

function refusal(actor: Actor, permission: PermissionName) {
  const isScopeMissing = actor.scopes.length > 0 && !actor.scopes.includes(permission)
  return isScopeMissing ? httpError.scope_missing({ permission }) : httpError.forbidden({ role: actor.role, permission })
}
