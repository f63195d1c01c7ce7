import type { Retention } from '@steward/contract/api/retention'
import { sql, type Transaction } from 'kysely'
import type pg from 'pg'

/** Undefined for a workspace that has not decided. */
export async function readRetention(pool: pg.Pool, workspaceId: string): Promise<Retention | undefined> {
  const { rows } = await pool.query<Retention>(
    `select completed_days as "completedDays", failed_days as "failedDays" from retention where workspace_id = $1`,
    [workspaceId],
  )
  return rows[0]
}

type Change = Retention & { readonly workspaceId: string; readonly by: string | null }

export async function writeRetention<Tables>(tx: Transaction<Tables>, change: Change): Promise<void> {
  await sql`insert into retention (workspace_id, completed_days, failed_days, updated_by)
            values (${change.workspaceId}, ${change.completedDays}, ${change.failedDays}, ${change.by})
            on conflict (workspace_id) do update set completed_days = excluded.completed_days,
              failed_days = excluded.failed_days, updated_by = excluded.updated_by`.execute(tx)
}
