import { type Grants, type PermissionName, podManagerRole, systemRoles } from '@steward/contract/permission'
import type { Role } from '#http'
import { type AssignedRole, type Handed, systemRoleId } from '#hub/identity'
import type { ManagedPod } from './pod/pod.store.ts'

/** One reason why somebody may do something. What they may is made of these and of nothing else, so it can be explained. */
export type Holding = {
  readonly via: 'base_role' | 'assignment' | 'pod_manager' | 'administrator'
  readonly roleId: string | null
  readonly roleName: string
  readonly permissions: readonly PermissionName[]
  /** Null: in the whole workspace. */
  readonly podId: string | null
  readonly since: Date | null
  /** Null: for ever. */
  readonly until: Date | null
  readonly by: string | null
  readonly assignmentId: string | null
}

type Standing = {
  readonly role: Role
  readonly joined?: { readonly at: Date; readonly by: string | null }
  readonly isAdmin: boolean
  readonly assigned: readonly AssignedRole[]
  readonly managed: readonly ManagedPod[]
}

/** Everything that a member holds, expired or not. */
export function holdingsOf({ role, joined, isAdmin, assigned, managed }: Standing): Holding[] {
  const lasting = { until: null, assignmentId: null, podId: null }
  const holdings: Holding[] = [
    {
      ...lasting,
      via: 'base_role',
      roleId: systemRoleId(role),
      roleName: role,
      permissions: systemRoles[role],
      since: joined?.at ?? null,
      by: joined?.by ?? null,
    },
  ]
  for (const { id, roleId, roleName, permissions, podId, assignedAt, assignedBy, expiresAt } of assigned) {
    const [since, until, by] = [assignedAt, expiresAt, assignedBy]
    holdings.push({ via: 'assignment', roleId, roleName, permissions, podId, since, until, by, assignmentId: id })
  }
  for (const { podId, since, by } of managed) {
    const permissions = systemRoles[podManagerRole]
    const roleId = systemRoleId(podManagerRole)
    holdings.push({ ...lasting, via: 'pod_manager', roleId, roleName: podManagerRole, permissions, podId, since, by })
  }
  if (isAdmin) {
    const permissions = ['installation:manage'] as const
    const nobody = { since: null, by: null, roleId: null }
    holdings.push({ ...lasting, ...nobody, via: 'administrator', roleName: 'administrator', permissions })
  }
  return holdings
}

/** A role that ends at a moment counts for nothing from that moment on. */
export const isInForce = ({ until }: Holding, now: Date): boolean => until === null || until > now

export function grantsOf(holdings: readonly Holding[], now: Date): Grants {
  const everywhere = new Set<PermissionName>()
  const pods = new Map<string, Set<PermissionName>>()
  for (const holding of holdings) {
    if (!isInForce(holding, now)) continue
    const names = holding.podId === null ? everywhere : (pods.get(holding.podId) ?? new Set())
    if (holding.podId !== null) pods.set(holding.podId, names)
    for (const name of holding.permissions) names.add(name)
  }
  return { everywhere, pods }
}

type Limits = { readonly now: Date; readonly scopes: readonly string[] }

/** The first permission of what is to be handed on that they do not hold there, for as long, and with the key at hand. */
export function lacksOf(holdings: readonly Holding[], { now, scopes }: Limits) {
  return (handed: Handed): PermissionName | undefined => {
    const lasting = holdings.filter(
      (one) =>
        isInForce(one, now) &&
        (one.podId === null || one.podId === handed.podId) &&
        (one.until === null || (handed.until !== null && one.until >= handed.until)),
    )
    return handed.permissions.find(
      (name) => (scopes.length > 0 && !scopes.includes(name)) || !lasting.some((holding) => holding.permissions.includes(name)),
    )
  }
}
