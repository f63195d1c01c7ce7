import type { MemberRole } from '@steward/contract/api/member'
import { record } from '#hub/audit'
import { type GivingScope, requireMayGive } from '../acting.ts'
import { tenantError } from '../errors.ts'
import { lockForChange } from '../lock-for-change.ts'
import {
  findMember,
  type LockedWorkspace,
  type MemberRow,
  otherOwners,
  setOwner,
  type TenantTx,
} from '../lock-workspace.store.ts'
import type { TenantTables } from '../tenant.tables.ts'
import { revokePromises } from '../invitation/revoke-promises.ts'
import { deleteTransferOf, setRole } from './member.store.ts'

type Change = { readonly userId: string; readonly role: MemberRole; readonly expectedRole?: MemberRole | undefined }

/** Gives a member another role; with `expectedRole` only if they still have that one. */
export async function changeMember(scope: GivingScope, { userId, role, expectedRole }: Change): Promise<void> {
  await scope.db.transaction<TenantTables, void>('tenant', async (tx) => {
    const workspace = await lockForChange(tx, scope)
    const member = await findMember(tx, workspace.id, userId)
    if (member === undefined) throw tenantError.member_not_found()
    if (expectedRole !== undefined && expectedRole !== member.role) throw tenantError.changed_meanwhile()
    if (member.role === role) return
    requireMayGive(scope, member.role)
    requireMayGive(scope, role)
    if (member.role === 'owner') await passOnOwnership(tx, workspace, member)
    await setRole(tx, member.id, role)
    await revokePromises(tx, scope, { userId, kept: role })
    await record(tx, scope, {
      action: 'member.role_changed',
      resourceType: 'member',
      resourceId: userId,
      old: { role: member.role },
      new: { role },
    })
  })
}

/** Before an owner stops being one: there must be another, who becomes the one that the workspace names. */
export async function passOnOwnership(tx: TenantTx, workspace: LockedWorkspace, member: MemberRow): Promise<void> {
  const [next] = await otherOwners(tx, workspace.id, member.userId)
  if (next === undefined) throw tenantError.last_owner()
  if (workspace.ownerId === member.userId) await setOwner(tx, workspace.id, next)
  await deleteTransferOf(tx, workspace.id, member.userId)
}
