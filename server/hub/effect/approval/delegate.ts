import type { DecisionWay } from '@steward/contract/api/approval'
import type { Approval } from './approval.ts'
import {
  approvalDelegated,
  changeApproval,
  type DecidingScope,
  knowPeople,
  noteDecision,
  obstacleOf,
  requirePending,
  requireScope,
  tellApproval,
  tellHubs,
} from './change-approval.ts'
import { approvalError } from './errors.ts'
import { hasApproved, type Known, mayDecideFor } from './may-decide.ts'

type Delegation = {
  readonly approvalId: string
  readonly to: string
  readonly reason: string | null
  readonly via: DecisionWay
}

const delegationsMax = 20

/**
 * Hands the decision over to another member, who decides in the place of the one who hands it over; that one then no
 * longer may, so that nobody makes two voices out of one. A place can be handed on, and back.
 */
export async function delegate(scope: DecidingScope, { approvalId, to, reason, via }: Delegation): Promise<void> {
  const { actorId } = scope
  await changeApproval(scope, approvalId, async (tx, approval, decisions) => {
    requireScope(scope, approval)
    requirePending(approval, scope.now)
    if (actorId === null) throw approvalError.not_a_decider()
    const known = await knowPeople(scope, decisions, [actorId, to])
    const obstacle = obstacleOf(approval, actorId, known)
    if (obstacle !== undefined) throw obstacle
    requireFit(approval, { from: actorId, to }, known)
    await noteDecision(tx, scope, approval, { decision: 'delegate', reason, via, delegatedTo: to })
    await tellApproval(tx, approval)
    await tellHubs(tx, approvalDelegated, approval, { from: actorId, to })
  })
}

function requireFit(approval: Approval, { from, to }: { readonly from: string; readonly to: string }, known: Known): void {
  const { members, decisions } = known
  if (hasApproved(decisions, from)) throw approvalError.decided_otherwise()
  if (to === approval.requester_id) throw approvalError.delegate_is_requester()
  if (to === from) throw approvalError.delegate_is_self()
  if (!members.has(to)) throw approvalError.delegate_not_member()
  if (hasApproved(decisions, to)) throw approvalError.delegate_has_decided()
  const lacks = approval.demands.some(
    (demand) => mayDecideFor(approval, demand, from, known) && !mayDecideFor(approval, demand, to, known),
  )
  if (!lacks) throw approvalError.delegate_may_decide()
  const count = decisions.filter(({ decision }) => decision === 'delegate').length
  if (count >= delegationsMax) throw approvalError.too_many_delegations({ count })
}
