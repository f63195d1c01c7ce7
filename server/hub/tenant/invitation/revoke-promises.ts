import { systemRoles } from '@steward/contract/permission'
import { type By, record } from '#hub/audit'
import type { Role } from '#http'
import type { TenantTx } from '../lock-workspace.store.ts'
import { revokeOf } from './invitation.store.ts'

const roles: readonly Role[] = ['owner', 'admin', 'editor', 'viewer']

/**
 * Takes back the open invitations of a member that they could not make with the
 * role they are left with; undefined: they are no member any more. Else somebody
 * who is shown out could have held a door open.
 */
export async function revokePromises(
  tx: TenantTx,
  by: By & { readonly workspaceId: string },
  { userId, kept }: { readonly userId: string; readonly kept: Role | undefined },
): Promise<void> {
  const held: readonly string[] = kept === undefined ? [] : systemRoles[kept]
  const mayInvite = held.includes('member:manage')
  const beyond = roles.filter((role) => !mayInvite || systemRoles[role].some((permission) => !held.includes(permission)))
  for (const id of await revokeOf(tx, by.workspaceId, userId, beyond))
    await record(tx, by, { action: 'invitation.revoked', resourceType: 'invitation', resourceId: id })
}
