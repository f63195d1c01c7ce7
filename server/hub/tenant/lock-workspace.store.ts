import type { Transaction } from 'kysely'
import type { Role } from '#http'
import { tenantError } from './errors.ts'
import type { TenantTables } from './tenant.tables.ts'

export type TenantTx = Transaction<TenantTables>

export type LockedWorkspace = {
  readonly id: string
  readonly name: string
  readonly ownerId: string
  readonly updatedAt: Date
}

/** Whatever changes who is in a workspace, or whose it is, goes one after another by this lock. */
export async function lockWorkspace(tx: TenantTx, id: string): Promise<LockedWorkspace> {
  const found = await tx
    .selectFrom('workspaces')
    .select(['id', 'name', 'owner_id as ownerId', 'updated_at as updatedAt'])
    .where('id', '=', id)
    .where('is_active', '=', true)
    .forUpdate()
    .executeTakeFirst()
  if (found === undefined) throw tenantError.not_found()
  return found
}

export type MemberRow = { readonly id: string; readonly userId: string; readonly role: Role }

export async function findMember(tx: TenantTx, workspaceId: string, userId: string): Promise<MemberRow | undefined> {
  return await tx
    .selectFrom('workspace_members')
    .select(['id', 'user_id as userId', 'role'])
    .where('workspace_id', '=', workspaceId)
    .where('user_id', '=', userId)
    .executeTakeFirst()
}

/** Owners besides this one, in the order in which they joined. */
export async function otherOwners(tx: TenantTx, workspaceId: string, userId: string): Promise<string[]> {
  const rows = await tx
    .selectFrom('workspace_members')
    .select('user_id')
    .where('workspace_id', '=', workspaceId)
    .where('role', '=', 'owner')
    .where('user_id', '<>', userId)
    .orderBy('id')
    .execute()
  return rows.map((row) => row.user_id)
}

export async function setOwner(tx: TenantTx, workspaceId: string, userId: string): Promise<void> {
  await tx.updateTable('workspaces').set({ owner_id: userId }).where('id', '=', workspaceId).execute()
}

export async function deleteTransfer(tx: TenantTx, workspaceId: string): Promise<boolean> {
  const done = await tx.deleteFrom('ownership_transfers').where('workspace_id', '=', workspaceId).executeTakeFirst()
  return done.numDeletedRows > 0n
}
