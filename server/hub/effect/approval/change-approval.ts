import type { DecisionKind, DecisionWay } from '@steward/contract/api/approval'
import type { AppError } from '#base/error'
import { newId } from '#base/id'
import { type Databases, publish, type Scope } from '#db'
import { type By, record } from '#hub/audit'
import { findHoldersWithin } from '#hub/tenant'
import { type Approval, type Decision, permissionFor, stateAt, stateWords } from './approval.ts'
import { type ApprovalTx, type Change, lockApproval, tellOfChange, updateApproval } from './approval.store.ts'
import type { ApprovalTables } from './approval.tables.ts'
import { insertDecision, listDecisions } from './decision.store.ts'
import { approvalError } from './errors.ts'
import { type Known, mayDecide } from './may-decide.ts'

/** Told when somebody is asked, and asked again because who had approved no longer may. */
export const approvalRequested = 'effect.approval_requested'
/** Told when an approval is decided, expires or is withdrawn: whoever asked is to ask the gate again. */
export const approvalDecided = 'effect.approval_decided'
/** Told when something else is asked in its place. */
export const approvalSuperseded = 'effect.approval_superseded'
/** Told when it is time to write to those who decide, once more or to others; and when one hands the decision over. */
export const approvalReminded = 'effect.approval_reminded'
export const approvalEscalated = 'effect.approval_escalated'
export const approvalDelegated = 'effect.approval_delegated'

/** On which every process hears that something about an approval is different. */
export const approvalChannel = 'approvals'

/** The one who acts is `actorId`; `db` may be the one within the workspace. */
export type DecidingScope = Scope &
  Pick<By, 'from' | 'means'> & {
    /** Of the API key or access token with which they act; none or empty means everything they may. */
    readonly scopes?: readonly string[]
  }

/** Holds an approval of the workspace and does something about it. */
export async function changeApproval<R>(
  scope: DecidingScope,
  id: string,
  work: (tx: ApprovalTx, approval: Approval, decisions: readonly Decision[]) => Promise<R>,
): Promise<R> {
  const { db, workspaceId } = scope
  return await db.transaction<ApprovalTables, R>('effect', async (tx) => {
    const approval = await lockApproval(tx, { workspaceId, id })
    if (approval === undefined) throw approvalError.approval_not_found()
    return await work(tx, approval, await listDecisions(tx, { workspaceId, approvalIds: [id] }))
  })
}

/** Refuses what is over already, and an answer to something else than what is asked. */
export function requirePending(approval: Approval, now: Date, hash?: string): void {
  const state = stateAt(approval, now)
  if (state === 'expired') throw approvalError.approval_expired()
  if (state !== 'pending') throw approvalError.approval_over({ state: stateWords[state] })
  if (hash !== undefined && hash !== approval.action_hash.toString('hex')) throw approvalError.approval_stale()
}

/** Refuses a key that was not given to decide, whatever its owner may. */
export function requireScope({ scopes = [] }: DecidingScope, { subject_kind }: Approval): void {
  const permission = permissionFor(subject_kind)
  if (scopes.length > 0 && !scopes.includes(permission)) throw approvalError.scope_not_enough({ permission })
}

/** What those hold at this moment who matter for an approval: who acts, who approved, who handed on. Read anew, never from memory. */
export async function knowPeople(
  { db, workspaceId, now }: Pick<Scope, 'db' | 'workspaceId' | 'now'>,
  decisions: readonly Decision[],
  others: readonly string[],
): Promise<Known> {
  const userIds = [...new Set([...others, ...decisions.map(({ user_id }) => user_id)])]
  const { holders } = await findHoldersWithin({ db, workspaceId, actorId: null, now }, userIds)
  return { members: new Map(holders.map(({ userId, holdings }) => [userId, holdings])), decisions, now }
}

/** As `knowPeople`, for everybody who might decide: those whom the policies name, or where they name roles, all members. */
export async function knowDeciders(
  { db, workspaceId, now }: Pick<Scope, 'db' | 'workspaceId' | 'now'>,
  { demands }: Pick<Approval, 'demands'>,
  decisions: readonly Decision[],
): Promise<Known> {
  const named = demands.flatMap(({ deciders, escalate }) => [deciders, ...(escalate === null ? [] : [escalate.to])])
  const isByName = named.every((one) => one !== null && (one.roles ?? []).length === 0 && one.podManagers !== true)
  const people = named.flatMap((one) => one?.people ?? [])
  if (isByName)
    return await knowPeople({ db, workspaceId, now }, decisions, [
      ...people,
      ...decisions.flatMap(({ delegated_to }) => delegated_to ?? []),
    ])
  const { holders } = await findHoldersWithin({ db, workspaceId, actorId: null, now })
  return { members: new Map(holders.map(({ userId, holdings }) => [userId, holdings])), decisions, now }
}

