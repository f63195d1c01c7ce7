import type { TenantTx } from '../lock-workspace.store.ts'

export type Transfer = { readonly from: string; readonly to: string }

export async function findTransfer(tx: TenantTx, workspaceId: string, now: Date): Promise<Transfer | undefined> {
  return await tx
    .selectFrom('ownership_transfers')
    .select(['from_user_id as from', 'to_user_id as to'])
    .where('workspace_id', '=', workspaceId)
    .where('expires_at', '>', now)
    .executeTakeFirst()
}

export async function saveTransfer(
  tx: TenantTx,
  offer: Transfer & { readonly workspaceId: string; readonly now: Date; readonly expiresAt: Date },
): Promise<void> {
  const row = { from_user_id: offer.from, to_user_id: offer.to, created_at: offer.now, expires_at: offer.expiresAt }
  await tx
    .insertInto('ownership_transfers')
    .values({ workspace_id: offer.workspaceId, ...row })
    .onConflict((conflict) => conflict.column('workspace_id').doUpdateSet(row))
    .execute()
}
