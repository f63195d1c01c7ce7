import type { DecisionWay } from '@steward/contract/api/approval'
import type { Databases } from '#db'
import { findPeople, hashToken, newToken } from '#hub/identity'
import { findActiveWorkspaceName } from '#hub/tenant'
import type { By } from '#hub/audit'
import type { Approval } from './approval.ts'
import { type ApprovalTx, findApproval, readPayload } from './approval.store.ts'
import { knowPeople } from './change-approval.ts'
import { decide } from './decide.ts'
import { listDecisions } from './decision.store.ts'
import { approvalError } from './errors.ts'
import { findLink, insertLink, type LinkRow } from './link.store.ts'
import { mayDecide } from './may-decide.ts'

/** Makes a link by which one person may decide once about one exact action; its path, which only that person is to be told. */
export async function makeLink(tx: ApprovalTx, approval: Approval, userId: string, now: Date): Promise<string> {
  const token = newToken()
  await insertLink(tx, {
    token_hash: hashToken(token),
    workspace_id: approval.workspace_id,
    approval_id: approval.id,
    user_id: userId,
    action_hash: approval.action_hash,
    expires_at: approval.expires_at,
    created_at: now,
  })
  return `/approve/${token}`
}

export type Linked = {
  readonly approval: Approval
  readonly payload: unknown
  readonly workspaceName: string
  readonly personName: string
  readonly requesterName: string | null
}

/** What a link asks about. Whoever may not decide any more sees what somebody with a made-up link sees. */
export async function openLink(db: Databases, token: string, now: Date): Promise<Linked> {
  const { link, approval, workspaceName } = await findLinked(db, token, now)
  const place = { workspaceId: link.workspace_id, id: approval.id }
  const decisions = await listDecisions(db, { workspaceId: place.workspaceId, approvalIds: [approval.id] })
  const known = await knowPeople({ db, workspaceId: place.workspaceId, now }, decisions, [link.user_id])
  if (!mayDecide(approval, link.user_id, known)) throw approvalError.link_gone()
  const [payload, people] = await Promise.all([
    readPayload(db, place),
    findPeople(db, [link.user_id, ...(approval.requester_id === null ? [] : [approval.requester_id])]),
  ])
  const personName = people.get(link.user_id)?.name ?? ''
  const requesterName = approval.requester_id === null ? null : (people.get(approval.requester_id)?.name ?? null)
  return { approval, payload, workspaceName, personName, requesterName }
}

type Visit = { readonly now: Date; readonly from: NonNullable<By['from']> }
type LinkAnswer = {
  readonly token: string
  readonly decision: 'approve' | 'reject'
  readonly hash: string
  readonly reason: string | null
}

const via: DecisionWay = 'link'

/** Decides in the name of the person whom the link was sent to; the link is used up only if that person may and it counts. */
export async function decideByLink(db: Databases, { now, from }: Visit, { token, ...answer }: LinkAnswer): Promise<void> {
  const { link, approval } = await findLinked(db, token, now)
  const scope = { db, workspaceId: link.workspace_id, actorId: link.user_id, now, from, means: 'web' as const }
  await decide(scope, { ...answer, approvalId: approval.id, via, linkHash: link.token_hash }).catch((error: unknown) => {
    throw isAboutThePerson(error) ? approvalError.link_gone() : error
  })
}

type Found = { readonly link: LinkRow; readonly approval: Approval; readonly workspaceName: string }

async function findLinked(db: Databases, token: string, now: Date): Promise<Found> {
  const link = await findLink(db, hashToken(token), now)
  if (link === undefined) throw approvalError.link_gone()
  const [approval, workspaceName] = await Promise.all([
    findApproval(db, { workspaceId: link.workspace_id, id: link.approval_id }),
    findActiveWorkspaceName(db, link.workspace_id),
  ])
  if (approval === undefined || workspaceName === undefined || !approval.action_hash.equals(link.action_hash))
    throw approvalError.link_gone()
  return { link, approval, workspaceName }
}

/** Somebody who was removed is not told more about a workspace than that the link is of no use. */
const isAboutThePerson = (error: unknown): boolean =>
  ['effect.own_request', 'effect.not_a_decider', 'effect.handed_over'].includes((error as { code?: string }).code ?? '')
