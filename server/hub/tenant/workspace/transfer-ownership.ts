import { record } from '#hub/audit'
import { requireFresh, requirePerson } from '#hub/identity'
import type { ActingScope } from '../acting.ts'
import { tenantError } from '../errors.ts'
import { lockForChange } from '../lock-for-change.ts'
import { deleteTransfer, findMember, setOwner } from '../lock-workspace.store.ts'
import { revokePromises } from '../invitation/revoke-promises.ts'
import { setRole } from '../member/member.store.ts'
import type { TenantTables } from '../tenant.tables.ts'
import { findTransfer, saveTransfer } from './transfer.store.ts'

const offerDays = 7

/** Offers the workspace to another member. Nothing changes before they accept. */
export async function offerOwnership(scope: ActingScope, toUserId: string): Promise<void> {
  const { actor, now } = scope
  requireFresh(actor, { now })
  if (toUserId === actor.userId) throw tenantError.transfer_to_self()
  await scope.db.transaction<TenantTables, void>('tenant', async (tx) => {
    const { id } = await lockForChange(tx, scope)
    if ((await findMember(tx, id, toUserId)) === undefined) throw tenantError.member_not_found()
    const expiresAt = new Date(now.getTime() + offerDays * 86_400_000)
    await saveTransfer(tx, { workspaceId: id, from: actor.userId, to: toUserId, now, expiresAt })
    await record(tx, scope, {
      action: 'workspace.ownership_offered',
      resourceType: 'workspace',
      resourceId: id,
      new: { to: toUserId, expiresAt: expiresAt.toISOString() },
    })
  })
}

/** Makes whoever acts the owner, and whoever offered it an admin. Refused when the offer, or the right to make it, is gone. */
export async function acceptOwnership(scope: ActingScope): Promise<void> {
  const { actor, now } = scope
  requirePerson(actor)
  await scope.db.transaction<TenantTables, void>('tenant', async (tx) => {
    const { id } = await lockForChange(tx, scope)
    const offer = await findTransfer(tx, id, now)
    if (offer?.to !== actor.userId) throw tenantError.no_transfer()
    const [from, to] = [await findMember(tx, id, offer.from), await findMember(tx, id, offer.to)]
    if (from?.role !== 'owner' || to === undefined) throw tenantError.no_transfer()
    await setRole(tx, to.id, 'owner')
    await setRole(tx, from.id, 'admin')
    await revokePromises(tx, scope, { userId: from.userId, kept: 'admin' })
    await setOwner(tx, id, to.userId)
    await deleteTransfer(tx, id)
    await record(tx, scope, {
      action: 'workspace.ownership_transferred',
      resourceType: 'workspace',
      resourceId: id,
      old: { owner: from.userId },
      new: { owner: to.userId },
    })
  })
}

/** By whoever offered it, by another owner, or by the one to whom it was offered. */
export async function endTransfer(scope: ActingScope): Promise<void> {
  const { actor, now } = scope
  requirePerson(actor)
  await scope.db.transaction<TenantTables, void>('tenant', async (tx) => {
    const { id } = await lockForChange(tx, scope)
    const offer = await findTransfer(tx, id, now)
    if (offer === undefined || (actor.role !== 'owner' && offer.to !== actor.userId)) throw tenantError.no_transfer()
    await deleteTransfer(tx, id)
    await record(tx, scope, {
      action: offer.to === actor.userId ? 'workspace.ownership_declined' : 'workspace.ownership_withdrawn',
      resourceType: 'workspace',
      resourceId: id,
      old: { to: offer.to },
    })
  })
}
