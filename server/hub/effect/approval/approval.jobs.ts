import type { SecretBox } from '#base/secret-box'
import { type Databases, type EventEnvelope, subscription, type Subscription } from '#db'
import { findUserNames } from '#hub/identity'
import { findPeopleToMail, tellPeople } from '#hub/profile'
import { findActiveWorkspaceName } from '#hub/tenant'
import { type MailContent, queueMail } from '#mail'
import { type Approval, stateAt } from './approval.ts'
import { type ApprovalTx, findApproval } from './approval.store.ts'
import type { ApprovalTables } from './approval.tables.ts'
import {
  approvalDecided,
  approvalDelegated,
  approvalEscalated,
  approvalReminded,
  approvalRequested,
  knowDeciders,
} from './change-approval.ts'
import { listDecisions } from './decision.store.ts'
import { sightSubscription } from './in-sight.ts'
import { makeLink } from './links.ts'
import { hasApproved, isAmong, mayDecide } from './may-decide.ts'

type Parts = { readonly db: Databases; readonly box: SecretBox; readonly clock: () => Date }

type AskedMail = Extract<MailContent, { readonly template: 'approval_asked' }>

const reasons = {
  [approvalRequested]: 'asked',
  [approvalReminded]: 'reminded',
  [approvalEscalated]: 'escalated',
  [approvalDelegated]: 'delegated',
} as const satisfies Record<string, AskedMail['why']>

/** So many people are written to about one approval at a time; the others find it in the app. */
const recipientsMax = 50

/** Writes to the people who are asked, with a link that decides once, and to the one who asked when it is decided. */
export function approvalSubscriptions(parts: Parts): readonly Subscription[] {
  return [
    sightSubscription,
    subscription<ApprovalTables>({
      consumer: 'effect.approval_mails',
      types: [...Object.keys(reasons), approvalDecided],
      handle: async (tx, event) => {
        const { workspaceId, approvalId } = event.payload
        if (typeof workspaceId !== 'string' || typeof approvalId !== 'string')
          throw new Error(`the event ${event.type} names no approval`)
        const approval = await findApproval(parts.db, { workspaceId, id: approvalId })
        if (approval === undefined) return
        if (event.type === approvalDecided) await writeToRequester(tx, parts, approval, event)
        else await writeToDeciders(tx, parts, approval, event)
      },
    }),
  ]
}

async function writeToDeciders(tx: ApprovalTx, parts: Parts, approval: Approval, event: EventEnvelope): Promise<void> {
  const { db, box, clock } = parts
  const now = clock()
  if (stateAt(approval, now) !== 'pending') return
  const asked = await recipientsOf(parts, approval, { event, now })
  const isAgain = event.type === approvalReminded || event.type === approvalEscalated
  const kind = isAgain ? 'approval_expiring' : 'approval_asked'
  await tellPeople(tx, { ...aboutApproval(approval), kind, people: asked.slice(0, recipientsMax) })
  const people = await findPeopleToMail(parts.db, asked, kind)
  if (people.length === 0) return
  const [names, workspace] = await Promise.all([namesOf(db, approval), findActiveWorkspaceName(db, approval.workspace_id)])
  // Nobody is asked about what is deleted.
  if (workspace === undefined) return
  for (const { id, name, email } of people.slice(0, recipientsMax)) {
    await queueMail(tx, box, {
      template: 'approval_asked',
      why: reasons[event.type as keyof typeof reasons],
      to: email,
      name,
      workspace,
      title: approval.title,
      environment: approval.environment,
      target: approval.target,
      requester: names.requester,
      policies: approval.demands.map(({ policy }) => policy.name),
      until: approval.expires_at.toISOString(),
      path: await makeLink(tx, approval, id, now),
      expiresAt: approval.expires_at,
    })
  }
}

/** Who is written to: whoever may decide and has not; only those who were added, where some were. */
async function recipientsOf(
  { db }: Parts,
  approval: Approval,
  { event, now }: { readonly event: EventEnvelope; readonly now: Date },
): Promise<string[]> {
  const { workspace_id: workspaceId, id, pod_id: podId, created_at } = approval
  const decisions = await listDecisions(db, { workspaceId, approvalIds: [id] })
  const known = await knowDeciders({ db, workspaceId, now }, approval, decisions)
  const waiting = [...known.members.keys()].filter(
    (userId) => mayDecide(approval, userId, known) && !hasApproved(decisions, userId),
  )
  if (event.type === approvalDelegated) return waiting.filter((userId) => userId === event.payload['to'])
  if (event.type !== approvalEscalated) return waiting
  const late = approval.demands.flatMap(({ escalate }) =>
    escalate !== null && created_at.getTime() + escalate.afterMinutes * 60_000 <= now.getTime() ? [escalate.to] : [],
  )
  return waiting.filter((userId) => late.some((to) => isAmong(to, { userId, holdings: known.members.get(userId) ?? [], podId })))
}

const outcomes = ['approved', 'rejected', 'changes_requested', 'expired'] as const

/** The end is that of the event: meanwhile the approval may be used, or be asked about again. */
async function writeToRequester(tx: ApprovalTx, parts: Parts, approval: Approval, event: EventEnvelope): Promise<void> {
  const { db, box, clock } = parts
  const { id, workspace_id: workspaceId, requester_id: requesterId, decided_at: decidedAt } = approval
  const outcome = outcomes.find((one) => one === event.payload['state'])
  if (outcome === undefined || requesterId === null) return
  // It was approved and nothing came of it: the requester heard of the yes, and what is asked anew is heard of again.
  if (outcome === 'expired' && decidedAt !== null) return
  const last = (await listDecisions(db, { workspaceId, approvalIds: [id] })).at(-1)
  // Who let it happen by themselves knows.
  if (outcome !== 'expired' && last?.user_id === requesterId) return
  const about = aboutApproval(approval)
  // Who waits for a query hears from it.
  if (approval.subject_kind !== 'query')
    await tellPeople(tx, { ...about, kind: 'approval_decided', parts: { ...about.parts, outcome }, people: [requesterId] })
  const [person] = await findPeopleToMail(parts.db, [requesterId], 'approval_decided')
  const workspace = await findActiveWorkspaceName(db, workspaceId)
  if (person === undefined || workspace === undefined) return
  const names = await findUserNames(db, last === undefined ? [] : [last.user_id])
  await queueMail(tx, box, {
    template: 'approval_decided',
    to: person.email,
    name: person.name,
    workspace,
    title: approval.title,
    outcome,
    by: outcome === 'expired' || last === undefined ? null : (names.get(last.user_id) ?? null),
    reason: outcome === 'expired' ? null : (last?.reason ?? null),
    path: `/approvals/${id}`,
    expiresAt: new Date(clock().getTime() + 7 * 86_400_000),
  })
}

/** Its title and its request say what is worked on, so it is named by the place where it is asked about. */
function aboutApproval({ id, workspace_id, subject_kind, node_name, workflow_name, expires_at }: Approval) {
  const names = [node_name, workflow_name].filter((name) => name !== null)
  const parts = { what: names.length === 0 ? null : names.join(' · '), subject: subject_kind, until: expires_at.toISOString() }
  return { workspaceId: workspace_id, subject: id, parts, path: `/approvals/${id}` }
}

async function namesOf(db: Databases, { requester_id }: Approval): Promise<{ requester: string | null }> {
  if (requester_id === null) return { requester: null }
  return { requester: (await findUserNames(db, [requester_id])).get(requester_id) ?? null }
}
