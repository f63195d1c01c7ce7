import { sql } from 'kysely'
import type { TenantTx } from '../lock-workspace.store.ts'

export async function markDeleted(
  tx: TenantTx,
  id: string,
  deletion: { readonly now: Date; readonly by: string; readonly purgeAt: Date },
): Promise<void> {
  await tx
    .updateTable('workspaces')
    .set({ is_active: false, deleted_at: deletion.now, deleted_by: deletion.by, purge_at: deletion.purgeAt })
    .where('id', '=', id)
    .execute()
}

export async function markRestored(tx: TenantTx, id: string): Promise<void> {
  await tx
    .updateTable('workspaces')
    .set({ is_active: true, deleted_at: null, deleted_by: null, purge_at: null })
    .where('id', '=', id)
    .execute()
}

/** A workspace that waits to be deleted, locked; the purge of it and its restoration do not meet. */
export async function lockDeleted(tx: TenantTx, id: string): Promise<{ readonly name: string } | undefined> {
  return await tx
    .selectFrom('workspaces')
    .select('name')
    .where('id', '=', id)
    .where('is_active', '=', false)
    .where('purge_at', 'is not', null)
    .forUpdate()
    .executeTakeFirst()
}

/** The next workspace whose time is over; what another process is at is left to it. Its members, invitations and profile go with it. */
export async function removeDue(tx: TenantTx): Promise<{ readonly id: string; readonly name: string } | undefined> {
  const due = await tx
    .selectFrom('workspaces')
    .select(['id', 'name'])
    .where('purge_at', '<=', sql<Date>`now()`)
    .orderBy('purge_at')
    .limit(1)
    .forUpdate()
    .skipLocked()
    .executeTakeFirst()
  if (due !== undefined) await tx.deleteFrom('workspaces').where('id', '=', due.id).execute()
  return due
}

/** Workspaces that were deleted not long ago. */
export async function lockLatelyDeleted(tx: TenantTx, withinSeconds: number): Promise<string[]> {
  const rows = await tx
    .selectFrom('workspaces')
    .select('id')
    .where('deleted_at', '>', sql<Date>`now() - ${withinSeconds} * interval '1 second'`)
    .where('is_active', '=', false)
    .forUpdate()
    .skipLocked()
    .execute()
  return rows.map((row) => row.id)
}
