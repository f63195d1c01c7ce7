import type pg from 'pg'

export type Asking = { readonly id: string; readonly approvalIds: readonly string[] }

/** Executions that wait for approvals, in the order of their ids, after this one. */
export async function listAsking(pool: pg.Pool, after: string, limit: number): Promise<Asking[]> {
  const { rows } = await pool.query<Asking>(
    `select id, approval_ids as "approvalIds" from workflow_executions
      where approval_ids is not null and status = 'waiting' and id > $1 order by id limit $2`,
    [after, limit],
  )
  return rows
}
