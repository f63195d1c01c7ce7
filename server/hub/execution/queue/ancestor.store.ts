import type pg from 'pg'

/** No chain of calls is longer; it ends a search that a fault would make endless. */
const depthMax = 1_000

/** Whether an execution, or one of those that called it, is of this workflow. */
export async function hasAncestorOf(pool: pg.Pool, executionId: string, workflowId: string): Promise<boolean> {
  const { rows } = await pool.query<{ found: boolean }>(
    `with recursive caller as (
       select id, parent_id, workflow_id, 1 as depth from workflow_executions where id = $1
       union all
       select e.id, e.parent_id, e.workflow_id, c.depth + 1 from workflow_executions e join caller c on e.id = c.parent_id where c.depth < $3
     ) select exists (select 1 from caller where workflow_id = $2) as found`,
    [executionId, workflowId, depthMax],
  )
  return rows[0]?.found === true
}
