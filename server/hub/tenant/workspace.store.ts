import { sql, type Transaction } from 'kysely'
import { newId } from '#base/id'
import type { Databases } from '#db'
import type { Role } from '#http'
import type { TenantTables } from './tenant.tables.ts'

export type { TenantTables } from './tenant.tables.ts'

export type Membership = {
  /** Of the row that makes the user a member; somebody who leaves and comes back has another one. */
  readonly memberId: string
  readonly workspaceId: string
  readonly workspaceName: string
  readonly role: Role
}

/** The membership in the wanted workspace, else in the one the user joined first. */
export async function findMembership(db: Databases, userId: string, workspaceId?: string): Promise<Membership | undefined> {
  let query = db
    .kysely<TenantTables>('tenant')
    .selectFrom('workspace_members as member')
    .innerJoin('workspaces', 'workspaces.id', 'member.workspace_id')
    .select(['member.id as memberId', 'workspaces.id as workspaceId', 'workspaces.name as workspaceName', 'member.role'])
    .select(sql<boolean>`coalesce(last_seen_at < now() - ${noteSeenEvery}::interval, true)`.as('isUnseen'))
    .where('member.user_id', '=', userId)
    .where('workspaces.is_active', '=', true)
  if (workspaceId !== undefined) query = query.where('member.workspace_id', '=', workspaceId)
  const found = await query.orderBy('member.created_at').orderBy('member.id').limit(1).executeTakeFirst()
  if (found === undefined) return undefined
  const { isUnseen, ...membership } = found
  if (isUnseen) await noteSeen(db, membership.memberId)
  return membership
}

/** Reading must not mean writing, so to see a member is written down this often at most. */
const noteSeenEvery = '5 minutes'

async function noteSeen(db: Databases, memberId: string): Promise<void> {
  await db
    .kysely<TenantTables>('tenant')
    .updateTable('workspace_members')
    .set({ last_seen_at: sql<Date>`now()` })
    .where('id', '=', memberId)
    .execute()
}

/** Makes a workspace for a user who is in none, and hands back the one that exists otherwise. Twice at once makes one. */
export async function ensureOwnWorkspace(
  db: Databases,
  owner: { readonly userId: string; readonly name: string; readonly now: Date },
): Promise<Membership> {
  return await db.transaction<TenantTables, Membership>('tenant', async (tx) => {
    await sql`select pg_advisory_xact_lock(hashtextextended(${`workspace of ${owner.userId}`}, 0))`.execute(tx)
    const existing = await tx
      .selectFrom('workspace_members as member')
      .innerJoin('workspaces', 'workspaces.id', 'member.workspace_id')
      .select(['member.id as memberId', 'workspaces.id as workspaceId', 'workspaces.name as workspaceName', 'member.role'])
      .where('member.user_id', '=', owner.userId)
      .where('workspaces.is_active', '=', true)
      .orderBy('member.created_at')
      .limit(1)
      .executeTakeFirst()
    if (existing !== undefined) return existing
    return await insertWorkspace(tx, owner)
  })
}

type NewWorkspace = {
  readonly userId: string
  readonly name: string
  readonly description?: string | undefined
  readonly now: Date
}

/** A workspace with its owner as the only member. */
export async function insertWorkspace(tx: Transaction<TenantTables>, given: NewWorkspace): Promise<Membership> {
  const { userId, name, description = null, now } = given
  const [id, memberId] = [newId(), newId()]
  await tx.insertInto('workspaces').values({ id, name, description, owner_id: userId }).execute()
  await tx
    .insertInto('workspace_members')
    .values({ id: memberId, workspace_id: id, user_id: userId, role: 'owner', invited_by: null, accepted_at: now })
    .execute()
  return { memberId, workspaceId: id, workspaceName: name, role: 'owner' }
}

export async function addMember(
  db: Databases,
  member: { readonly workspaceId: string; readonly userId: string; readonly role: Role; readonly now: Date },
): Promise<void> {
  const { workspaceId, userId, role, now } = member
  await db
    .kysely<TenantTables>('tenant')
    .insertInto('workspace_members')
    .values({ id: newId(), workspace_id: workspaceId, user_id: userId, role, invited_by: null, accepted_at: now })
    .execute()
}
