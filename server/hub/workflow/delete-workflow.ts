import { publish } from '#db'
import { record } from '#hub/audit'
import { workflowError } from './errors.ts'
import type { WorkflowScope } from './scope.ts'
import { announceChange } from './watch-workflows.ts'
import { deleteWorkflowRow, lockWorkflow } from './workflow.store.ts'
import type { WorkflowTables } from './workflow.tables.ts'

/** Deletes a draft or an archived workflow with its versions. Its executions belong to another hub and stay. */
export async function deleteWorkflow(scope: WorkflowScope, input: { readonly id: string }): Promise<void> {
  const place = { workspaceId: scope.workspaceId, id: input.id }
  await scope.db.transaction<WorkflowTables, void>('workflow', async (tx) => {
    const head = await lockWorkflow(tx, place)
    if (head === undefined) throw workflowError.not_found()
    if (head.status !== 'draft' && head.status !== 'archived') throw workflowError.not_deletable()
    await deleteWorkflowRow(tx, place)
    await publish(tx, {
      type: 'workflow.deleted',
      key: input.id,
      payload: { workspaceId: scope.workspaceId, workflowId: input.id },
    })
    await record(tx, scope, {
      action: 'workflow.deleted',
      resourceType: 'workflow',
      resourceId: input.id,
      old: { name: head.name, version: head.version, status: head.status },
    })
  })
  await announceChange(scope.db, input.id)
}
