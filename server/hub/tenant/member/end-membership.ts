import { publish } from '#db'
import { record } from '#hub/audit'
import { type ActingScope, requireMayGive } from '../acting.ts'
import { tenantError } from '../errors.ts'
import { lockForChange } from '../lock-for-change.ts'
import { findMember, type TenantTx } from '../lock-workspace.store.ts'
import type { TenantTables } from '../tenant.tables.ts'
import { revokePromises } from '../invitation/revoke-promises.ts'
import { passOnOwnership } from './change-member.ts'
import { deleteMember, deleteTransferOf } from './member.store.ts'

export async function removeMember(scope: ActingScope, userId: string): Promise<void> {
  await scope.db.transaction<TenantTables, void>('tenant', (tx) => endMembership(tx, scope, { userId, action: 'member.removed' }))
}

export async function leaveWorkspace(scope: ActingScope): Promise<void> {
  const { userId } = scope.actor
  await scope.db.transaction<TenantTables, void>('tenant', (tx) => endMembership(tx, scope, { userId, action: 'member.left' }))
}

type Ended = { readonly userId: string; readonly action: 'member.removed' | 'member.left' }

async function endMembership(tx: TenantTx, scope: ActingScope, { userId, action }: Ended): Promise<void> {
  const workspace = await lockForChange(tx, scope)
  const member = await findMember(tx, workspace.id, userId)
  if (member === undefined) throw tenantError.member_not_found()
  if (userId !== scope.actor.userId) requireMayGive(scope.actor, member.role)
  if (member.role === 'owner') await passOnOwnership(tx, workspace, member)
  await deleteTransferOf(tx, workspace.id, userId)
  await deleteMember(tx, member.id)
  await revokePromises(tx, scope, { userId, kept: undefined })
  const payload = { workspaceId: workspace.id, memberId: member.id, userId }
  await publish(tx, { type: 'member.ended', key: member.id, payload })
  await record(tx, scope, { action, resourceType: 'member', resourceId: userId, old: { role: member.role } })
}
