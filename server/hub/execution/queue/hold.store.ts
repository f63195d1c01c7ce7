import type pg from 'pg'

/** Ready executions are put aside so many at a time, so that no other write waits long. */
const stepMax = 1_000

export async function readHolds(pool: pg.Pool): Promise<string[]> {
  const { rows } = await pool.query<{ workflow_id: string }>('select workflow_id from queue_holds')
  return rows.map((row) => row.workflow_id)
}

/** Holds the queue of a workflow and puts aside what is ready in it. */
export async function holdQueue(
  pool: pg.Pool,
  hold: { readonly workflowId: string; readonly workspaceId: string; readonly by: string | null },
): Promise<void> {
  await pool.query(
    'insert into queue_holds (workflow_id, workspace_id, held_by) values ($1, $2, $3) on conflict (workflow_id) do nothing',
    [hold.workflowId, hold.workspaceId, hold.by],
  )
  await inSteps(pool, {
    text: `update workflow_executions set wait_kind = 'held', updated_at = now() where id in (
             select id from workflow_executions where status = 'queued' and wait_kind is null and workflow_id = $1 and workspace_id = $2
              limit $3 for update skip locked)
           and exists (select 1 from queue_holds where workflow_id = $1)`,
    values: [hold.workflowId, hold.workspaceId],
  })
}

/** Ends the hold and makes ready what was put aside; false when there was no hold. */
export async function releaseQueue(pool: pg.Pool, workflowId: string): Promise<boolean> {
  const { rows } = await pool.query<{ workspace_id: string }>(
    'delete from queue_holds where workflow_id = $1 returning workspace_id',
    [workflowId],
  )
  const [hold] = rows
  if (hold === undefined) return false
  await inSteps(pool, {
    text: `update workflow_executions set wait_kind = null, updated_at = now() where id in (
             select id from workflow_executions where status = 'queued' and wait_kind = 'held' and workflow_id = $1 and workspace_id = $2
              limit $3 for update skip locked)
           and not exists (select 1 from queue_holds where workflow_id = $1)`,
    values: [workflowId, hold.workspace_id],
  })
  return true
}

/** Makes ready what was put aside for a hold that had just ended. */
export async function releaseStranded(client: pg.ClientBase): Promise<void> {
  await client.query(
    `update workflow_executions e set wait_kind = null, updated_at = now()
      where status = 'queued' and wait_kind = 'held' and not exists (select 1 from queue_holds h where h.workflow_id = e.workflow_id)`,
  )
}

async function inSteps(
  pool: pg.Pool,
  { text, values }: { readonly text: string; readonly values: readonly unknown[] },
): Promise<void> {
  for (;;) {
    const { rowCount } = await pool.query(text, [...values, stepMax])
    if ((rowCount ?? 0) < stepMax) return
  }
}
