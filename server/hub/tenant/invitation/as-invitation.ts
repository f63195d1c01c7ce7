import type { Invitation } from '@steward/contract/api/invitation'
import type { Databases } from '#db'
import { findUserNames } from '#hub/identity'
import type { InvitationRow } from './invitation.store.ts'

/** Invitations as the API shows them, with the name of who invited. */
export async function asInvitations(db: Databases, rows: readonly InvitationRow[]): Promise<Invitation[]> {
  const names = await findUserNames(
    db,
    rows.map((row) => row.invitedBy),
  )
  return rows.map(({ id, email, role, status, sentCount, ...row }) => ({
    id,
    email,
    role,
    status,
    sentCount,
    invitedBy: names.get(row.invitedBy) ?? '',
    sentAt: row.sentAt.toISOString(),
    expiresAt: row.expiresAt.toISOString(),
    createdAt: row.createdAt.toISOString(),
  }))
}
