import type { ApprovalState, DecisionKind, DecisionWay } from '@steward/contract/api/approval'
import type { Environment, SubjectKind } from '@steward/contract/api/policy'
import type { EffectClass } from '@steward/contract/effect'
import type { PermissionName } from '@steward/contract/permission'
import type { Demand } from '../policy/evaluate.ts'

/** An approval as it is stored, but for what it shows of the payload; the names are those of the columns. */
export type Approval = {
  readonly id: string
  readonly workspace_id: string
  readonly subject_kind: SubjectKind
  readonly subject_id: string
  readonly execution_id: string | null
  readonly node_id: string | null
  readonly node_name: string | null
  readonly run_index: number | null
  readonly workflow_id: string | null
  readonly workflow_name: string | null
  readonly workflow_version: number | null
  readonly pod_id: string | null
  readonly class: EffectClass
  readonly environment: Environment
  readonly connector: string | null
  readonly connection_kind: string | null
  readonly connection_id: string | null
  readonly connection_name: string | null
  readonly target: string | null
  readonly title: string
  readonly detail: string | null
  readonly risk: Risk
  readonly amount: string | null
  readonly amount_currency: string | null
  readonly cost: string | null
  readonly cost_currency: string | null
  readonly demands: readonly Demand[]
  readonly is_reason_required: boolean
  readonly action_hash: Buffer
  readonly requester_id: string | null
  readonly state: ApprovalState
  readonly is_broken_glass: boolean
  readonly expires_at: Date
  readonly decided_at: Date | null
  readonly used_at: Date | null
  readonly reviewed_at: Date | null
  readonly created_at: Date
}

type Risk = { readonly level: 'low' | 'medium' | 'high'; readonly reasons: readonly string[] }

/** One thing that somebody did about an approval; they are never changed. */
export type Decision = {
  readonly id: string
  readonly approval_id: string
  readonly user_id: string
  readonly decision: DecisionKind
  readonly reason: string | null
  readonly via: DecisionWay
  readonly delegated_to: string | null
  readonly is_right: boolean | null
  readonly created_at: Date
}

/** Its state at a moment: what is open ends by its time, whether or not that was written down yet. */
export function stateAt({ state, expires_at }: Pick<Approval, 'state' | 'expires_at'>, now: Date): ApprovalState {
  return (state === 'pending' || state === 'approved') && expires_at <= now ? 'expired' : state
}

/** What lets people decide where a policy names nobody. */
export const permissionFor = (kind: SubjectKind): PermissionName => (kind === 'query' ? 'query:decide' : 'effect:decide')

/** A state in the middle of a sentence. */
export const stateWords: Readonly<Record<ApprovalState, string>> = {
  pending: 'waiting',
  approved: 'approved',
  used: 'approved and done',
  rejected: 'rejected',
  changes_requested: 'sent back for changes',
  expired: 'not answered in time',
  withdrawn: 'withdrawn',
  superseded: 'replaced, because the action or the policies have changed',
}
