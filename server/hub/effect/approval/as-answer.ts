import type { Approval as Shown, ApprovalDetail } from '@steward/contract/api/approval'
import type { Person } from '@steward/contract/api/role'
import type { Scope } from '#db'
import { findPeople } from '#hub/identity'
import { findPodNames } from '#hub/tenant'
import { type Approval, type Decision, stateAt, stateWords } from './approval.ts'
import { knowDeciders, knowPeople, obstacleOf } from './change-approval.ts'
import { listDecisions } from './decision.store.ts'
import { approvalError } from './errors.ts'
import { hasApproved, type Known, mayDecide } from './may-decide.ts'

/** Approvals as the caller is shown them: with names, and whether the caller may decide. */
export async function listAnswers(scope: Scope, approvals: readonly Approval[]): Promise<Shown[]> {
  const { db, workspaceId } = scope
  const decisions = await listDecisions(db, { workspaceId, approvalIds: approvals.map(({ id }) => id) })
  return await asAnswers(scope, approvals, decisions)
}

export async function asAnswers(scope: Scope, approvals: readonly Approval[], decisions: readonly Decision[]): Promise<Shown[]> {
  const { db, workspaceId, actorId, now } = scope
  if (approvals.length === 0) return []
  // Who may decide about what is over is nobody, whatever they hold.
  const isAnyOpen = approvals.some((one) => stateAt(one, now) === 'pending')
  const [known, people, pods] = await Promise.all([
    isAnyOpen ? knowPeople(scope, decisions, actorId === null ? [] : [actorId]) : { members: new Map(), now },
    namePeople(
      scope,
      approvals.map((one) => one.requester_id),
    ),
    findPodNames(
      db,
      workspaceId,
      approvals.flatMap((one) => one.pod_id ?? []),
    ),
  ])
  const byApproval = Map.groupBy(decisions, (one) => one.approval_id)
  return approvals.map((approval) => {
    const own = byApproval.get(approval.id) ?? []
    const standing = standingOf(approval, scope.actorId, { ...known, decisions: own })
    return asAnswer(approval, { decisions: own, standing, people, pods, now })
  })
}

type Standing = Pick<Shown, 'mayDecide' | 'mayNotBecause'>

function standingOf(approval: Approval, userId: string | null, known: Known): Standing {
  const state = stateAt(approval, known.now)
  const no = (mayNotBecause: string): Standing => ({ mayDecide: false, mayNotBecause })
  if (state !== 'pending') return no(`It is ${stateWords[state]}.`)
  if (userId === null) return no(approvalError.not_a_decider().message)
  if (hasApproved(known.decisions, userId)) return no('You have approved it; it waits for others.')
  const obstacle = obstacleOf(approval, userId, known)
  return obstacle === undefined ? { mayDecide: true, mayNotBecause: null } : no(obstacle.message)
}

type About = {
  readonly decisions: readonly Decision[]
  readonly standing: Standing
  readonly people: ReadonlyMap<string, Person>
  readonly pods: ReadonlyMap<string, string>
  readonly now: Date
}

function asAnswer(approval: Approval, { decisions, standing, people, pods, now }: About): Shown {
  return {
    id: approval.id,
    subject: subjectOf(approval),
    class: approval.class,
    environment: approval.environment,
    connector: approval.connector,
    connection:
      approval.connection_kind === null
        ? null
        : { kind: approval.connection_kind, id: approval.connection_id, name: approval.connection_name ?? '' },
    target: approval.target,
    pod: approval.pod_id === null ? null : { id: approval.pod_id, name: pods.get(approval.pod_id) ?? '' },
    title: approval.title,
    detail: approval.detail,
    risk: { level: approval.risk.level, reasons: [...approval.risk.reasons] },
    amount: moneyOf(approval.amount, approval.amount_currency),
    cost: moneyOf(approval.cost, approval.cost_currency),
    policies: approval.demands.map(({ policy }) => policy),
    hash: approval.action_hash.toString('hex'),
    requester: approval.requester_id === null ? null : (people.get(approval.requester_id) ?? null),
    quorum: Math.max(...approval.demands.map(({ quorum }) => quorum)),
    approvedBy: new Set(decisions.filter((one) => one.decision === 'approve').map((one) => one.user_id)).size,
    state: stateAt(approval, now),
    isBrokenGlass: approval.is_broken_glass,
    expiresAt: approval.expires_at.toISOString(),
    createdAt: approval.created_at.toISOString(),
    decidedAt: approval.decided_at?.toISOString() ?? null,
    ...standing,
  }
}

function subjectOf(approval: Approval): Shown['subject'] {
  return {
    kind: approval.subject_kind,
    id: approval.subject_id,
    executionId: approval.execution_id,
    nodeId: approval.node_id,
    nodeName: approval.node_name,
    runIndex: approval.run_index,
    workflowId: approval.workflow_id,
    workflowName: approval.workflow_name,
    workflowVersion: approval.workflow_version,
  }
}

export function moneyOf(minor: string | null, currency: string | null) {
  return minor === null || currency === null ? null : { minor, currency }
}

/** People of these ids by id; also those who have left. */
export async function namePeople({ db }: Scope, ids: readonly (string | null)[]): Promise<ReadonlyMap<string, Person>> {
  const people = await findPeople(
    db,
    ids.filter((id) => id !== null),
  )
  return new Map([...people].map(([id, { name, email }]) => [id, { id, name, email }]))
}

/** Who may decide now, whoever has decided among them. */
export async function listDeciders(scope: Scope, approval: Approval, decisions: readonly Decision[]): Promise<Person[]> {
  const known = await knowDeciders(scope, approval, decisions)
  const may = [...known.members.keys()].filter((userId) => mayDecide(approval, userId, known))
  const answered = decisions.filter((one) => answers.includes(one.decision)).map((one) => one.user_id)
  const people = await namePeople(scope, [...may, ...answered])
  return [...people.values()].toSorted((a, b) => a.name.localeCompare(b.name))
}

const answers: readonly Decision['decision'][] = ['approve', 'reject', 'ask_changes', 'break_glass']

/** What was decided, in its order, with names. */
export function asDecisions(decisions: readonly Decision[], people: ReadonlyMap<string, Person>): ApprovalDetail['decisions'] {
  const person = (id: string | null) => (id === null ? null : (people.get(id) ?? null))
  return decisions.map((one) => ({
    by: person(one.user_id),
    decision: one.decision,
    reason: one.reason,
    via: one.via,
    delegatedTo: person(one.delegated_to),
    at: one.created_at.toISOString(),
  }))
}
