import { record } from '#hub/audit'
import { workflowError } from './errors.ts'
import { deleteTriggers } from './listening/listening.store.ts'
import type { WorkflowScope } from './scope.ts'
import { setTags } from './tag/tag.store.ts'
import { announceChange } from './watch-workflows.ts'
import { lockWorkflow, setStatus, type WorkflowHead, type WorkflowTx } from './workflow.store.ts'
import type { WorkflowStatus, WorkflowTables } from './workflow.tables.ts'

export type ChangeWorkflow = {
  readonly id: string
  readonly tags?: readonly string[] | undefined
  readonly archived?: boolean | undefined
}

/** Changes what is not part of a version. Archiving an active workflow takes it down first. */
export async function changeWorkflow(scope: WorkflowScope, input: ChangeWorkflow): Promise<void> {
  const { workspaceId, actorId: by } = scope
  await scope.db.transaction<WorkflowTables, void>('workflow', async (tx) => {
    const head = await lockWorkflow(tx, { workspaceId, id: input.id })
    if (head === undefined) throw workflowError.not_found()
    if (input.tags !== undefined) await setTags(tx, { workspaceId, workflowId: input.id, names: input.tags, by })
    const status = input.archived === undefined ? head.status : statusFor(head, input.archived)
    if (status !== head.status) await moveTo(tx, scope, { head, status })
    await record(tx, scope, {
      action: 'workflow.changed',
      resourceType: 'workflow',
      resourceId: input.id,
      old: { status: head.status },
      new: { status, ...(input.tags === undefined ? {} : { tags: [...input.tags] }) },
    })
  })
  await announceChange(scope.db, input.id)
}

function statusFor(head: WorkflowHead, archived: boolean): WorkflowStatus {
  if (archived) return 'archived'
  if (head.status !== 'archived') return head.status
  return head.publishedVersion === null ? 'draft' : 'inactive'
}

async function moveTo(tx: WorkflowTx, scope: WorkflowScope, to: { head: WorkflowHead; status: WorkflowStatus }): Promise<void> {
  const { workspaceId } = scope
  if (to.head.status === 'active') await deleteTriggers(tx, { workspaceId, workflowId: to.head.id })
  await setStatus(tx, { workspaceId, id: to.head.id }, to.status)
}
