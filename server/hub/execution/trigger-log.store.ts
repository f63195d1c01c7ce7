import type pg from 'pg'

export type TickLog = {
  readonly id: string
  readonly workspaceId: string
  readonly workflowId: string
  readonly nodeId: string
  readonly dueAt: Date
  readonly outcome: 'fired' | 'missed'
  readonly executionId: string | null
}

/** Writes ticks down; one that is known already stays as it is. */
export async function logTicks(pool: pg.Pool, ticks: readonly TickLog[]): Promise<void> {
  const of = <T>(pick: (tick: TickLog) => T) => ticks.map(pick)
  await pool.query(
    `insert into trigger_logs (id, workspace_id, workflow_id, node_id, due_at, outcome, execution_id)
     select * from unnest($1::uuid[], $2::uuid[], $3::uuid[], $4::text[], $5::timestamptz[], $6::text[], $7::uuid[])
     on conflict (workflow_id, node_id, due_at) do nothing`,
    [
      of((t) => t.id),
      of((t) => t.workspaceId),
      of((t) => t.workflowId),
      of((t) => t.nodeId),
      of((t) => t.dueAt.toISOString()),
      of((t) => t.outcome),
      of((t) => t.executionId),
    ],
  )
}

/** The last tick of each schedule, by `workflowId/nodeId`. */
export async function lastTicks(pool: pg.Pool): Promise<Map<string, Date>> {
  const { rows } = await pool.query<{ workflow_id: string; node_id: string; due_at: Date }>(
    'select workflow_id, node_id, max(due_at) as due_at from trigger_logs group by workflow_id, node_id',
  )
  return new Map(rows.map((row) => [`${row.workflow_id}/${row.node_id}`, row.due_at]))
}
