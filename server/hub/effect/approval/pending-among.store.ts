import type { Kysely } from 'kysely'
import type { Databases } from '#db'
import type { ApprovalTables } from './approval.tables.ts'

/** Those of these approvals, of any workspace, about which nobody has decided. */
export async function pendingAmong(db: Databases, ids: readonly string[]): Promise<Set<string>> {
  if (ids.length === 0) return new Set()
  const tables: Kysely<ApprovalTables> = db.kysely('effect')
  const rows = await tables
    .selectFrom('approvals')
    .select('id')
    .where('id', 'in', [...ids])
    .where('state', '=', 'pending')
    .execute()
  return new Set(rows.map(({ id }) => id))
}
