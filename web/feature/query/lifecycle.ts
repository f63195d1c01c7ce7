import type { Query } from '@steward/contract/api/query'
import type { State } from '../../ui/state.ts'

export type Step = {
  /** Of the texts `step_…`. */
  readonly name: 'pending' | 'scheduled' | 'approved' | 'granted' | 'notAsked' | 'executing' | 'in_doubt' | Query['status']
  readonly state: State
  /** Null: not yet, or nobody knows when. */
  readonly at: string | null
}

type Lived = Pick<
  Query,
  | 'status'
  | 'createdAt'
  | 'approvalId'
  | 'grantId'
  | 'approvedAt'
  | 'startedAt'
  | 'completedAt'
  | 'scheduleAt'
  | 'updatedAt'
  | 'isInDoubt'
>

/** What has happened to a query and what is next, in order. */
export function lifecycleOf(query: Lived): readonly Step[] {
  return [
    { name: 'pending', state: query.status === 'pending' ? 'waiting' : 'completed', at: query.createdAt },
    ...answered(query),
    ...ran(query),
  ]
}

function answered({ status, approvedAt, approvalId, grantId, startedAt, scheduleAt, updatedAt }: Lived): Step[] {
  if (status === 'pending') return [{ name: 'approved', state: 'queued', at: null }]
  if (status === 'rejected') return [{ name: 'rejected', state: 'failed', at: updatedAt }]
  const isAnswered = approvedAt !== null || startedAt !== null || status === 'approved'
  if (!isAnswered) return []
  const name = grantId !== null ? 'granted' : approvalId === null ? 'notAsked' : 'approved'
  const step: Step = { name, state: 'completed', at: approvedAt }
  return scheduleAt !== null && startedAt === null ? [step, { name: 'scheduled', state: 'queued', at: scheduleAt }] : [step]
}

function ran({ status, startedAt, completedAt, updatedAt, isInDoubt }: Lived): Step[] {
  if (status === 'rejected') return []
  const start: Step = {
    name: 'executing',
    state: startedAt === null ? 'queued' : status === 'executing' ? 'running' : 'completed',
    at: startedAt,
  }
  const at = completedAt ?? updatedAt
  if (isInDoubt) return [start, { name: 'in_doubt', state: 'in_doubt', at }]
  switch (status) {
    case 'pending':
    case 'approved':
    case 'executing':
      return [start, { name: 'completed', state: 'queued', at: null }]
    case 'completed':
      return [start, { name: 'completed', state: 'completed', at }]
    case 'failed':
      return [...(startedAt === null ? [] : [start]), { name: 'failed', state: 'failed', at }]
    case 'cancelled':
    case 'expired':
    default:
      return [...(startedAt === null ? [] : [start]), { name: status, state: 'cancelled', at }]
  }
}
