import { sql, type Transaction } from 'kysely'
import type pg from 'pg'

/** Executions of a workspace that are not over. */
export async function openExecutions(pool: pg.Pool, workspaceId: string, max: number): Promise<string[]> {
  const { rows } = await pool.query<{ id: string }>(
    `select id from workflow_executions where workspace_id = $1 and status in ('queued', 'running', 'waiting', 'paused') order by id limit $2`,
    [workspaceId, max],
  )
  return rows.map((row) => row.id)
}

/** Deletes some of the executions of a workspace with their journals, answers and references to files; how many. */
export async function deleteExecutions(
  tx: Transaction<unknown>,
  { workspaceId, rowsMax }: { readonly workspaceId: string; readonly rowsMax: number },
): Promise<number> {
  const { rows } = await sql<{ gone: number }>`
    with doomed as materialized (
      select id from workflow_executions where workspace_id = ${workspaceId} order by id limit ${rowsMax}
    ), gone as (
      delete from workflow_executions e using doomed d where e.id = d.id returning e.id
    ), journals as (
      delete from execution_journal j using doomed d where j.execution_id = d.id
    ), answers as (
      delete from execution_answers a using doomed d where a.execution_id = d.id
    ), files as (
      delete from execution_files f using doomed d where f.execution_id = d.id
    ) select count(*)::int as gone from gone`.execute(tx)
  return rows[0]?.gone ?? 0
}

/** What is remembered of workflows from one execution to the next. */
export async function forgetWorkflows(tx: Transaction<unknown>, workflowIds: readonly string[]): Promise<void> {
  await sql`delete from static_data where workflow_id = any(${[...workflowIds]}::uuid[])`.execute(tx)
  await sql`delete from start_limits where workflow_id = any(${[...workflowIds]}::uuid[])`.execute(tx)
}
