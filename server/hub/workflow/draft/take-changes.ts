import type { DraftChange } from '@steward/contract/api/draft'
import { applyOps, opProblem } from '@steward/contract/change'
import type { WorkflowDocument } from '@steward/contract/workflow'
import { AppError } from '#base/error'
import { checkParts } from '../document/check-parts.ts'

export type Refused = { readonly id: string; readonly reason: string }
type Taken = {
  readonly document: WorkflowDocument
  /** How many bytes it takes; not known where nothing was taken. */
  readonly bytes: number
  readonly taken: readonly DraftChange[]
  readonly refused: readonly Refused[]
}

/** Does to a document what was changed, in that order. What would leave no valid document is refused by itself. */
export function takeChanges(before: WorkflowDocument, changes: readonly DraftChange[]): Taken {
  let [document, bytes] = [before, 0]
  const [taken, refused]: [DraftChange[], Refused[]] = [[], []]
  for (const change of changes) {
    const { id, ops } = change
    const problem = ops.map(opProblem).find((one) => one !== undefined)
    const after = problem === undefined ? applyOps(document, ops) : document
    const checked = problem ?? bytesOrReason(after)
    if (typeof checked === 'string') refused.push({ id, reason: checked })
    else {
      ;[document, bytes] = [after, checked]
      taken.push(change)
    }
  }
  return { document, bytes, taken, refused }
}

function bytesOrReason(document: WorkflowDocument): number | string {
  try {
    return checkParts(document)
  } catch (error) {
    if (error instanceof AppError && error.kind === 'invalid') return error.message
    throw error
  }
}
