import type { ApprovalDetail } from '@steward/contract/api/approval'
import type { Query } from '@steward/contract/api/query'
import type { State } from '../../ui/state.ts'

export type Event = {
  /** Of the texts: `did_…` of `approval`, the others of `query`. */
  readonly name: string
  readonly state: State
  readonly at: string
  readonly who: string | null
  readonly to: string | null
  readonly note: string | null
}

type Decisions = Pick<ApprovalDetail, 'decisions'>

const circles: Readonly<Record<string, State>> = {
  approve: 'completed',
  break_glass: 'completed',
  reject: 'failed',
  ask_changes: 'failed',
}

/** What was done about a query, newest first. */
export function historyOf(query: Query, approval: Decisions | undefined): readonly Event[] {
  const { requester, createdAt, startedAt, completedAt, status, error, isInDoubt } = query
  const plain = (name: string, state: State, at: string, note: string | null = null): Event => ({
    name: `event_${name}`,
    state,
    at,
    who: requester?.name ?? null,
    to: null,
    note,
  })
  const decided = (approval?.decisions ?? []).map(({ decision, by, at, reason, delegatedTo }) => ({
    name: `did_${decision}`,
    state: circles[decision] ?? ('queued' as const),
    at,
    who: by?.name ?? null,
    to: delegatedTo?.name ?? null,
    note: reason,
  }))
  const isOver = completedAt !== null && status !== 'executing'
  const state = isInDoubt ? 'in_doubt' : status === 'completed' ? 'completed' : status === 'failed' ? 'failed' : 'cancelled'
  const events = [
    plain('asked', 'completed', createdAt),
    ...decided,
    ...(startedAt === null ? [] : [plain('started', status === 'executing' ? 'running' : 'completed', startedAt)]),
    ...(isOver ? [plain(isInDoubt ? 'in_doubt' : status, state, completedAt, error)] : []),
  ]
  return events.toSorted((a, b) => Date.parse(b.at) - Date.parse(a.at))
}
