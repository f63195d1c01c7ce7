import type { PolicyReference } from '@steward/contract/api/policy'
import { record } from '#hub/audit'
import { findUserNames } from '#hub/identity'
import { askPeople } from '../approval/ask-people.ts'
import { type Approval, type Decision, stateAt } from '../approval/approval.ts'
import { type ApprovalTx, lockLatest, lockSubject } from '../approval/approval.store.ts'
import type { ApprovalTables } from '../approval/approval.tables.ts'
import { findBreaker, mayOverride } from '../approval/break-glass.ts'
import {
  approvalRequested,
  approvalSuperseded,
  knowPeople,
  setApproval,
  settleExpired,
  tellHubs,
} from '../approval/change-approval.ts'
import { listDecisions } from '../approval/decision.store.ts'
import { isMet } from '../approval/may-decide.ts'
import type { Asked } from '../policy/evaluate.ts'
import type { Action, ActionText, GateAnswer, Ground } from './action.ts'
import type { GateParts } from './gate.ts'

type Asking = {
  readonly action: Action
  readonly asked: Asked
  readonly describe: () => Promise<ActionText> | ActionText
}
type Step = { readonly action: Action; readonly asked: Asked; readonly text: ActionText | undefined; readonly now: Date }

/**
 * What people say to an action that they have to be asked about. The words for them are only made where a question is:
 * outside of the transaction, so that nobody waits for them, and then it is looked once more.
 */
export async function askOrUse(parts: GateParts, { action, asked, describe }: Asking): Promise<GateAnswer> {
  const look = (text: ActionText | undefined) =>
    parts.db.transaction<ApprovalTables, GateAnswer | undefined>('effect', (tx) =>
      consult(tx, parts, { action, asked, text, now: parts.clock() }),
    )
  const answer = (await look(undefined)) ?? (await look(await describe()))
  if (answer === undefined) throw new Error('with its words at hand an action is asked about')
  return answer
}

const nobody: Asked = { demands: [], quorum: 0, expiresInMinutes: 0, remindAfterMinutes: null, reasonRequired: false }

/**
 * What was said to an action that has waited, where no policy asks about it any more, as when its hour has passed: a no
 * holds all the same, a yes is used up, and what is still open is nobody's question now.
 */
export async function heedFormer(parts: GateParts, action: Action, policies: readonly PolicyReference[]): Promise<GateAnswer> {
  return await parts.db.transaction<ApprovalTables, GateAnswer>('effect', async (tx) => {
    const now = parts.clock()
    const former = await holdFormer(tx, action)
    if (former === undefined) return { kind: 'allow', ground: { policies, approvalId: null } }
    const answer = await answerOf(tx, parts, { action, asked: nobody, text: undefined, now, former })
    if (answer?.kind === 'refuse')
      return { ...answer, ground: { policies: former.demands.map(({ policy }) => policy), approvalId: former.id } }
    if (answer?.kind === 'allow') return { kind: 'allow', ground: { policies, approvalId: former.id } }
    await endOpen(tx, former, now)
    return { kind: 'allow', ground: { policies, approvalId: null } }
  })
}

/** Whoever else asks about the same subject waits for this one. */
async function holdFormer(tx: ApprovalTx, { workspaceId, subject }: Action): Promise<Approval | undefined> {
  const place = { workspaceId, kind: subject.kind, id: subject.id }
  await lockSubject(tx, place)
  return await lockLatest(tx, place)
}

/** Undefined: somebody has to be asked, and there are no words for it yet; nothing was changed then. */
async function consult(tx: ApprovalTx, parts: GateParts, step: Step): Promise<GateAnswer | undefined> {
  const { action, asked, text, now } = step
  const former = await holdFormer(tx, action)
  const answer = former === undefined ? undefined : await answerOf(tx, parts, { ...step, former })
  if (answer !== undefined) return answer
  if (text === undefined) return undefined
  if (former !== undefined) await endOpen(tx, former, now)
  const { id, expiresAt } = await askPeople(tx, { action, asked, text, now })
  return { kind: 'wait', approvalId: id, untilMs: expiresAt.getTime() }
}

type Former = Step & { readonly former: Approval }

