import type { DecisionWay } from '@steward/contract/api/approval'
import type { Databases } from '#db'
import { record } from '#hub/audit'
import { stateAt, stateWords } from './approval.ts'
import { lockOpenOf } from './approval.store.ts'
import type { ApprovalTables } from './approval.tables.ts'
import { changeApproval, type DecidingScope, noteDecision, settle } from './change-approval.ts'
import { approvalError } from './errors.ts'

type Withdrawal = { readonly approvalId: string; readonly reason: string | null; readonly via: DecisionWay }

/** The one who asked does not want it any more; also after it was approved, as long as nothing has happened. */
export async function withdraw(scope: DecidingScope, { approvalId, reason, via }: Withdrawal): Promise<void> {
  const { actorId, now } = scope
  await changeApproval(scope, approvalId, async (tx, approval) => {
    if (actorId === null || approval.requester_id !== actorId) throw approvalError.not_the_requester()
    const state = stateAt(approval, now)
    if (state === 'withdrawn') return
    if (state !== 'pending' && state !== 'approved') throw approvalError.approval_over({ state: stateWords[state] })
    await noteDecision(tx, scope, approval, { decision: 'withdraw', reason, via })
    await settle(tx, approval, { state: 'withdrawn', decided_at: now, remind_at: null, escalate_at: null })
  })
}

type Over = { readonly workspaceId: string; readonly executionId: string; readonly now: Date }

/** Takes back what an execution has asked for and is over: nobody is to decide about what cannot happen any more. */
export async function withdrawOfExecution(db: Databases, { workspaceId, executionId, now }: Over): Promise<void> {
  await db.transaction<ApprovalTables, void>('effect', async (tx) => {
    for (const approval of await lockOpenOf(tx, workspaceId, executionId)) {
      await settle(tx, approval, { state: 'withdrawn', decided_at: now, remind_at: null, escalate_at: null })
      const entry = { action: 'approval.withdrawn', resourceType: 'approval', resourceId: approval.id }
      await record(tx, { actorId: null, workspaceId, now }, { ...entry, old: { name: approval.title, state: approval.state } })
    }
  })
}
