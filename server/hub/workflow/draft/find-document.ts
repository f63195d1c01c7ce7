import type { WorkflowDocument } from '@steward/contract/workflow'
import type { WorkflowScope } from '../scope.ts'
import type { WorkflowTx } from '../workflow.store.ts'
import { type DraftHead, readDocument, readOpsAfter, withOps } from './draft.store.ts'

/** The document of a workflow whose row is locked. What this process remembers of it is brought up to date rather than read anew. */
export async function findDocument(tx: WorkflowTx, scope: WorkflowScope, head: DraftHead): Promise<WorkflowDocument> {
  const known = scope.drafts.memory.find(head.id)
  // An older program that is about to be stopped saves versions without a revision.
  if (known?.version === head.version && known.revision >= head.changesFrom && known.revision <= head.revision) {
    if (known.revision === head.revision) return known.document
    const later = await readOpsAfter(tx, { id: head.id, revision: known.revision })
    if (later.length === head.revision - known.revision) return withOps(known.document, later)
  }
  return await readDocument(tx, { workspaceId: scope.workspaceId, id: head.id })
}