/** What was answered to exactly this action before; undefined where it has to be asked anew. */
async function answerOf(
  tx: ApprovalTx,
  parts: GateParts,
  { action, asked, former, now }: Former,
): Promise<GateAnswer | undefined> {
  if (former.action_hash.toString('hex') !== action.hash) return undefined
  const ground = { policies: asked.demands.map(({ policy }) => policy), approvalId: former.id }
  const decisions = await listDecisions(tx, { workspaceId: former.workspace_id, approvalIds: [former.id] })
  switch (stateAt(former, now)) {
    case 'pending':
      return isAskedAlike(former, asked) ? wait(former) : undefined
    case 'approved':
      if (!isCovered(former, asked)) return undefined
      return await use(tx, parts, { former, decisions, now, ground })
    case 'used':
      return isCovered(former, asked) ? { kind: 'allow', ground } : undefined
    case 'superseded':
      return undefined
    case 'expired':
      // What was approved and then not used in time was answered; only the answer does not hold any more.
      if (former.decided_at !== null) return undefined
      if (former.state === 'pending') await settleExpired(tx, former, now)
      return { kind: 'refuse', why: 'expired', message: 'Nobody answered in time, so it was not done.', ground }
    case 'rejected':
    case 'changes_requested':
    case 'withdrawn':
      break
  }
  return { kind: 'refuse', ...(await refusalOf(parts, former, decisions)), ground }
}

const wait = ({ id, expires_at }: Approval): GateAnswer => ({ kind: 'wait', approvalId: id, untilMs: expires_at.getTime() })

type Use = {
  readonly former: Approval
  readonly decisions: readonly Decision[]
  readonly now: Date
  readonly ground: Ground
}

/** Uses an approval up, if those who gave it may still give it. Else it waits for others, and who still may need not answer again. */
async function use(tx: ApprovalTx, { db }: GateParts, { former, decisions, now, ground }: Use): Promise<GateAnswer> {
  const known = await knowPeople({ db, workspaceId: former.workspace_id, now }, decisions, [])
  const breaker = former.is_broken_glass ? findBreaker(decisions) : undefined
  const holds = isMet(former, known) || (breaker !== undefined && mayOverride(breaker, known))
  const by = { actorId: former.requester_id, workspaceId: former.workspace_id, now, means: 'system' as const }
  const about = { resourceType: 'approval', resourceId: former.id }
  if (!holds) {
    const pending = { state: 'pending', decided_at: null, is_broken_glass: false } as const
    await setApproval(tx, former, pending)
    await record(tx, { ...by, actorId: null }, { ...about, action: 'approval.reopened', new: { name: former.title } })
    await tellHubs(tx, approvalRequested, { ...former, ...pending })
    return wait(former)
  }
  await setApproval(tx, former, { state: 'used', used_at: now })
  await record(tx, by, { ...about, action: 'approval.used', new: { name: former.title } })
  return { kind: 'allow', ground }
}

/** Ends what is open for something that is asked anew. */
async function endOpen(tx: ApprovalTx, former: Approval, now: Date): Promise<void> {
  if (former.state !== 'pending' && former.state !== 'approved') return
  if (stateAt(former, now) === 'expired') return await settleExpired(tx, former, now)
  await setApproval(tx, former, { state: 'superseded', remind_at: null, escalate_at: null })
  await record(
    tx,
    { actorId: null, workspaceId: former.workspace_id, now },
    {
      action: 'approval.superseded',
      resourceType: 'approval',
      resourceId: former.id,
      old: { name: former.title, state: former.state },
    },
  )
  await tellHubs(tx, approvalSuperseded, { ...former, state: 'superseded' })
}

const nameOf = ({ policy }: { readonly policy: { readonly id: string; readonly version: number } }) =>
  `${policy.id} ${policy.version}`

/** Whether all that asks now has asked then, in the same version. What asked then and does not any more may be satisfied as well. */
function isCovered({ demands }: Approval, asked: Asked): boolean {
  const then = new Set(demands.map(nameOf))
  return asked.demands.every((demand) => then.has(nameOf(demand)))
}

const isAskedAlike = (former: Approval, asked: Asked) =>
  isCovered(former, asked) && former.demands.length === asked.demands.length

type Refusal = { readonly why: 'rejected' | 'changes_requested' | 'withdrawn'; readonly message: string }

const refusals = {
  rejected: { decision: 'reject', said: 'Rejected' },
  changes_requested: { decision: 'ask_changes', said: 'Sent back for changes' },
  withdrawn: { decision: 'withdraw', said: 'Withdrawn' },
} as const

/** In the words of the person who said no. */
async function refusalOf({ db }: GateParts, former: Approval, decisions: readonly Decision[]): Promise<Refusal> {
  const why = former.state as keyof typeof refusals
  const { decision, said } = refusals[why]
  const last = decisions.findLast((one) => one.decision === decision)
  const name = last === undefined ? undefined : (await findUserNames(db, [last.user_id])).get(last.user_id)
  const by = name === undefined ? said : `${said} by ${name}`
  return { why, message: last?.reason == null ? `${by}.` : `${by}: ${last.reason}` }
}
