import type { executionStats } from '@steward/contract/api/execution'
import type pg from 'pg'
import type { Static } from 'typebox'

export type Stats = Static<typeof executionStats.response>
type WorkflowStats = Stats['workflows'][number]

/** The numbers on top of the list: what ended in the last seven days and in the seven before, by the hour, and what is open now. */
export async function readTotals(pool: pg.Pool, workspaceId: string): Promise<Omit<Stats, 'workflows'>> {
  const [ended, open] = await Promise.all([
    pool.query<Record<'completed' | 'failed' | 'total' | 'previous', number>>(
      `select
         coalesce(sum(executions) filter (where recent and status = 'completed'), 0)::int as completed,
         coalesce(sum(executions) filter (where recent and status = 'failed'), 0)::int as failed,
         coalesce(sum(executions) filter (where recent), 0)::int as total,
         coalesce(sum(executions) filter (where not recent), 0)::int as previous
       from (select status, executions, hour > now() - interval '7 days' as recent
               from execution_hours where workspace_id = $1 and hour > now() - interval '14 days') h`,
      [workspaceId],
    ),
    pool.query<Record<'waiting' | 'running' | 'in_doubt', number>>(
      `select
         count(*) filter (where status in ('waiting', 'paused'))::int as waiting,
         count(*) filter (where status in ('running', 'queued'))::int as running,
         coalesce(sum(in_doubt), 0)::int as in_doubt
       from workflow_executions
      where workspace_id = $1 and status <> 'completed' and status in ('queued', 'running', 'waiting', 'paused')`,
      [workspaceId],
    ),
  ])
  const past = ended.rows[0] ?? { completed: 0, failed: 0, total: 0, previous: 0 }
  const now = open.rows[0] ?? { waiting: 0, running: 0, in_doubt: 0 }
  return {
    days7: {
      total: past.total + now.waiting + now.running,
      completed: past.completed,
      failed: past.failed,
      previousTotal: past.previous,
    },
    waiting: now.waiting,
    running: now.running,
    inDoubt: now.in_doubt,
  }
}

type LastRow = {
  workflow_id: string
  id: string
  status: WorkflowStats['last'][number]['status']
  duration_ms: string | null
  started_at: Date
  in_doubt: number
}

/** The last twenty executions of each workflow, and what they say about it. */
export async function readWorkflowStats(
  pool: pg.Pool,
  workspaceId: string,
  workflowIds: readonly string[],
): Promise<WorkflowStats[]> {
  const { rows } = await pool.query<LastRow>(
    `select w.workflow_id, e.id, e.status, e.duration_ms, e.started_at, e.in_doubt
       from unnest($2::uuid[]) as w(workflow_id)
       cross join lateral (
         select id, status, duration_ms, started_at, in_doubt from workflow_executions
          where workflow_id = w.workflow_id and workspace_id = $1 and partial is null order by id desc limit 20
       ) e order by e.id`,
    [workspaceId, workflowIds],
  )
  const byWorkflow = Map.groupBy(rows, (row) => row.workflow_id)
  return workflowIds.map((workflowId) => workflowStats(workflowId, byWorkflow.get(workflowId) ?? []))
}

function workflowStats(workflowId: string, rows: readonly LastRow[]): WorkflowStats {
  const durations = rows.flatMap((row) => (row.duration_ms === null ? [] : [Number(row.duration_ms)])).sort((a, b) => a - b)
  const count = (...statuses: string[]) => rows.filter((row) => statuses.includes(row.status)).length
  return {
    workflowId,
    medianMs: durations[durations.length >> 1] ?? null,
    lastStartedAt: rows.at(-1)?.started_at.toISOString() ?? null,
    running: count('running', 'queued'),
    waiting: count('waiting'),
    inDoubt: rows.reduce((sum, row) => sum + row.in_doubt, 0),
    last: rows.map((row) => ({
      id: row.id,
      status: row.status,
      durationMs: row.duration_ms === null ? null : Number(row.duration_ms),
    })),
  }
}
