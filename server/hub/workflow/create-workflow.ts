import type { WorkflowDocument } from '@steward/contract/workflow'
import { newId } from '#base/id'
import { record } from '#hub/audit'
import { checkShape } from './document/check-shape.ts'
import { summarise } from './document/summarise.ts'
import type { WorkflowScope } from './scope.ts'
import { setTags } from './tag/tag.store.ts'
import { insertVersion } from './version/version.store.ts'
import { insertWorkflow } from './workflow.store.ts'
import type { WorkflowTables } from './workflow.tables.ts'

export type NewWorkflow = {
  readonly document: WorkflowDocument
  /** Name of the file it was imported from. */
  readonly importedFrom?: string
}

/** Stores a new draft with its version 1 and the tags its document names. */
export async function createWorkflow(scope: WorkflowScope, input: NewWorkflow): Promise<{ readonly id: string }> {
  const { document } = input
  checkShape(document)
  const { workspaceId, actorId: by, now } = scope
  const id = newId()
  const summary = summarise(document, scope.catalog)
  await scope.db.transaction<WorkflowTables, void>('workflow', async (tx) => {
    await insertWorkflow(tx, { workspaceId, id }, { document, summary, by })
    await insertVersion(tx, {
      workspaceId,
      workflowId: id,
      number: 1,
      document,
      note: null,
      by,
      authors: by === null ? [] : [by],
      isAutosaved: false,
      now,
    })
    await setTags(tx, { workspaceId, workflowId: id, names: document.tags ?? [], by })
    await record(tx, scope, {
      action: 'workflow.created',
      resourceType: 'workflow',
      resourceId: id,
      new: { name: document.name, version: 1 },
      ...(input.importedFrom === undefined ? {} : { metadata: { importedFrom: input.importedFrom } }),
    })
  })
  return { id }
}
