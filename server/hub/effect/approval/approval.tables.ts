import type { DecisionKind, DecisionWay } from '@steward/contract/api/approval'
import type { ColumnType, Generated } from 'kysely'
import type { Approval } from './approval.ts'

/** Filled in when a row is made, and read as it is. */
type Json<T> = ColumnType<T, string, never>

type Columns = { -readonly [Name in keyof Approval]: Approval[Name] }

export type ApprovalTables = {
  approvals: Omit<Columns, 'demands' | 'risk' | 'state' | 'is_broken_glass'> & {
    demands: Json<Approval['demands']>
    risk: Json<Approval['risk']>
    payload: Json<unknown>
    state: Generated<Approval['state']>
    is_broken_glass: Generated<boolean>
    remind_at: Date | null
    escalate_at: Date | null
    visible_to: Generated<'workspace' | 'deciders'>
  }
  decisions: {
    id: string
    workspace_id: string
    approval_id: string
    user_id: string
    decision: DecisionKind
    reason: string | null
    via: DecisionWay
    delegated_to: string | null
    is_right: boolean | null
    action_hash: Buffer
    created_at: Date
  }
  approval_links: {
    token_hash: Buffer
    workspace_id: string
    approval_id: string
    user_id: string
    action_hash: Buffer
    expires_at: Date
    used_at: Date | null
    created_at: Date
  }
}
