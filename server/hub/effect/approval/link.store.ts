import type { Selectable } from 'kysely'
import type { Databases } from '#db'
import type { ApprovalTx } from './approval.store.ts'
import type { ApprovalTables } from './approval.tables.ts'

export type LinkRow = Selectable<ApprovalTables['approval_links']>

export async function insertLink(tx: ApprovalTx, link: Omit<LinkRow, 'used_at'>): Promise<void> {
  await tx
    .insertInto('approval_links')
    .values({ ...link, used_at: null })
    .execute()
}

/** A link that was not used and whose time is not over, of whatever workspace. */
export async function findLink(db: Databases, tokenHash: Buffer, now: Date): Promise<LinkRow | undefined> {
  return await db
    .kysely<ApprovalTables>('effect')
    .selectFrom('approval_links')
    .selectAll()
    .where('token_hash', '=', tokenHash)
    .where('used_at', 'is', null)
    .where('expires_at', '>', now)
    .executeTakeFirst()
}

/** False when it was used before: of two at once the second waits, and then finds it used. */
export async function useLink(tx: ApprovalTx, tokenHash: Buffer, now: Date): Promise<boolean> {
  const { numUpdatedRows } = await tx
    .updateTable('approval_links')
    .set({ used_at: now })
    .where('token_hash', '=', tokenHash)
    .where('used_at', 'is', null)
    .where('expires_at', '>', now)
    .executeTakeFirst()
  return numUpdatedRows === 1n
}

/** Does away with links that have had their time, few at once; how many there were. */
export async function deleteExpiredLinks(tx: ApprovalTx, now: Date, limit: number): Promise<number> {
  const { numDeletedRows } = await tx
    .deleteFrom('approval_links')
    .where('token_hash', 'in', (from) =>
      from.selectFrom('approval_links').select('token_hash').where('expires_at', '<=', now).limit(limit).forUpdate().skipLocked(),
    )
    .executeTakeFirst()
  return Number(numDeletedRows)
}
