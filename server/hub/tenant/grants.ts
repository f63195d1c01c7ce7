import { type Grants, type PermissionName, systemRoles } from '@steward/contract/permission'
import type { Databases } from '#db'
import type { User } from '#hub/identity'
import type { Membership } from './workspace.store.ts'

/** What a member may do by their role; an administrator of the installation may change what holds for all of it as well. */
export async function findGrants(
  _db: Databases,
  who: { readonly user: User; readonly membership: Membership; readonly now: Date },
): Promise<Grants> {
  const everywhere = new Set<PermissionName>(systemRoles[who.membership.role])
  if (who.user.isAdmin) everywhere.add('installation:manage')
  return { everywhere, pods: new Map() }
}
