import { type Kysely, sql } from 'kysely'
import type { Databases } from '#db'
import type { Role } from '#http'
import type { TenantTx } from '../lock-workspace.store.ts'
import type { TenantTables } from '../tenant.tables.ts'

export type InvitationRow = {
  readonly id: string
  readonly workspaceId: string
  readonly email: string
  readonly role: Role
  /** As it is now: `expired` once its time is over, whatever is written down. */
  readonly status: 'pending' | 'accepted' | 'revoked' | 'expired'
  readonly invitedBy: string
  readonly sentCount: number
  readonly sentAt: Date
  readonly expiresAt: Date
  readonly createdAt: Date
}

const columns = [
  'one.id',
  'one.workspace_id as workspaceId',
  'one.email',
  'one.role',
  'one.invited_by as invitedBy',
  'one.sent_count as sentCount',
  'one.sent_at as sentAt',
  'one.expires_at as expiresAt',
  'one.created_at as createdAt',
] as const

const statusAt = (now: Date) =>
  sql<InvitationRow['status']>`case when one.status = 'pending' and one.expires_at <= ${now} then 'expired' else one.status end`

const rows = (tables: Kysely<TenantTables>, now: Date) =>
  tables.selectFrom('invitations as one').select(columns).select(statusAt(now).as('status'))

/** Those that can be accepted, with the workspace they are to. */
const openRows = (db: Databases, now: Date) =>
  rows(db.kysely('tenant'), now)
    .innerJoin('workspaces', 'workspaces.id', 'one.workspace_id')
    .select('workspaces.name as workspaceName')
    .where('one.status', '=', 'pending')
    .where('one.expires_at', '>', now)
    .where('workspaces.is_active', '=', true)

export async function listInvitationRows(
  db: Databases,
  which: { readonly workspaceId: string; readonly status: InvitationRow['status'] | undefined; readonly now: Date },
  page: { readonly after: string | undefined; readonly limit: number },
): Promise<InvitationRow[]> {
  let query = rows(db.kysely('tenant'), which.now).where('one.workspace_id', '=', which.workspaceId)
  if (which.status !== undefined) query = query.where(statusAt(which.now), '=', which.status)
  if (page.after !== undefined) query = query.where('one.id', '<', page.after)
  return await query.orderBy('one.id', 'desc').limit(page.limit).execute()
}

/** Locked, so that of two who change it the second sees what the first has done. */
export async function lockInvitation(
  tx: TenantTx,
  which: { readonly id: string; readonly workspaceId?: string; readonly now: Date },
): Promise<InvitationRow | undefined> {
  let query = rows(tx, which.now).where('one.id', '=', which.id)
  if (which.workspaceId !== undefined) query = query.where('one.workspace_id', '=', which.workspaceId)
  return await query.forUpdate().executeTakeFirst()
}

export type FoundByToken = InvitationRow & {
  readonly workspaceName: string
  /** Whether holding the token proves that the address is one's own. */
  readonly proves: boolean
}

/** The open invitation of a token, mailed or copied. */
export async function findByToken(db: Databases, hash: Buffer, now: Date): Promise<FoundByToken | undefined> {
  return await openRows(db, now)
    .select(sql<boolean>`one.token_hash = ${hash} or one.link_vouched`.as('proves'))
    .where((where) => where.or([where('one.token_hash', '=', hash), where('one.link_hash', '=', hash)]))
    .executeTakeFirst()
}

export type OpenInvitation = InvitationRow & { readonly workspaceName: string }

/** Open invitations to an address, of all workspaces. */
export async function listForEmail(db: Databases, email: string, now: Date): Promise<OpenInvitation[]> {
  return await openRows(db, now)
    .where(sql<string>`lower(one.email)`, '=', email.toLowerCase())
    .orderBy('one.id')
    .limit(100)
    .execute()
}

type New = {
  readonly id: string
  readonly workspaceId: string
  readonly email: string
  readonly role: Role
  readonly tokenHash: Buffer
  readonly invitedBy: string
  readonly now: Date
  readonly expiresAt: Date
}

export async function insertInvitation(tx: TenantTx, given: New): Promise<void> {
  await tx
    .insertInto('invitations')
    .values({
      id: given.id,
      workspace_id: given.workspaceId,
      email: given.email,
      role: given.role,
      token_hash: given.tokenHash,
      invited_by: given.invitedBy,
      sent_at: given.now,
      created_at: given.now,
      expires_at: given.expiresAt,
    })
    .execute()
}

/** Writes down what time has done, so that the address may be invited anew. */
export async function markExpired(tx: TenantTx, workspaceId: string, now: Date): Promise<void> {
  await tx
    .updateTable('invitations')
    .set({ status: 'expired' })
    .where('workspace_id', '=', workspaceId)
    .where('status', '=', 'pending')
    .where('expires_at', '<=', now)
    .execute()
}

