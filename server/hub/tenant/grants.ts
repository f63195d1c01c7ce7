import { type Grants, type PermissionName, systemRoles } from '@steward/contract/permission'
import type { Role } from '#http'
import type { User } from '#hub/identity'

/** What a member may do by their role; an administrator of the installation may change what holds for all of it as well. */
export function grantsOf(user: User, role: Role): Grants {
  const everywhere = new Set<PermissionName>(systemRoles[role])
  if (user.isAdmin) everywhere.add('installation:manage')
  return { everywhere, pods: new Map() }
}
