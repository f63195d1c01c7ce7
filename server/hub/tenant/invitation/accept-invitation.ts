import { newId } from '#base/id'
import type { Databases } from '#db'
import { type By, record } from '#hub/audit'
import { createInvitedUser, findPeople, findPeopleByEmail, hashToken, type Person, type User } from '#hub/identity'
import { tellPeople } from '#hub/profile'
import { tenantError } from '../errors.ts'
import { findMember, lockWorkspace } from '../lock-workspace.store.ts'
import type { TenantTables } from '../tenant.tables.ts'
import {
  findByToken,
  type FoundByToken,
  insertMember,
  type InvitationRow,
  isMemberAnywhere,
  listForEmail,
  lockInvitation,
  markAccepted,
  markRevoked,
} from './invitation.store.ts'

type Visit = Pick<By, 'now' | 'from'>
type Account = { readonly name: string; readonly password: string }

export async function findInvitation(db: Databases, token: string, now: Date): Promise<FoundByToken> {
  const found = await findByToken(db, hashToken(token), now)
  if (found === undefined) throw tenantError.invitation_gone()
  return found
}

/** As a person who is signed in: the invitation must be to their verified address, whoever has the link. */
export async function acceptAs(db: Databases, visit: Visit, accepting: { token: string; userId: string }): Promise<string> {
  const invitation = await findInvitation(db, accepting.token, visit.now)
  const person = (await findPeople(db, [accepting.userId])).get(accepting.userId)
  requireAddressee(invitation, person)
  await join(db, visit, { invitation, userId: accepting.userId })
  return invitation.workspaceId
}

export type Joined = {
  readonly workspaceId: string
  /** Of the account that was made. Undefined: the person had one, and is to sign in. */
  readonly user: User | undefined
}

/**
 * As somebody who is not signed in: the link has to prove that the address is
 * theirs. They make an account; who has one signs in first, except that somebody
 * who is in no workspace could not get in to accept, so they join at once.
 */
export async function acceptAsNew(
  db: Databases,
  visit: Visit,
  accepting: { token: string; account: Account | undefined },
): Promise<Joined> {
  const invitation = await findInvitation(db, accepting.token, visit.now)
  const { email, workspaceId } = invitation
  if (!invitation.proves) throw tenantError.open_the_mail()
  const person = (await findPeopleByEmail(db, [email])).get(email.toLowerCase())
  if (person !== undefined) {
    if (!person.isVerified || (await isMemberAnywhere(db, person.id))) throw tenantError.sign_in_first()
    await join(db, visit, { invitation, userId: person.id })
    return { workspaceId, user: undefined }
  }
  if (accepting.account === undefined) throw tenantError.account_missing()
  const user = await createInvitedUser(db, visit, { ...accepting.account, email })
  if (user === undefined) throw tenantError.sign_in_first()
  await join(db, visit, { invitation, userId: user.id })
  return { workspaceId, user }
}

/** Invitations that a person sees when they are signed in: those to their verified address. */
export async function listMine(db: Databases, userId: string, now: Date) {
  const person = (await findPeople(db, [userId])).get(userId)
  return person?.isVerified === true ? await listForEmail(db, person.email, now) : []
}

export async function acceptMine(db: Databases, visit: Visit, mine: { id: string; userId: string }): Promise<string> {
  const invitation = await findMine(db, visit.now, mine)
  await join(db, visit, { invitation, userId: mine.userId })
  return invitation.workspaceId
}

export async function declineMine(db: Databases, visit: Visit, mine: { id: string; userId: string }): Promise<void> {
  const { workspaceId, id, email } = await findMine(db, visit.now, mine)
  await db.transaction<TenantTables, void>('tenant', async (tx) => {
    const invitation = await lockInvitation(tx, { id, now: visit.now })
    if (invitation?.status !== 'pending') throw tenantError.invitation_gone()
    await markRevoked(tx, id)
    const by = { ...visit, actorId: mine.userId, workspaceId }
    await record(tx, by, { action: 'invitation.declined', resourceType: 'invitation', resourceId: id, old: { email } })
  })
}

/** Somebody else's invitation does not exist for them. */
async function findMine(db: Databases, now: Date, { id, userId }: { id: string; userId: string }): Promise<InvitationRow> {
  const found = (await listMine(db, userId, now)).find((one) => one.id === id)
  if (found === undefined) throw tenantError.invitation_not_found()
  return found
}

function requireAddressee({ email }: InvitationRow, person: Person | undefined): void {
  if (person?.email.toLowerCase() !== email.toLowerCase()) throw tenantError.not_addressee()
  if (!person.isVerified) throw tenantError.address_not_verified()
}

/** Once, however many try at once: the second finds the invitation used. */
async function join(db: Databases, visit: Visit, joining: { invitation: InvitationRow; userId: string }): Promise<void> {
  const { invitation, userId } = joining
  const { id, workspaceId, role, invitedBy } = invitation
  const name = (await findPeople(db, [userId])).get(userId)?.name ?? null
  const isMember = await db.transaction<TenantTables, boolean>('tenant', async (tx) => {
    await lockWorkspace(tx, workspaceId)
    const open = await lockInvitation(tx, { id, now: visit.now })
    if (open?.status !== 'pending') throw tenantError.invitation_gone()
    await markAccepted(tx, id, { userId, now: visit.now })
    // Then the invitation is used up all the same.
    if ((await findMember(tx, workspaceId, userId)) !== undefined) return true
    await insertMember(tx, { id: newId(), workspaceId, userId, role, invitedBy, now: visit.now })
    const by = { ...visit, actorId: userId, workspaceId }
    await record(tx, by, { action: 'invitation.accepted', resourceType: 'invitation', resourceId: id, new: { userId, role } })
    await tellPeople(tx, {
      kind: 'member_joined',
      workspaceId,
      subject: workspaceId,
      parts: { person: name },
      path: '/settings/members',
      people: [],
      otherwise: 'member:manage',
      except: userId,
    })
    return false
  })
  if (isMember) throw tenantError.already_member()
}
