import type { WorkflowDocument } from '@steward/contract/workflow'
import { record } from '#hub/audit'
import { checkShape } from './document/check-shape.ts'
import { summarise } from './document/summarise.ts'
import { workflowError } from './errors.ts'
import type { WorkflowScope } from './scope.ts'
import { insertVersion } from './version/version.store.ts'
import { announceChange } from './watch-workflows.ts'
import { lockWorkflow, updateDocument } from './workflow.store.ts'
import type { WorkflowTables } from './workflow.tables.ts'

export type SaveWorkflow = {
  readonly id: string
  readonly document: WorkflowDocument
  /** The version that was changed, or `newest` for whichever it is. */
  readonly baseVersion: number | 'newest'
  readonly note: string | null
}

/** Saves a new version. The published version stays what it is until the next activation. */
export async function saveWorkflow(scope: WorkflowScope, input: SaveWorkflow): Promise<void> {
  const { document, id, note } = input
  checkShape(document)
  const { workspaceId, actorId: by, now } = scope
  const place = { workspaceId, id }
  const summary = summarise(document, scope.catalog)
  await scope.db.transaction<WorkflowTables, void>('workflow', async (tx) => {
    const present = await lockWorkflow(tx, place)
    if (present === undefined) throw workflowError.not_found()
    if (present.status === 'archived') throw workflowError.archived()
    if (input.baseVersion !== 'newest' && input.baseVersion !== present.version) {
      throw workflowError.version_conflict({ currentVersion: present.version, baseVersion: input.baseVersion })
    }
    const number = present.version + 1
    await updateDocument(tx, place, { document, summary, by, version: number })
    await insertVersion(tx, { workspaceId, workflowId: id, number, document, note, by, now })
    await record(tx, scope, {
      action: 'workflow.saved',
      resourceType: 'workflow',
      resourceId: id,
      old: { name: present.name, version: present.version },
      new: { name: document.name, version: number },
    })
  })
  await announceChange(scope.db, id)
}
