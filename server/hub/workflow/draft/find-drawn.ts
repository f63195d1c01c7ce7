import type { WorkflowDocument } from '@steward/contract/workflow'
import type { Databases } from '#db'
import { findWorkflow } from '../workflow.store.ts'
import { findRevision } from './draft.store.ts'

/** A workflow as it is drawn now, saved as a version or not. */
export type DrawnWorkflow = { readonly document: WorkflowDocument; readonly revision: number; readonly active: boolean }

/** Where `known` is still what is drawn, it is given back and nothing large is read. */
export async function findDrawn(
  db: Databases,
  place: { readonly workspaceId: string; readonly id: string },
  known?: DrawnWorkflow,
): Promise<DrawnWorkflow | undefined> {
  const head = await findRevision(db, place)
  if (head === undefined) return undefined
  const active = head.status === 'active'
  if (known?.revision === head.revision) return { ...known, active }
  const found = await findWorkflow(db, place)
  return found === undefined ? undefined : { document: found.document, revision: found.draft.revision, active }
}
