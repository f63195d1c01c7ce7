import type { MemberRole } from '@steward/contract/api/member'
import { newId } from '#base/id'
import type { SecretBox } from '#base/secret-box'
import { record } from '#hub/audit'
import { configValue } from '#hub/config'
import { allowedDomains, findPeopleByEmail, hashToken, newToken } from '#hub/identity'
import { isPlainAddress } from '#mail'
import { type ActingScope, type GivingScope, requireMayGive } from '../acting.ts'
import { lockForChange } from '../lock-for-change.ts'
import { findMember, type LockedWorkspace, type TenantTx } from '../lock-workspace.store.ts'
import type { TenantTables } from '../tenant.tables.ts'
import { countInvitations, findEarlier, insertInvitation, type InvitationRow, markExpired } from './invitation.store.ts'
import { expiryOf, inviterName, sendInvitation } from './send-invitation.ts'

const openMax = 500
/** Mails of invitations that leave one workspace in a day, and that reach one address from it. */
const sentPerDayMax = 300
const sentPerAddressMax = 5
const dayMs = 86_400_000

export type Outcome = 'invited' | 'already_member' | 'already_invited' | 'domain_not_allowed' | 'address_not_usable' | 'too_many'
export type Invited = { readonly email: string; readonly outcome: Outcome; readonly invitation: InvitationRow | null }

type Input = { readonly emails: readonly string[]; readonly role: MemberRole }

/** Invites people with a role that the actor could give; one answer for each address, in their order, each once. */
export async function invitePeople(scope: GivingScope, box: SecretBox, { emails, role }: Input): Promise<Invited[]> {
  requireMayGive(scope, role)
  const wanted = new Map(emails.map((email) => [email.trim().toLowerCase(), email.trim()]))
  const known = await findPeopleByEmail(scope.db, [...wanted.keys()])
  const domains = await configValue(scope.db, allowedDomains)
  const inviter = await inviterName(scope)

  return await scope.db.transaction<TenantTables, Invited[]>('tenant', async (tx) => {
    const workspace = await lockForChange(tx, scope)
    const allowance = await readAllowance(tx, scope, [...wanted.keys()])
    const answers: Invited[] = []
    for (const [key, email] of wanted) {
      const person = known.get(key)
      const isMember = person !== undefined && (await findMember(tx, workspace.id, person.id)) !== undefined
      const obstacle = isMember ? 'already_member' : (addressObstacle(key, domains) ?? allowance.obstacle(key))
      if (obstacle === undefined) {
        const invitation = await invite(tx, scope, { box, workspace, inviter, email, role })
        answers.push({ email, outcome: 'invited', invitation })
      } else answers.push({ email, outcome: obstacle, invitation: null })
    }
    return answers
  })
}

function addressObstacle(email: string, domains: readonly string[]): Outcome | undefined {
  if (!isPlainAddress(email)) return 'address_not_usable'
  const domain = email.slice(email.lastIndexOf('@') + 1)
  return domains.length === 0 || domains.includes(domain) ? undefined : 'domain_not_allowed'
}

async function readAllowance(tx: TenantTx, { workspaceId, now }: ActingScope, emails: readonly string[]) {
  const since = new Date(now.getTime() - dayMs)
  await markExpired(tx, workspaceId, now)
  const earlier = await findEarlier(tx, { workspaceId, emails, since })
  let { open, sentLately } = await countInvitations(tx, workspaceId, since)
  return {
    /** Undefined: one more is fine, and is counted. */
    obstacle(email: string): Outcome | undefined {
      const before = earlier.get(email)
      if (before?.isOpen === true) return 'already_invited'
      if (open >= openMax || sentLately >= sentPerDayMax || (before?.sentLately ?? 0) >= sentPerAddressMax) return 'too_many'
      open += 1
      sentLately += 1
      return undefined
    },
  }
}

type One = {
  readonly box: SecretBox
  readonly workspace: LockedWorkspace
  readonly inviter: string
  readonly email: string
  readonly role: MemberRole
}

async function invite(tx: TenantTx, scope: ActingScope, one: One): Promise<InvitationRow> {
  const { workspace, inviter, email, role } = one
  const { now, actor } = scope
  const [id, token, expiresAt] = [newId(), newToken(), expiryOf(now)]
  const row = { id, workspaceId: workspace.id, email, role, invitedBy: actor.userId, expiresAt }
  await insertInvitation(tx, { ...row, tokenHash: hashToken(token), now })
  await sendInvitation(tx, one.box, { token, to: email, role, workspaceName: workspace.name, inviter, expiresAt })
  await record(tx, scope, { action: 'invitation.created', resourceType: 'invitation', resourceId: id, new: { email, role } })
  return { ...row, status: 'pending', sentCount: 1, sentAt: now, createdAt: now }
}
