import { publish } from '#db'
import { record } from '#hub/audit'
import { type ActingScope, type GivingScope, requireMayGive } from '../acting.ts'
import { tenantError } from '../errors.ts'
import { lockForChange } from '../lock-for-change.ts'
import { findMember, type LockedWorkspace, type MemberRow, type TenantTx } from '../lock-workspace.store.ts'
import type { TenantTables } from '../tenant.tables.ts'
import { revokePromises } from '../invitation/revoke-promises.ts'
import { passOnOwnership } from './change-member.ts'
import { deleteMember, deleteTransferOf } from './member.store.ts'

export async function removeMember(giver: GivingScope, userId: string): Promise<void> {
  await giver.db.transaction<TenantTables, void>('tenant', async (tx) => {
    const place = await lockPlace(tx, giver, userId)
    if (userId !== giver.actor.userId) requireMayGive(giver, place.member.role)
    await endMembership(tx, giver, { ...place, action: 'member.removed' })
  })
}

export async function leaveWorkspace(scope: ActingScope): Promise<void> {
  const { userId } = scope.actor
  await scope.db.transaction<TenantTables, void>('tenant', async (tx) => {
    await endMembership(tx, scope, { ...(await lockPlace(tx, scope, userId)), action: 'member.left' })
  })
}

type Place = { readonly workspace: LockedWorkspace; readonly member: MemberRow }

async function lockPlace(tx: TenantTx, scope: ActingScope, userId: string): Promise<Place> {
  const workspace = await lockForChange(tx, scope)
  const member = await findMember(tx, workspace.id, userId)
  if (member === undefined) throw tenantError.member_not_found()
  return { workspace, member }
}

type Ended = Place & { readonly action: 'member.removed' | 'member.left' }

async function endMembership(tx: TenantTx, scope: ActingScope, { workspace, member, action }: Ended): Promise<void> {
  const { userId } = member
  if (member.role === 'owner') await passOnOwnership(tx, workspace, member)
  await deleteTransferOf(tx, workspace.id, userId)
  await deleteMember(tx, member.id)
  await revokePromises(tx, scope, { userId, kept: undefined })
  const payload = { workspaceId: workspace.id, memberId: member.id, userId }
  await publish(tx, { type: 'member.ended', key: member.id, payload })
  await record(tx, scope, { action, resourceType: 'member', resourceId: userId, old: { role: member.role } })
}
