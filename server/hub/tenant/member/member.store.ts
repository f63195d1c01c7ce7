import { sql } from 'kysely'
import type { Databases } from '#db'
import type { Role } from '#http'
import type { TenantTx } from '../lock-workspace.store.ts'
import type { TenantTables } from '../tenant.tables.ts'

export type ListedMember = {
  /** Of the membership; it grows with the time of joining. */
  readonly id: string
  readonly userId: string
  readonly role: Role
  readonly joinedAt: Date
  readonly lastSeenAt: Date | null
}

type Which = { readonly workspaceId: string; readonly userIds?: readonly string[] | undefined }

/** In the order of joining, after one. */
export async function listMemberRows(
  db: Databases,
  { workspaceId, userIds }: Which,
  page: { readonly after: string | undefined; readonly limit: number },
): Promise<ListedMember[]> {
  let query = db
    .kysely<TenantTables>('tenant')
    .selectFrom('workspace_members')
    .select(['id', 'user_id as userId', 'role', 'created_at as joinedAt', 'last_seen_at as lastSeenAt'])
    .where('workspace_id', '=', workspaceId)
  if (userIds !== undefined) query = query.where(sql<boolean>`user_id = any(${[...userIds]}::uuid[])`)
  if (page.after !== undefined) query = query.where('id', '>', page.after)
  return await query.orderBy('id').limit(page.limit).execute()
}

export async function memberIds(db: Databases, workspaceId: string): Promise<string[]> {
  const rows = await db
    .kysely<TenantTables>('tenant')
    .selectFrom('workspace_members')
    .select('user_id')
    .where('workspace_id', '=', workspaceId)
    .execute()
  return rows.map((row) => row.user_id)
}

export async function setRole(tx: TenantTx, memberId: string, role: Role): Promise<void> {
  await tx.updateTable('workspace_members').set({ role }).where('id', '=', memberId).execute()
}

export async function deleteMember(tx: TenantTx, memberId: string): Promise<void> {
  await tx.deleteFrom('workspace_members').where('id', '=', memberId).execute()
}

/** Ends an offer of the workspace that somebody made or was made who is no owner, or no member, any more. */
export async function deleteTransferOf(tx: TenantTx, workspaceId: string, userId: string): Promise<void> {
  await tx
    .deleteFrom('ownership_transfers')
    .where('workspace_id', '=', workspaceId)
    .where((where) => where.or([where('from_user_id', '=', userId), where('to_user_id', '=', userId)]))
    .execute()
}

/** Whether there is a second member, or somebody who was invited. */
export async function hasOthers(db: Databases, workspaceId: string): Promise<boolean> {
  const { rows } = await sql<{ has: boolean }>`select
    (select count(*) from (select from workspace_members where workspace_id = ${workspaceId} limit 2) m) > 1
    or exists (select from invitations where workspace_id = ${workspaceId}) as has`.execute(db.kysely<TenantTables>('tenant'))
  return rows[0]?.has === true
}
