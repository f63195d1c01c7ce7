import type { Recording } from '@steward/contract/api/publication'
import { record } from '#hub/audit'
import { findPeople } from '#hub/identity'
import { workflowError } from '../errors.ts'
import type { WorkflowScope } from '../scope.ts'
import { findWorkflow, lockWorkflow } from '../workflow.store.ts'
import type { WorkflowTables } from '../workflow.tables.ts'
import { countRecordings, deleteRecording, listRecordingRows, upsertRecording } from './publication.store.ts'

/** Each of them is replayed before every publication. */
const recordingsMax = 20

export async function listRecordings({ db, workspaceId }: WorkflowScope, workflowId: string): Promise<Recording[]> {
  if ((await findWorkflow(db, { workspaceId, id: workflowId })) === undefined) throw workflowError.not_found()
  const rows = await listRecordingRows(db, { workspaceId, workflowId })
  const people = await findPeople(
    db,
    rows.flatMap((row) => row.addedBy ?? []),
  )
  return rows.map(({ executionId, name, addedBy, createdAt }) => {
    const person = addedBy === null ? undefined : people.get(addedBy)
    return {
      executionId,
      name,
      addedBy: person === undefined ? null : { id: person.id, name: person.name, email: person.email },
      addedAt: createdAt.toISOString(),
    }
  })
}

type Named = { readonly id: string; readonly executionId: string; readonly name: string }

export async function setRecording(scope: WorkflowScope, { id: workflowId, executionId, name }: Named): Promise<Recording> {
  const { db, workspaceId, actorId: by, now } = scope
  if ((await scope.replays.isOver(scope, { workflowId, executionId })) !== true) throw workflowError.not_recordable()
  await db.transaction<WorkflowTables, void>('workflow', async (tx) => {
    // The row of the workflow is locked, so that two who add the last one at once do not both.
    if ((await lockWorkflow(tx, { workspaceId, id: workflowId })) === undefined) throw workflowError.not_found()
    await upsertRecording(tx, { workspaceId, workflowId, executionId, name, by, now })
    if ((await countRecordings(tx, { workspaceId, workflowId })) > recordingsMax)
      throw workflowError.many_recordings({ limit: recordingsMax })
    await record(tx, scope, {
      action: 'workflow.recording_set',
      resourceType: 'workflow',
      resourceId: workflowId,
      new: { executionId, name },
    })
  })
  const made = (await listRecordings(scope, workflowId)).find((one) => one.executionId === executionId)
  if (made === undefined) throw workflowError.recording_not_found()
  return made
}

export async function removeRecording(
  scope: WorkflowScope,
  of: { readonly id: string; readonly executionId: string },
): Promise<void> {
  const { workspaceId } = scope
  await scope.db.transaction<WorkflowTables, void>('workflow', async (tx) => {
    if (!(await deleteRecording(tx, { workspaceId, workflowId: of.id, executionId: of.executionId })))
      throw workflowError.recording_not_found()
    await record(tx, scope, {
      action: 'workflow.recording_removed',
      resourceType: 'workflow',
      resourceId: of.id,
      old: { executionId: of.executionId },
    })
  })
}
