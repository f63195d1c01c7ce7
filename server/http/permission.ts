import type { Permission } from '@steward/contract/api/endpoint'
import type { Actor } from './authentication.ts'
import { httpError } from './errors.ts'

export const roles = ['owner', 'admin', 'editor', 'viewer'] as const
export type Role = (typeof roles)[number]

const readers: readonly Role[] = roles
const writers: readonly Role[] = ['owner', 'admin', 'editor']
const managers: readonly Role[] = ['owner', 'admin']

/** Who may do what. An API key belongs to one person, so everyone may manage their own. */
const table: Record<Exclude<Permission, 'public'>, readonly Role[]> = {
  session: readers,
  'workflow:read': readers,
  'workflow:write': writers,
  'workflow:activate': writers,
  'execution:read': readers,
  'execution:start': writers,
  'execution:write': writers,
  'connection:read': readers,
  'connection:write': writers,
  'api_key:manage': readers,
  'workspace:manage': managers,
}

export const isPermission = (name: unknown): name is Permission =>
  name === 'public' || (typeof name === 'string' && Object.hasOwn(table, name))

/** Refuses what the role does not hold, and what the API key was not given. */
export function requirePermission(actor: Actor, permission: Exclude<Permission, 'public'>): void {
  if (!table[permission].includes(actor.role)) throw httpError.forbidden({ role: actor.role, permission })
  if (actor.kind !== 'api_key' || actor.scopes.length === 0 || permission === 'session') return
  if (!actor.scopes.includes(permission)) throw httpError.scope_missing({ permission })
}
