import type { ApprovalState } from '@steward/contract/api/approval'
import type { State } from '../../ui/state.ts'

/** The circle that each state of an approval has. */
export const stateOf: Readonly<Record<ApprovalState, State>> = {
  pending: 'waiting',
  approved: 'completed',
  used: 'completed',
  rejected: 'failed',
  changes_requested: 'failed',
  expired: 'cancelled',
  withdrawn: 'cancelled',
  superseded: 'cancelled',
}
