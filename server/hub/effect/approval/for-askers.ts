import type { SubjectKind } from '@steward/contract/api/policy'
import type { Databases } from '#db'
import { record } from '#hub/audit'
import { lockLatest, lockSubject } from './approval.store.ts'
import type { ApprovalTables } from './approval.tables.ts'
import type { Decision } from './approval.ts'
import { settle } from './change-approval.ts'
import { listDecisions } from './decision.store.ts'

type Word = { readonly userId: string; readonly reason: string | null; readonly at: Date }

const last: readonly Decision['decision'][] = ['approve', 'reject', 'ask_changes', 'break_glass', 'withdraw']

/** Who said the last word about an approval; undefined where nobody said any, as when its time ran out. */
export async function findLastWord(
  db: Databases,
  { workspaceId, approvalId }: { readonly workspaceId: string; readonly approvalId: string },
): Promise<Word | undefined> {
  const decisions = await listDecisions(db, { workspaceId, approvalIds: [approvalId] })
  const found = decisions.findLast(({ decision }) => last.includes(decision))
  return found === undefined ? undefined : { userId: found.user_id, reason: found.reason, at: found.created_at }
}

type Over = {
  readonly workspaceId: string
  readonly kind: SubjectKind
  readonly id: string
  readonly actorId: string | null
  readonly now: Date
}

/** Takes back what was asked about something that nobody wants any more, whoever said so: nobody is to decide about it. */
export async function withdrawOfSubject(db: Databases, { workspaceId, kind, id, actorId, now }: Over): Promise<void> {
  await db.transaction<ApprovalTables, void>('effect', async (tx) => {
    await lockSubject(tx, { workspaceId, kind, id })
    const approval = await lockLatest(tx, { workspaceId, kind, id })
    if (approval === undefined || (approval.state !== 'pending' && approval.state !== 'approved')) return
    await settle(tx, approval, { state: 'withdrawn', decided_at: now, remind_at: null, escalate_at: null })
    const entry = { action: 'approval.withdrawn', resourceType: 'approval', resourceId: approval.id }
    await record(tx, { actorId, workspaceId, now }, { ...entry, old: { name: approval.title, state: approval.state } })
  })
}
