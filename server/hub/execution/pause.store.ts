import type pg from 'pg'

/** Kinds of waits an execution goes back to; whatever else it was waiting for was its turn. */
const waits = `('timer', 'webhook', 'decision', 'retry', 'approval')`

/**
 * Pauses what nobody walks, and leaves word for whoever walks the rest; undefined
 * when it is over or paused already. Timers keep their time and do not fire.
 */
export async function pauseRow(pool: pg.Pool, id: string): Promise<'paused' | 'running' | undefined> {
  const { rows } = await pool.query<{ status: 'paused' | 'running' }>(
    `update workflow_executions
        set status = case when status = 'running' then 'running' else 'paused' end, pause_wanted = status = 'running', updated_at = now()
      where id = $1 and status in ('queued', 'running', 'waiting') returning status`,
    [id],
  )
  return rows[0]?.status
}

export type Unpaused = { readonly status: 'queued' | 'running' | 'waiting'; readonly approvalIds: readonly string[] | null }

/** Takes a pause back, whether it had begun or not; undefined when there is none. */
export async function unpauseRow(pool: pg.Pool, id: string): Promise<Unpaused | undefined> {
  const { rows } = await pool.query<Unpaused>(
    `update workflow_executions
        set status = case when status = 'running' then 'running' when wait_kind in ${waits} then 'waiting' else 'queued' end,
            pause_wanted = false, updated_at = now()
      where id = $1 and (status = 'paused' or (status = 'running' and pause_wanted)) returning status, approval_ids as "approvalIds"`,
    [id],
  )
  return rows[0]
}

/** Of these running executions those that somebody wants to rest. */
export async function pauseWantedAmong(pool: pg.Pool, ids: readonly string[]): Promise<string[]> {
  const { rows } = await pool.query<{ id: string }>(
    `select id from workflow_executions where id = any($1::uuid[]) and status = 'running' and pause_wanted`,
    [ids],
  )
  return rows.map((row) => row.id)
}
