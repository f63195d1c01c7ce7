import type { SecretBox } from '#base/secret-box'
import { record } from '#hub/audit'
import { hashToken, newToken } from '#hub/identity'
import { type ActingScope, type GivingScope, isAdministrator, requireMayGive } from '../acting.ts'
import { tenantError } from '../errors.ts'
import { lockForChange } from '../lock-for-change.ts'
import type { TenantTx } from '../lock-workspace.store.ts'
import type { TenantTables } from '../tenant.tables.ts'
import {
  findEarlier,
  type InvitationRow,
  lockInvitation,
  markExpired,
  markRevoked,
  renewInvitation,
  setLink,
} from './invitation.store.ts'
import { expiryOf, inviterName, pathOf, sendInvitation } from './send-invitation.ts'

const resendAfterMs = 60_000
const sentMax = 10

/** Sends it once more with another secret. One whose time was over comes back to life. */
export async function resendInvitation(scope: GivingScope, box: SecretBox, id: string): Promise<InvitationRow> {
  const { now } = scope
  const inviter = await inviterName(scope)
  return await scope.db.transaction<TenantTables, InvitationRow>('tenant', async (tx) => {
    const workspace = await lockForChange(tx, scope)
    const invitation = await take(tx, scope, id)
    const { email, role, status, sentAt, sentCount } = invitation
    if (status !== 'pending' && status !== 'expired') throw tenantError.invitation_not_found()
    if (now.getTime() - sentAt.getTime() < resendAfterMs) throw tenantError.sent_lately()
    if (sentCount >= sentMax) throw tenantError.sent_often({ count: sentCount })
    if (status === 'expired') await refuseSecond(tx, scope, invitation)
    const [token, expiresAt] = [newToken(), expiryOf(now)]
    await renewInvitation(tx, id, { tokenHash: hashToken(token), now, expiresAt })
    await sendInvitation(tx, box, { token, to: email, role, workspaceName: workspace.name, inviter, expiresAt })
    await record(tx, scope, { action: 'invitation.resent', resourceType: 'invitation', resourceId: id, new: { email, role } })
    return { ...invitation, status: 'pending', sentAt: now, sentCount: sentCount + 1, expiresAt }
  })
}

/** The address may have been invited anew since this one ran out. */
async function refuseSecond(tx: TenantTx, { workspaceId, now }: ActingScope, { email }: InvitationRow): Promise<void> {
  await markExpired(tx, workspaceId, now)
  const key = email.toLowerCase()
  const earlier = await findEarlier(tx, { workspaceId, emails: [key], since: now })
  if (earlier.get(key)?.isOpen === true) throw tenantError.invited_anew()
}

/**
 * A link to hand on by oneself. Whoever makes it could keep it, so by itself it
 * proves nobody's address; only an administrator of the installation may vouch for that.
 */
export async function linkInvitation(scope: GivingScope, id: string): Promise<{ path: string; isVouched: boolean }> {
  const isVouched = isAdministrator(scope.actor)
  return await scope.db.transaction<TenantTables, { path: string; isVouched: boolean }>('tenant', async (tx) => {
    await lockForChange(tx, scope)
    const { status, email } = await take(tx, scope, id)
    if (status !== 'pending') throw tenantError.invitation_not_found()
    const token = newToken()
    await setLink(tx, id, { hash: hashToken(token), isVouched })
    await record(tx, scope, {
      action: 'invitation.link_copied',
      resourceType: 'invitation',
      resourceId: id,
      new: { email, vouched: isVouched },
    })
    return { path: pathOf(token), isVouched }
  })
}

export async function revokeInvitation(scope: GivingScope, id: string): Promise<void> {
  await scope.db.transaction<TenantTables, void>('tenant', async (tx) => {
    await lockForChange(tx, scope)
    const { status, email, role } = await take(tx, scope, id)
    if (status !== 'pending' && status !== 'expired') throw tenantError.invitation_not_found()
    await markRevoked(tx, id)
    await record(tx, scope, { action: 'invitation.revoked', resourceType: 'invitation', resourceId: id, old: { email, role } })
  })
}

async function take(tx: TenantTx, scope: GivingScope, id: string): Promise<InvitationRow> {
  const found = await lockInvitation(tx, { id, workspaceId: scope.workspaceId, now: scope.now })
  if (found === undefined) throw tenantError.invitation_not_found()
  requireMayGive(scope, found.role)
  return found
}
