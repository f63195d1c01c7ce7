import type pg from 'pg'
import { columns, type ExecutionRow } from './execution.store.ts'

/** So many failures are looked through: what failed before is found by its workflow and day. */
const failuresMax = 2_000

/** The newest execution of each of these workflows. */
export async function listLatestOf(pool: pg.Pool, workspaceId: string, workflowIds: readonly string[]): Promise<ExecutionRow[]> {
  if (workflowIds.length === 0) return []
  const { rows } = await pool.query<ExecutionRow>(
    `select e.* from unnest($2::uuid[]) as w(id) cross join lateral (
       select ${columns} from workflow_executions where workflow_id = w.id and workspace_id = $1 order by id desc limit 1) e`,
    [workspaceId, [...workflowIds]],
  )
  return rows
}

/** Of the newest failures those whose error holds each word. */
export async function listRecentFailures(
  pool: pg.Pool,
  { workspaceId, text, limit }: { readonly workspaceId: string; readonly text: string; readonly limit: number },
): Promise<ExecutionRow[]> {
  const words = text
    .split(/\s+/)
    .filter((word) => word !== '')
    .slice(0, 10)
  const { rows } = await pool.query<ExecutionRow>(
    `select * from (
       select ${columns} from workflow_executions
        where workspace_id = $1 and status = 'failed' and status <> 'completed' order by id desc limit ${failuresMax}
     ) failed where error ilike all ($2) order by id desc limit $3`,
    [workspaceId, words.map((word) => `%${word.replaceAll(/[\\%_]/g, String.raw`\$&`)}%`), limit],
  )
  return rows
}

/** Whether any execution has ever completed; told from the counts, which outlive the executions. */
export async function hasCompleted(pool: pg.Pool, workspaceId: string): Promise<boolean> {
  const { rows } = await pool.query(`select 1 from execution_hours where workspace_id = $1 and status = 'completed' limit 1`, [
    workspaceId,
  ])
  return rows.length > 0
}
