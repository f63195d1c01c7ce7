import { record } from '#hub/audit'
import { workflowError } from '../errors.ts'
import type { WorkflowScope } from '../scope.ts'
import { announceChange } from '../watch-workflows.ts'
import { lockWorkflow, setStatus } from '../workflow.store.ts'
import type { WorkflowTables } from '../workflow.tables.ts'
import { deleteTriggers } from './listening.store.ts'

/** Takes down what it listens to. Of a workflow that is not active nothing changes. */
export async function deactivateWorkflow(scope: WorkflowScope, input: { readonly id: string }): Promise<void> {
  const place = { workspaceId: scope.workspaceId, id: input.id }
  await scope.db.transaction<WorkflowTables, void>('workflow', async (tx) => {
    const head = await lockWorkflow(tx, place)
    if (head === undefined) throw workflowError.not_found()
    if (head.status !== 'active') return
    await deleteTriggers(tx, { workspaceId: scope.workspaceId, workflowId: input.id })
    await setStatus(tx, place, 'inactive')
    await record(tx, scope, {
      action: 'workflow.deactivated',
      resourceType: 'workflow',
      resourceId: input.id,
      old: { status: 'active' },
      new: { status: 'inactive' },
    })
  })
  await announceChange(scope.db, input.id)
}
