import { sql, type Transaction } from 'kysely'
import type { Failures } from './tell-trouble.store.ts'

export async function noteFailing(tx: Transaction<unknown>, failed: readonly Failures[]): Promise<void> {
  for (const { workflowId, workspaceId, workflowName, atMs } of failed) {
    await sql`
      insert into failing_workflows as f (workflow_id, workspace_id, workflow_name, failed_at)
      values (${workflowId}, ${workspaceId}, ${workflowName}, ${new Date(atMs)})
      on conflict (workflow_id) do update set workflow_name = excluded.workflow_name,
        failed_at = greatest(f.failed_at, excluded.failed_at)`.execute(tx)
  }
}

export type Recovered = { readonly workflowId: string; readonly workspaceId: string; readonly workflowName: string }

/** Forgets one that has completed since it failed last, and says which; others that look find the next one. */
export async function takeRecovered(tx: Transaction<unknown>): Promise<Recovered | undefined> {
  const { rows } = await sql<Recovered>`
    delete from failing_workflows where workflow_id = (
      select f.workflow_id from failing_workflows f
       where exists (
         select from workflow_executions e where e.workflow_id = f.workflow_id and e.status = 'completed'
            and e.mode not in ('manual', 'undo') and e.started_at > f.failed_at)
       limit 1 for update skip locked
    ) returning workflow_id as "workflowId", workspace_id as "workspaceId", workflow_name as "workflowName"`.execute(tx)
  return rows[0]
}

/** What fails for so long is no news, whatever becomes of it. */
export async function forgetFailing(tx: Transaction<unknown>, before: Date): Promise<void> {
  await sql`delete from failing_workflows where failed_at < ${before}`.execute(tx)
}
