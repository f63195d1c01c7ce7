import { publish } from '#db'
import { type By, record } from '#hub/audit'
import { workspaceDeleted } from '../deletion/delete-workspace.ts'
import { markDeleted } from '../deletion/deletion.store.ts'
import { revokePromises } from '../invitation/revoke-promises.ts'
import { setOwner, type TenantTx } from '../lock-workspace.store.ts'
import { deleteMember, deleteTransferOf, setRole } from '../member/member.store.ts'
import { lockMemberships, type Membership } from './account.store.ts'

/** As long as the account itself can be brought back by hand. */
const graceDays = 30

/** Takes somebody whose account is deleted out of every workspace. One in which nobody else is left is deleted as well. */
export async function leaveAll(tx: TenantTx, user: { readonly userId: string; readonly now: Date }): Promise<void> {
  for (const membership of await lockMemberships(tx, user.userId, { active: true })) {
    if (membership.others.length === 0) await closeWorkspace(tx, membership, user)
    else await leave(tx, membership, user)
  }
}

/** Ends what is left when a person is erased: also where they were a member of a workspace that was deleted, for it may be restored. */
export async function leaveForGood(tx: TenantTx, user: { readonly userId: string; readonly now: Date }): Promise<void> {
  await leaveAll(tx, user)
  for (const membership of await lockMemberships(tx, user.userId, { active: false })) await leave(tx, membership, user)
}

async function closeWorkspace(
  tx: TenantTx,
  { workspaceId, name }: Membership,
  user: { userId: string; now: Date },
): Promise<void> {
  const { userId, now } = user
  const purgeAt = new Date(now.getTime() + graceDays * 86_400_000)
  await markDeleted(tx, workspaceId, { now, by: userId, purgeAt })
  await publish(tx, { type: workspaceDeleted, key: workspaceId, payload: { workspaceId } })
  await record(tx, system(workspaceId, now), {
    action: 'workspace.deleted',
    resourceType: 'workspace',
    resourceId: workspaceId,
    old: { name },
    new: { purgeAt: purgeAt.toISOString() },
  })
}

async function leave(tx: TenantTx, membership: Membership, { userId, now }: { userId: string; now: Date }): Promise<void> {
  const { workspaceId, memberId, others } = membership
  // Whoever owns a workspace with others in it is told to hand it over first; this is for who joined at that very moment.
  const heir = membership.role === 'owner' ? others[0] : undefined
  if (heir?.role === 'admin') await setRole(tx, heir.memberId, 'owner')
  if (heir?.role === 'admin' || heir?.role === 'owner') await setOwner(tx, workspaceId, heir.userId)
  await deleteTransferOf(tx, workspaceId, userId)
  await deleteMember(tx, memberId)
  await revokePromises(tx, system(workspaceId, now), { userId, kept: undefined })
  await publish(tx, { type: 'member.ended', key: memberId, payload: { workspaceId, memberId } })
  await record(tx, system(workspaceId, now), { action: 'member.left', resourceType: 'member', resourceId: userId })
}

const system = (workspaceId: string, now: Date): By & { readonly workspaceId: string } => ({ actorId: null, workspaceId, now })
