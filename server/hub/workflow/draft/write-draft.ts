import { summarise } from '../document/summarise.ts'
import type { WorkflowScope } from '../scope.ts'
import type { WorkflowTables } from '../workflow.tables.ts'
import { lockDraft, noteEdit } from './draft.store.ts'
import { findDocument } from './find-document.ts'

/** Writes a draft into its workflow, so that lists show it as it is. Who changed it, and when, stays. */
export async function writeDraft(scope: WorkflowScope, id: string): Promise<void> {
  const { workspaceId } = scope
  await scope.db.transaction<WorkflowTables, void>('workflow', async (tx) => {
    const head = await lockDraft(tx, { workspaceId, id })
    if (head?.draftAt == null || head.writtenRevision === head.revision) return
    const document = await findDocument(tx, scope, head)
    const { revision, draftBy: by, draftAt: now, draftAuthors: authors } = head
    const written = { document, summary: summarise(document, scope.catalog), by }
    await noteEdit(tx, { workspaceId, id, revision, unwrittenBytes: 0, written, authors, by, now })
  })
}
