import { workflowError } from '../errors.ts'
import type { WorkflowScope } from '../scope.ts'
import { announceChange } from '../watch-workflows.ts'
import type { WorkflowTables } from '../workflow.tables.ts'
import { lockDraft } from './draft.store.ts'
import { findDocument } from './find-document.ts'
import { makeVersion } from './make-version.ts'

/** Makes a version of the draft because somebody says so. Where nothing has changed the newest version stays. */
export async function saveVersion(
  scope: WorkflowScope,
  { id, note }: { readonly id: string; readonly note: string | null },
): Promise<void> {
  const { workspaceId } = scope
  await scope.db.transaction<WorkflowTables, void>('workflow', async (tx) => {
    const head = await lockDraft(tx, { workspaceId, id })
    if (head === undefined) throw workflowError.not_found()
    if (head.status === 'archived') throw workflowError.archived()
    const document = await findDocument(tx, scope, head)
    await makeVersion(tx, scope, { head, document, note, isAutosaved: false })
  })
  await announceChange(scope.db, id)
}
