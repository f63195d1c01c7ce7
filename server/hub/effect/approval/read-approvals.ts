import { type Approval as Shown, type ApprovalDetail, type ApprovalState, approvalStates } from '@steward/contract/api/approval'
import type { SubjectKind } from '@steward/contract/api/policy'
import { jsonChanges } from '#base/json-changes'
import type { Scope } from '#db'
import { type Approval, type Decision, stateAt } from './approval.ts'
import { countAlike, countOpen, findFormer, listApprovalRows, type PendingPlace } from './approval-query.store.ts'
import { findApproval, readPayload } from './approval.store.ts'
import { asAnswers, asDecisions, listAnswers, listDeciders, namePeople } from './as-answer.ts'
import { listDecisions } from './decision.store.ts'
import { approvalError } from './errors.ts'
import { requireInSight, sightOf, type ViewingScope } from './in-sight.ts'
import { waitingFor } from './waiting-for.ts'

export type ApprovalQuery = {
  readonly mine?: boolean | undefined
  readonly state?: string | undefined
  readonly subject?: SubjectKind | undefined
  readonly workflowId?: string | undefined
  readonly executionId?: string | undefined
  readonly unreviewed?: boolean | undefined
  readonly after?: string | undefined
  readonly limit?: number | undefined
}

type PageOf<T> = { readonly items: T[]; readonly next: string | null }

const alikeDays = 30
const dayMs = 86_400_000

/** Approvals of the workspace, newest first; or those that wait for the caller, the one that expires first before the others. */
export async function listApprovals(scope: ViewingScope, query: ApprovalQuery): Promise<PageOf<Shown>> {
  const { limit = 50, after, mine, state, ...filter } = query
  const { db, workspaceId, now } = scope
  const states = readStates(state)
  if (mine === true) return await listMine(scope, { ...query, states })
  if (after !== undefined && !uuid.test(after)) throw approvalError.bad_page()
  const rows = await listApprovalRows(db, {
    ...filter,
    workspaceId,
    sight: await sightOf(scope),
    states,
    now,
    after,
    limit: limit + 1,
  })
  const page = rows.slice(0, limit)
  return { items: await listAnswers(scope, page), next: rows.length > limit ? (page.at(-1)?.id ?? null) : null }
}

type Mine = ApprovalQuery & { readonly states: readonly ApprovalState[] | undefined }

async function listMine(scope: Scope, query: Mine): Promise<PageOf<Shown>> {
  const { limit = 50, states, subject, workflowId, executionId } = query
  if (query.unreviewed === true || states?.includes('pending') === false) return { items: [], next: null }
  const fits = (one: Approval) =>
    (subject === undefined || one.subject_kind === subject) &&
    (workflowId === undefined || one.workflow_id === workflowId) &&
    (executionId === undefined || one.execution_id === executionId)
  const found: Approval[] = []
  for await (const rows of waitingFor(scope, { from: readPlace(query.after) })) {
    found.push(...rows.filter(fits))
    if (found.length > limit) break
  }
  const page = found.slice(0, limit)
  const last = found.length > limit ? page.at(-1) : undefined
  return {
    items: await listAnswers(scope, page),
    next: last === undefined ? null : `${last.expires_at.toISOString()}_${last.id}`,
  }
}

export async function countApprovals(scope: ViewingScope): Promise<{ mine: number; pending: number; unreviewed: number }> {
  const { db, workspaceId, now } = scope
  const open = await countOpen(db, { workspaceId, now, sight: await sightOf(scope) })
  let mine = 0
  if (open.pending > 0) for await (const rows of waitingFor(scope)) mine += rows.length
  return { mine, ...open }
}

export async function getApproval(scope: ViewingScope, id: string): Promise<ApprovalDetail> {
  const { db, workspaceId, now } = scope
  const approval = await findApproval(db, { workspaceId, id })
  if (approval === undefined) throw approvalError.approval_not_found()
  await requireInSight(scope, approval)
  const decisions = await listDecisions(db, { workspaceId, approvalIds: [id] })
  const [[shown], payload, former, alike] = await Promise.all([
    asAnswers(scope, [approval], decisions),
    readPayload(db, { workspaceId, id }),
    findFormer(db, approval),
    countAlike(db, approval, new Date(now.getTime() - alikeDays * dayMs)),
  ])
  if (shown === undefined) throw approvalError.approval_not_found()
  const people = await namePeople(
    scope,
    decisions.flatMap((one) => [one.user_id, one.delegated_to]),
  )
  const review = decisions.find((one) => one.decision === 'review')
  return {
    ...shown,
    payload,
    changes:
      former === undefined
        ? null
        : { comparedWith: former.id, at: former.decided_at.toISOString(), lines: jsonChanges(former.payload, payload) },
    deciders:
      stateAt(approval, now) === 'pending' ? await listDeciders(scope, approval, decisions) : whoAnswered(decisions, people),
    decisions: asDecisions(decisions, people),
    likeThis: { days: alikeDays, ...alike },
    reviewed:
      review === undefined
        ? null
        : {
            by: people.get(review.user_id) ?? null,
            at: review.created_at.toISOString(),
            isRight: review.is_right === true,
            note: review.reason ?? '',
          },
  }
}

function whoAnswered(decisions: readonly Decision[], people: Awaited<ReturnType<typeof namePeople>>) {
  const ids = new Set(
    decisions.filter((one) => one.decision !== 'review' && one.decision !== 'withdraw').map((one) => one.user_id),
  )
  return [...ids].flatMap((id) => people.get(id) ?? [])
}

function readStates(text: string | undefined): ApprovalState[] | undefined {
  return text
    ?.split(',')
    .filter((one) => one !== '')
    .map((one) => {
      const state = approvalStates.find((known) => known === one)
      if (state === undefined) throw approvalError.unknown_state({ state: one.slice(0, 50), states: approvalStates.join(', ') })
      return state
    })
}

const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/
const place = /^(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z)_([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})$/

function readPlace(after: string | undefined): PendingPlace | undefined {
  if (after === undefined) return undefined
  const [, expiresAt = '', id = ''] = place.exec(after) ?? []
  if (Number.isNaN(Date.parse(expiresAt))) throw approvalError.bad_page()
  return { expiresAt: new Date(expiresAt), id }
}
