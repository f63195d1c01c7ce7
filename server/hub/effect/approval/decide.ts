import type { ApprovalState, DecisionWay } from '@steward/contract/api/approval'
import type { Approval, Decision } from './approval.ts'
import type { ApprovalTx } from './approval.store.ts'
import {
  changeApproval,
  type DecidingScope,
  knowPeople,
  noteDecision,
  obstacleOf,
  requirePending,
  requireScope,
  settle,
  tellApproval,
} from './change-approval.ts'
import { approvalError } from './errors.ts'
import { useLink } from './link.store.ts'
import { isMet } from './may-decide.ts'

/** What a person answers to an approval. */
export type Answer = {
  readonly approvalId: string
  readonly decision: 'approve' | 'reject' | 'ask_changes'
  /** SHA-256 (hex) of the action that the person was shown. */
  readonly hash: string
  readonly reason: string | null
  readonly via: DecisionWay
  /** Of the token by which it is answered, which is used up by that. */
  readonly linkHash?: Buffer
}

/** What an answer makes of an approval at once; a yes waits for the others that the policies ask for. */
const ends = { reject: 'rejected', ask_changes: 'changes_requested' } as const

/**
 * Takes the answer of `scope.actorId`, wherever it comes from, and resolves to the state that the approval has then. The
 * same answer of the same person again changes nothing. Refuses whoever may not decide at this moment, and what is not
 * asked any more.
 */
export async function decide(scope: DecidingScope, answer: Answer): Promise<ApprovalState> {
  return await changeApproval(scope, answer.approvalId, async (tx, approval, decisions) => {
    if (answer.linkHash !== undefined && !(await useLink(tx, answer.linkHash, scope.now))) throw approvalError.link_gone()
    requireScope(scope, approval)
    const former = findAnswer(decisions, scope.actorId)
    const isRepeated = former?.decision === answer.decision && answer.hash === approval.action_hash.toString('hex')
    if (isRepeated && approval.state !== 'pending') return approval.state
    requirePending(approval, scope.now, answer.hash)
    if (former !== undefined && !isRepeated) throw approvalError.decided_otherwise()
    return await take(tx, scope, { approval, decisions, answer, isRepeated })
  })
}

type Taken = {
  readonly approval: Approval
  readonly decisions: readonly Decision[]
  readonly answer: Answer
  readonly isRepeated: boolean
}

async function take(tx: ApprovalTx, scope: DecidingScope, taken: Taken): Promise<ApprovalState> {
  const { approval, answer, isRepeated } = taken
  const { actorId, now } = scope
  const known = await knowPeople(scope, taken.decisions, actorId === null ? [] : [actorId])
  const obstacle = actorId === null ? approvalError.not_a_decider() : obstacleOf(approval, actorId, known)
  if (obstacle !== undefined) throw obstacle
  const reason = requireReason(approval, answer)
  const decisions = isRepeated
    ? taken.decisions
    : [...taken.decisions, await noteDecision(tx, scope, approval, { ...answer, reason })]
  // An earlier yes may count again: it is the rights of this moment that do.
  const state =
    answer.decision === 'approve' ? (isMet(approval, { ...known, decisions }) ? 'approved' : 'pending') : ends[answer.decision]
  if (state === 'pending') await tellApproval(tx, approval)
  else await settle(tx, approval, { state, decided_at: now, remind_at: null, escalate_at: null })
  return state
}

const findAnswer = (decisions: readonly Decision[], userId: string | null) =>
  decisions.find(
    ({ decision, user_id }) =>
      user_id === userId && (decision === 'approve' || decision === 'reject' || decision === 'ask_changes'),
  )

function requireReason({ is_reason_required, demands }: Approval, { decision, reason }: Answer): string | null {
  const said = reason?.trim() ?? ''
  if (said !== '') return said
  if (decision === 'ask_changes') throw approvalError.changes_unnamed()
  if (is_reason_required) throw approvalError.reason_missing({ policy: demands.map(({ policy }) => policy.name).join('”, “') })
  return null
}
