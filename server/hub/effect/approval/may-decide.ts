import type { Deciders } from '@steward/contract/api/policy'
import { type Holding, isInForce } from '#hub/tenant'
import type { Demand } from '../policy/evaluate.ts'
import { type Approval, type Decision, permissionFor } from './approval.ts'

/** What has to be known to say who may decide: what members hold, by user, and what was decided, in its order. */
export type Known = {
  readonly members: ReadonlyMap<string, readonly Holding[]>
  readonly decisions: readonly Decision[]
  readonly now: Date
}

type Asked = Pick<Approval, 'subject_kind' | 'pod_id' | 'requester_id' | 'demands' | 'created_at'>

/** Whether somebody may decide, for any of the policies that ask. The one who asked never may. */
export function mayDecide(approval: Asked, userId: string, known: Known): boolean {
  return approval.demands.some((demand) => mayDecideFor(approval, demand, userId, known))
}

/**
 * Whether somebody may decide for one policy: as one whom it names, or in the place of one. A place that was handed over
 * counts as long as the one whose it is would be asked, and is nobody else's meanwhile.
 */
export function mayDecideFor(approval: Asked, demand: Demand, userId: string, known: Known): boolean {
  if (userId === approval.requester_id || !known.members.has(userId)) return false
  return placesOf(userId, known).some((owner) => owner !== approval.requester_id && isAskedBy(approval, demand, owner, known))
}

/** Whether every policy that asks has as many different people as it wants, of those who may decide at this moment. */
export function isMet(approval: Asked, known: Known): boolean {
  const approvers = new Set(known.decisions.filter(({ decision }) => decision === 'approve').map(({ user_id }) => user_id))
  return approval.demands.every(
    (demand) => [...approvers].filter((userId) => mayDecideFor(approval, demand, userId, known)).length >= demand.quorum,
  )
}

export const hasApproved = (decisions: readonly Decision[], userId: string): boolean =>
  decisions.some(({ decision, user_id }) => decision === 'approve' && user_id === userId)

/** Those whose place somebody has: their own unless they handed it over, and those that were handed to them. */
function placesOf(userId: string, { decisions }: Known): string[] {
  const handedOn = decisions.filter(({ decision }) => decision === 'delegate')
  const owners = new Set([userId, ...handedOn.map(({ user_id }) => user_id)])
  return [...owners].filter((owner) => {
    const holder = handedOn.reduce((at, { user_id, delegated_to }) => (user_id === at ? (delegated_to ?? at) : at), owner)
    return holder === userId
  })
}

function isAskedBy(approval: Asked, { deciders, escalate }: Demand, userId: string, { members, now }: Known): boolean {
  const holdings = (members.get(userId) ?? []).filter((holding) => isInForce(holding, now))
  if (deciders === null ? isPermitted(approval, holdings) : isAmong(deciders, { userId, holdings, podId: approval.pod_id }))
    return true
  if (escalate === null || now.getTime() < approval.created_at.getTime() + escalate.afterMinutes * 60_000) return false
  return isAmong(escalate.to, { userId, holdings, podId: approval.pod_id })
}

function isPermitted({ subject_kind, pod_id }: Asked, holdings: readonly Holding[]): boolean {
  return holdings.some((one) => isFor(one, pod_id) && one.permissions.includes(permissionFor(subject_kind)))
}

type Member = { readonly userId: string; readonly holdings: readonly Holding[]; readonly podId: string | null }

/** Whether people are named by themselves, by a role they have for this, or as managers of its pod. */
export function isAmong({ roles = [], people = [], podManagers }: Deciders, { userId, holdings, podId }: Member): boolean {
  return (
    people.includes(userId) ||
    holdings.some((one) => one.via !== 'administrator' && isFor(one, podId) && roles.includes(one.roleName)) ||
    (podManagers === true && podId !== null && holdings.some((one) => one.via === 'pod_manager' && one.podId === podId))
  )
}

const isFor = (holding: Holding, podId: string | null) => holding.podId === null || holding.podId === podId
