import type { ActingScope } from './acting.ts'
import { tenantError } from './errors.ts'
import { findMember, type LockedWorkspace, lockWorkspace, type TenantTx } from './lock-workspace.store.ts'

/**
 * Locks the workspace of the request and makes sure that its actor still is
 * what they were let in as: of two owners who demote each other at once, the
 * second finds that they are none any more.
 */
export async function lockForChange(tx: TenantTx, scope: ActingScope): Promise<LockedWorkspace> {
  const workspace = await lockWorkspace(tx, scope.workspaceId)
  const actor = await findMember(tx, scope.workspaceId, scope.actor.userId)
  if (actor?.role !== scope.actor.role) throw tenantError.rights_changed()
  return workspace
}
