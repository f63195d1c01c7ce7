import { subscription, type Subscription, type Databases } from '#db'
import { AppError } from '#base/error'
import { record } from '#hub/audit'
import { approvalDecided } from '#hub/effect'
import type { WorkflowContext, WorkflowScope } from '../scope.ts'
import type { WorkflowTables } from '../workflow.tables.ts'
import { deleteReview, findReviewOf } from './publication.store.ts'
import { publishWorkflow } from './publish-workflow.ts'

type Decided = { readonly approvalId: string; readonly subjectKind: string; readonly state: string }

/** A version that somebody has approved of is published, in the name of whoever asked for it. */
export function publicationSubscriptions(db: Databases, context: WorkflowContext): readonly Subscription[] {
  return [
    subscription<WorkflowTables>({
      consumer: 'workflow.publication',
      types: [approvalDecided],
      handle: async (tx, event) => {
        const { approvalId, subjectKind, state } = event.payload as Decided
        if (subjectKind !== 'publish') return
        const review = await findReviewOf(db, approvalId)
        if (review === undefined) return
        const { workspaceId, workflowId, version, requestedBy } = review
        const scope: WorkflowScope = {
          ...context,
          db: db.within(workspaceId),
          workspaceId,
          actorId: requestedBy,
          now: new Date(),
          means: 'system',
        }
        const refusal = state === 'approved' ? await publishOrReason(scope, { id: workflowId, version }) : `It was ${state}.`
        await deleteReview(tx, review)
        if (refusal === undefined) return
        await record(tx, scope, {
          action: 'workflow.publication_ended',
          resourceType: 'workflow',
          resourceId: workflowId,
          new: { version, reason: refusal },
        })
      },
    }),
  ]
}

const passing = new Set(['unavailable', 'rate_limited'])

/** Undefined where it is published, or somebody is asked anew. What stands in the way is told in the log; nobody waits for an answer here. */
async function publishOrReason(scope: WorkflowScope, wish: { id: string; version: number }): Promise<string | undefined> {
  try {
    await publishWorkflow(scope, wish)
    return undefined
  } catch (error) {
    // What does not pass by itself would come back for ever.
    if (error instanceof AppError && !passing.has(error.kind)) return error.message
    throw error
  }
}
