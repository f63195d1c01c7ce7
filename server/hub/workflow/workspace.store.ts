import { sql, type Transaction } from 'kysely'
import type { WorkflowTx } from './workflow.store.ts'

/**
 * Lets what the active workflows of a workspace wait for rest, or wait again. Paths of webhooks stay theirs meanwhile. Every
 * process hears of it when the transaction commits.
 */
export async function setListening(tx: WorkflowTx, workspaceId: string, isOn: boolean): Promise<void> {
  await tx.updateTable('workflow_triggers').set({ is_active: isOn }).where('workspace_id', '=', workspaceId).execute()
  await tellEverybody(tx)
}

/** An empty message means that any workflow may have changed. */
async function tellEverybody(tx: Transaction<never> | WorkflowTx): Promise<void> {
  await sql`select pg_notify('workflow.workflows_changed', '')`.execute(tx)
}

/** Deletes some of the workflows of a workspace with everything below them; their ids. */
export async function deleteSomeWorkflows(tx: WorkflowTx, workspaceId: string, rowsMax: number): Promise<string[]> {
  const some = tx.selectFrom('workflows').select('id').where('workspace_id', '=', workspaceId).limit(rowsMax)
  const gone = await tx.deleteFrom('workflows').where('id', 'in', some).returning('id').execute()
  if (gone.length > 0) await tellEverybody(tx)
  return gone.map((row) => row.id)
}

export async function deleteFolders(tx: WorkflowTx, workspaceId: string): Promise<void> {
  await tx.deleteFrom('workflow_folders').where('workspace_id', '=', workspaceId).execute()
}
