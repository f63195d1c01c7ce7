import type { DecisionWay } from '@steward/contract/api/approval'
import type { PermissionName } from '@steward/contract/permission'
import { isInForce } from '#hub/tenant'
import type { Decision } from './approval.ts'
import {
  changeApproval,
  type DecidingScope,
  knowPeople,
  noteDecision,
  requirePending,
  setApproval,
  settle,
} from './change-approval.ts'
import { approvalError } from './errors.ts'
import type { Known } from './may-decide.ts'

type Breaking = { readonly approvalId: string; readonly hash: string; readonly reason: string; readonly via: DecisionWay }

/** Lets an action happen without those who decide, for a reason; the one who asked may do so too. Somebody else looks at it later. */
export async function breakGlass(scope: DecidingScope, { approvalId, hash, reason, via }: Breaking): Promise<void> {
  const { actorId, now } = scope
  await changeApproval(scope, approvalId, async (tx, approval, decisions) => {
    if (approval.is_broken_glass && findBreaker(decisions) === actorId) return
    requirePending(approval, now, hash)
    if (actorId === null || !mayOverride(actorId, await knowPeople(scope, [], [actorId]))) throw approvalError.override_missing()
    if (reason.trim() === '')
      throw approvalError.reason_missing({ policy: approval.demands.map(({ policy }) => policy.name).join('”, “') })
    await noteDecision(tx, scope, approval, { decision: 'break_glass', reason: reason.trim(), via })
    const calm = { remind_at: null, escalate_at: null }
    await settle(tx, approval, { state: 'approved', is_broken_glass: true, decided_at: now, ...calm })
  })
}

type Review = { readonly approvalId: string; readonly isRight: boolean; readonly note: string; readonly via: DecisionWay }

/** Says afterwards whether it was right: once, and by neither who let it happen nor who asked for it. */
export async function reviewBreakGlass(scope: DecidingScope, { approvalId, isRight, note, via }: Review): Promise<void> {
  const { actorId, now } = scope
  await changeApproval(scope, approvalId, async (tx, approval, decisions) => {
    if (!approval.is_broken_glass) throw approvalError.no_broken_glass()
    if (actorId === null || actorId === findBreaker(decisions) || actorId === approval.requester_id)
      throw approvalError.own_broken_glass()
    if (!holds(actorId, 'effect:decide', await knowPeople(scope, [], [actorId]))) throw approvalError.not_a_decider()
    const former = decisions.find(({ decision }) => decision === 'review')
    if (former?.user_id === actorId && former.is_right === isRight) return
    if (former !== undefined) throw approvalError.reviewed_already()
    await noteDecision(tx, scope, approval, { decision: 'review', reason: note, via, isRight })
    await setApproval(tx, approval, { reviewed_at: now })
  })
}

export const findBreaker = (decisions: readonly Decision[]): string | undefined =>
  decisions.findLast(({ decision }) => decision === 'break_glass')?.user_id

/** Whether somebody may let things happen in an emergency, at this moment. */
export const mayOverride = (userId: string, known: Known): boolean => holds(userId, 'effect:override', known)

function holds(userId: string, permission: PermissionName, { members, now }: Known): boolean {
  const holdings = members.get(userId) ?? []
  return holdings.some((one) => one.podId === null && isInForce(one, now) && one.permissions.includes(permission))
}
