import { sql } from 'kysely'
import type { Databases } from '#db'
import type { TenantTx } from '../lock-workspace.store.ts'
import type { TenantTables } from '../tenant.tables.ts'

/** Names of the workspaces that would be left without an owner, though others work in them. */
export async function findWorkspacesToHandOver(db: Databases, userId: string): Promise<string[]> {
  const rows = await db
    .kysely<TenantTables>('tenant')
    .selectFrom('workspace_members as mine')
    .innerJoin('workspaces', 'workspaces.id', 'mine.workspace_id')
    .select('workspaces.name')
    .where('mine.user_id', '=', userId)
    .where('mine.role', '=', 'owner')
    .where('workspaces.is_active', '=', true)
    .where(
      sql<boolean>`exists (select from workspace_members m where m.workspace_id = workspaces.id and m.user_id <> ${userId})
        and not exists (select from workspace_members m where m.workspace_id = workspaces.id and m.user_id <> ${userId} and m.role = 'owner')`,
    )
    .orderBy('workspaces.name')
    .execute()
  return rows.map((row) => row.name)
}

export type Membership = {
  readonly workspaceId: string
  readonly name: string
  readonly memberId: string
  readonly role: string
  /** Who is in the workspace besides; owners first, then administrators, each in the order of joining. */
  readonly others: readonly { readonly userId: string; readonly memberId: string; readonly role: string }[]
}

/**
 * Everything that somebody is a member of, of workspaces that are there or of those that wait to be purged. Nobody joins,
 * leaves or is promoted there before the transaction ends.
 */
export async function lockMemberships(tx: TenantTx, userId: string, { active }: { active: boolean }): Promise<Membership[]> {
  const { rows } = await sql<{ id: string; name: string }>`
    select id, name from workspaces
     where id in (select workspace_id from workspace_members where user_id = ${userId}) and is_active = ${active}
     order by id for update`.execute(tx)
  const memberships: Membership[] = []
  for (const { id: workspaceId, name } of rows) {
    const members = await tx
      .selectFrom('workspace_members')
      .select(['user_id as userId', 'id as memberId', 'role'])
      .where('workspace_id', '=', workspaceId)
      .orderBy(sql`case role when 'owner' then 0 when 'admin' then 1 else 2 end`)
      .orderBy('id')
      .execute()
    const mine = members.find((member) => member.userId === userId)
    const others = members.filter((member) => member.userId !== userId)
    if (mine !== undefined) memberships.push({ workspaceId, name, memberId: mine.memberId, role: mine.role, others })
  }
  return memberships
}
