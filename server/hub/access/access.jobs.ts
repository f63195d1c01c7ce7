import type { ApprovalState } from '@steward/contract/api/approval'
import { purgeSubscription, rowsOfWorkspace, type Subscription, subscription, userPurged } from '#db'
import { record } from '#hub/audit'
import { approvalDecided, withdrawOfSubject } from '#hub/effect'
import { userDeleted } from '#hub/identity'
import type { AccessTables } from './access.tables.ts'
import type { AccessContext } from './context.ts'
import { endGrantsOf } from './grant/grant.store.ts'
import { forgetReader } from './instance/instance.store.ts'
import { noticeSubscription } from './notice/notice.jobs.ts'
import { cancelRow } from './query/cancel-query.ts'
import { type AccessTx, findOpenOf, forgetApprover, forgetRecipient } from './query/query.store.ts'
import { takeDecision } from './query/take-decision.ts'

type Decided = {
  readonly approvalId: string
  readonly workspaceId: string
  readonly subjectKind: string
  readonly subjectId: string
  readonly state: ApprovalState
}

/** What was decided about queries, and that people go. */
export function accessSubscriptions(context: Pick<AccessContext, 'databases' | 'box' | 'clock'>): readonly Subscription[] {
  const { databases } = context
  return [
    noticeSubscription(context),
    subscription<AccessTables>({
      consumer: 'access.decisions',
      types: [approvalDecided],
      handle: async (tx, { payload, publishedAt: at }) => {
        const { approvalId, workspaceId, subjectKind, subjectId: queryId, state } = payload as Decided
        if (subjectKind === 'query') await takeDecision(tx, databases, { approvalId, workspaceId, queryId, state, at })
      },
    }),
    subscription<AccessTables>({
      consumer: 'access.people',
      types: ['member.ended', userDeleted, userPurged],
      handle: async (tx, { type, payload, publishedAt: now }) => {
        const { userId, workspaceId } = payload as { readonly userId?: string; readonly workspaceId?: string }
        // Of those who delete their account the other event tells who they are.
        if (userId === undefined) return
        const who = { userId, now, ...(workspaceId === undefined ? {} : { workspaceId }) }
        const ended = await letGo(tx, who)
        for (const { workspaceId: place, id } of ended)
          await withdrawOfSubject(databases, { workspaceId: place, kind: 'query', id, actorId: null, now })
        if (type !== userPurged) return
        await forgetReader(tx, userId)
        await forgetApprover(tx, userId)
      },
    }),
  ]
}

type Gone = { readonly userId: string; readonly now: Date; readonly workspaceId?: string }

/** Nothing is executed any more for who is gone, and nobody who is gone receives anything. */
async function letGo(tx: AccessTx, gone: Gone): Promise<{ workspaceId: string; id: string }[]> {
  const { now } = gone
  const ended: { workspaceId: string; id: string }[] = []
  for (const row of await findOpenOf(tx, gone)) {
    const isOver = await cancelRow(
      tx,
      { actorId: null, workspaceId: row.workspace_id, now },
      row,
      'Who submitted it is not a member any more.',
    )
    if (isOver) ended.push({ workspaceId: row.workspace_id, id: row.uuid })
  }
  await forgetRecipient(tx, gone)
  for (const { id, workspaceId } of await endGrantsOf(tx, gone))
    await record(
      tx,
      { actorId: null, workspaceId, now },
      { action: 'access_grant.revoked', resourceType: 'access_grant', resourceId: id },
    )
  return ended
}

/** Instances, queries and access of a workspace that is gone. Their files can be read by nobody then, and are swept. */
export const accessPurge: Subscription = purgeSubscription('access', [
  rowsOfWorkspace('query_comments', ['id']),
  rowsOfWorkspace('query_requests', ['uuid']),
  rowsOfWorkspace('access_grants', ['id']),
  rowsOfWorkspace('instances', ['id']),
])
