import type pg from 'pg'

export type TickLog = {
  readonly id: string
  readonly workspaceId: string
  readonly workflowId: string
  readonly nodeId: string
  readonly triggerId: string
  readonly dueAt: Date
  readonly outcome: 'fired' | 'missed'
  readonly executionId: string | null
}

/** Writes ticks down; one that is known already stays as it is. */
export async function logTicks(pool: pg.Pool, ticks: readonly TickLog[]): Promise<void> {
  const of = <T>(pick: (tick: TickLog) => T) => ticks.map(pick)
  await pool.query(
    `insert into trigger_logs (id, workspace_id, workflow_id, node_id, trigger_id, due_at, outcome, execution_id)
     select * from unnest($1::uuid[], $2::uuid[], $3::uuid[], $4::text[], $5::uuid[], $6::timestamptz[], $7::text[], $8::uuid[])
     on conflict (trigger_id, due_at) do nothing`,
    [
      of((t) => t.id),
      of((t) => t.workspaceId),
      of((t) => t.workflowId),
      of((t) => t.nodeId),
      of((t) => t.triggerId),
      of((t) => t.dueAt.toISOString()),
      of((t) => t.outcome),
      of((t) => t.executionId),
    ],
  )
}

/** The last tick of each of these triggers that has had one. */
export async function lastTicks(pool: pg.Pool, triggerIds: readonly string[]): Promise<Map<string, Date>> {
  const { rows } = await pool.query<{ trigger_id: string; due_at: Date }>(
    `select t.trigger_id, l.due_at from unnest($1::uuid[]) as t(trigger_id)
      cross join lateral (select due_at from trigger_logs where trigger_id = t.trigger_id order by due_at desc limit 1) l`,
    [triggerIds],
  )
  return new Map(rows.map((row) => [row.trigger_id, row.due_at]))
}

/** The execution that a start key was used for. */
export async function findStarted(pool: pg.Pool, key: string): Promise<string | undefined> {
  const { rows } = await pool.query<{ execution_id: string }>('select execution_id from execution_starts where key = $1', [key])
  return rows[0]?.execution_id
}