/** Why somebody may not decide; undefined: they may. */
export function obstacleOf(approval: Approval, userId: string, known: Known): AppError | undefined {
  if (userId === approval.requester_id) return approvalError.own_request()
  if (mayDecide(approval, userId, known)) return undefined
  const handedOn = known.decisions.some(({ decision, user_id }) => decision === 'delegate' && user_id === userId)
  return handedOn ? approvalError.handed_over() : approvalError.not_a_decider()
}

type Deed = {
  readonly decision: DecisionKind
  readonly reason: string | null
  readonly via: DecisionWay
  readonly delegatedTo?: string
  readonly isRight?: boolean
}

/** Past tense, for the audit log. */
const acts: Readonly<Record<DecisionKind, string>> = {
  approve: 'approval.approved',
  reject: 'approval.rejected',
  ask_changes: 'approval.changes_requested',
  delegate: 'approval.delegated',
  break_glass: 'approval.glass_broken',
  review: 'approval.reviewed',
  withdraw: 'approval.withdrawn',
}

/** Writes down what the one who acts did about an approval, for people and for the audit log. */
export async function noteDecision(tx: ApprovalTx, scope: DecidingScope, approval: Approval, deed: Deed): Promise<Decision> {
  const { actorId, workspaceId, now } = scope
  if (actorId === null) throw new Error('a decision is somebody’s')
  const { decision, reason, via, delegatedTo = null, isRight = null } = deed
  const row: Decision = {
    id: newId(),
    approval_id: approval.id,
    user_id: actorId,
    decision,
    reason,
    via,
    delegated_to: delegatedTo,
    is_right: isRight,
    created_at: now,
  }
  await insertDecision(tx, { ...row, workspace_id: workspaceId, action_hash: approval.action_hash })
  await record(tx, scope, {
    action: acts[decision],
    resourceType: 'approval',
    resourceId: approval.id,
    new: {
      name: approval.title,
      via,
      hash: approval.action_hash.toString('hex'),
      ...(reason === null ? {} : { reason }),
      ...(delegatedTo === null ? {} : { delegatedTo }),
      ...(isRight === null ? {} : { isRight }),
    },
  })
  return row
}

/** Changes an approval, and says so to whoever watches. */
export async function setApproval(tx: ApprovalTx, approval: Approval, change: Change): Promise<void> {
  const { workspace_id: workspaceId, id } = approval
  await updateApproval(tx, { workspaceId, id }, change)
  await tellApproval(tx, { ...approval, ...change })
}

/** Brings an approval to an end that whoever asked waits for. */
export async function settle(
  tx: ApprovalTx,
  approval: Approval,
  change: Change & { readonly state: Approval['state'] },
): Promise<void> {
  await setApproval(tx, approval, change)
  await tellHubs(tx, approvalDecided, { ...approval, ...change })
}

/** Writes down what time has done. */
export async function settleExpired(tx: ApprovalTx, approval: Approval, now: Date): Promise<void> {
  await settle(tx, approval, { state: 'expired' })
  const by = { actorId: null, workspaceId: approval.workspace_id, now }
  const entry = { action: 'approval.expired', resourceType: 'approval', resourceId: approval.id }
  await record(tx, by, { ...entry, old: { name: approval.title, state: approval.state } })
}

type Told = Pick<
  Approval,
  'id' | 'workspace_id' | 'subject_kind' | 'subject_id' | 'execution_id' | 'node_id' | 'run_index' | 'state'
>

/** Tells the other hubs, in the transaction of the change. */
export async function tellHubs(tx: ApprovalTx, type: string, approval: Told, more: Record<string, string> = {}): Promise<void> {
  const payload = {
    approvalId: approval.id,
    workspaceId: approval.workspace_id,
    subjectKind: approval.subject_kind,
    subjectId: approval.subject_id,
    executionId: approval.execution_id,
    nodeId: approval.node_id,
    runIndex: approval.run_index,
    state: approval.state,
    ...more,
  }
  await publish(tx, { type, key: approval.id, payload })
}

/** What is heard of a change in every process. */
export type ApprovalChange = {
  readonly workspaceId: string
  readonly approvalId: string
  readonly executionId: string | null
  readonly workflowId: string | null
  readonly state: Approval['state']
}

export async function tellApproval(tx: ApprovalTx, approval: Told & Pick<Approval, 'workflow_id'>): Promise<void> {
  const { workspace_id: workspaceId, id: approvalId, execution_id: executionId, workflow_id: workflowId, state } = approval
  const change: ApprovalChange = { workspaceId, approvalId, executionId, workflowId, state }
  await tellOfChange(tx, approvalChannel, JSON.stringify(change))
}

/** Hears in this process of every approval that is made or changed, in whatever process; resolves with what stops it. */
export async function watchApprovals(db: Databases, heard: (change: ApprovalChange) => void): Promise<() => Promise<void>> {
  return await db.listen('effect', approvalChannel, (payload) => {
    // Empty after the connection was lost: whoever watches looks again by themselves when their stream comes back.
    if (payload !== '') heard(JSON.parse(payload) as ApprovalChange)
  })
}