/** What of a workspace is open, and what was sent from it lately. */
export async function countInvitations(
  tx: TenantTx,
  workspaceId: string,
  since: Date,
): Promise<{ readonly open: number; readonly sentLately: number }> {
  return await tx
    .selectFrom('invitations')
    .select(sql<number>`count(*) filter (where status = 'pending')::int`.as('open'))
    .select(sql<number>`coalesce(sum(sent_count) filter (where sent_at > ${since}), 0)::int`.as('sentLately'))
    .where('workspace_id', '=', workspaceId)
    .where((where) => where.or([where('status', '=', 'pending'), where('sent_at', '>', since)]))
    .executeTakeFirstOrThrow()
}

/** By address in small letters: whether it has an open invitation, and how often it was written to lately. */
export async function findEarlier(
  tx: TenantTx,
  which: { readonly workspaceId: string; readonly emails: readonly string[]; readonly since: Date },
): Promise<ReadonlyMap<string, { readonly isOpen: boolean; readonly sentLately: number }>> {
  const found = await tx
    .selectFrom('invitations')
    .select(sql<string>`lower(email)`.as('email'))
    .select(sql<boolean>`bool_or(status = 'pending')`.as('isOpen'))
    .select(sql<number>`coalesce(sum(sent_count) filter (where sent_at > ${which.since}), 0)::int`.as('sentLately'))
    .where('workspace_id', '=', which.workspaceId)
    .where(sql<string>`lower(email)`, 'in', which.emails)
    .groupBy(sql`lower(email)`)
    .execute()
  return new Map(found.map((row) => [row.email, row]))
}

export async function renewInvitation(
  tx: TenantTx,
  id: string,
  renewed: { readonly tokenHash: Buffer; readonly now: Date; readonly expiresAt: Date },
): Promise<void> {
  await tx
    .updateTable('invitations')
    .set({ token_hash: renewed.tokenHash, link_hash: null, link_vouched: false, status: 'pending' })
    .set({ sent_at: renewed.now, expires_at: renewed.expiresAt })
    .set((one) => ({ sent_count: one('sent_count', '+', 1) }))
    .where('id', '=', id)
    .execute()
}

export async function setLink(
  tx: TenantTx,
  id: string,
  link: { readonly hash: Buffer; readonly isVouched: boolean },
): Promise<void> {
  await tx.updateTable('invitations').set({ link_hash: link.hash, link_vouched: link.isVouched }).where('id', '=', id).execute()
}

export async function markRevoked(tx: TenantTx, id: string): Promise<void> {
  await tx.updateTable('invitations').set({ status: 'revoked' }).where('id', '=', id).execute()
}

/** Takes back what somebody has promised who may not promise it any more. */
export async function revokeOf(tx: TenantTx, workspaceId: string, invitedBy: string, roles: readonly Role[]): Promise<string[]> {
  if (roles.length === 0) return []
  const revoked = await tx
    .updateTable('invitations')
    .set({ status: 'revoked' })
    .where('workspace_id', '=', workspaceId)
    .where('invited_by', '=', invitedBy)
    .where('role', 'in', roles)
    .where('status', '=', 'pending')
    .returning('id')
    .execute()
  return revoked.map((row) => row.id)
}

export async function markAccepted(tx: TenantTx, id: string, by: { readonly userId: string; readonly now: Date }): Promise<void> {
  await tx
    .updateTable('invitations')
    .set({ status: 'accepted', accepted_by: by.userId, accepted_at: by.now })
    .where('id', '=', id)
    .execute()
}

export async function insertMember(
  tx: TenantTx,
  member: {
    readonly id: string
    readonly workspaceId: string
    readonly userId: string
    readonly role: Role
    readonly invitedBy: string
    readonly now: Date
  },
): Promise<void> {
  const { id, workspaceId, userId, role, invitedBy, now } = member
  await tx
    .insertInto('workspace_members')
    .values({ id, workspace_id: workspaceId, user_id: userId, role, invited_by: invitedBy, accepted_at: now })
    .execute()
}

/** Whether somebody is a member of any workspace that is there. */
export async function isMemberAnywhere(db: Databases, userId: string): Promise<boolean> {
  const found = await db
    .kysely<TenantTables>('tenant')
    .selectFrom('workspace_members as member')
    .innerJoin('workspaces', 'workspaces.id', 'member.workspace_id')
    .select('member.id')
    .where('member.user_id', '=', userId)
    .where('workspaces.is_active', '=', true)
    .limit(1)
    .executeTakeFirst()
  return found !== undefined
}
