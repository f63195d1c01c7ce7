import { type Generated, sql } from 'kysely'
import { newId } from '#base/id'
import type { Databases } from '#db'
import type { Role } from '#http'

export type TenantTables = {
  workspaces: {
    id: string
    name: string
    description: string | null
    owner_id: string
    settings: Generated<Record<string, unknown>>
    is_active: Generated<boolean>
    created_at: Generated<Date>
    updated_at: Generated<Date>
  }
  workspace_members: {
    id: string
    workspace_id: string
    user_id: string
    role: Role
    invited_by: string | null
    accepted_at: Date | null
    created_at: Generated<Date>
  }
}

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
    .where('member.user_id', '=', userId)
    .where('workspaces.is_active', '=', true)
  if (workspaceId !== undefined) query = query.where('member.workspace_id', '=', workspaceId)
  return await query.orderBy('member.created_at').orderBy('member.id').limit(1).executeTakeFirst()
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
      .orderBy('member.created_at')
      .limit(1)
      .executeTakeFirst()
    if (existing !== undefined) return existing
    const [id, memberId] = [newId(), newId()]
    await tx.insertInto('workspaces').values({ id, name: owner.name, description: null, owner_id: owner.userId }).execute()
    await tx
      .insertInto('workspace_members')
      .values({ id: memberId, workspace_id: id, user_id: owner.userId, role: 'owner', invited_by: null, accepted_at: owner.now })
      .execute()
    return { memberId, workspaceId: id, workspaceName: owner.name, role: 'owner' }
  })
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
