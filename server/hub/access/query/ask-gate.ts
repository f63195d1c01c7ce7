import type { PolicyReference } from '@steward/contract/api/policy'
import type { Databases } from '#db'
import { configValue } from '#hub/config'
import type { GateAnswer } from '#hub/effect'
import { startWithinHours } from '../access.config.ts'
import type { AccessTables, QueryRow } from '../access.tables.ts'
import type { AccessContext } from '../context.ts'
import { findGrantFor } from '../grant/grant.store.ts'
import { findInstanceRow, type InstanceRow } from '../instance/instance.store.ts'
import { actionOf, describeQuery, hashOf } from './action-of.ts'
import { moveQuery } from './move-query.ts'
import { findQueryRow, lockQuery, type QueryChange, unclaimed } from './query.store.ts'

export type QueryPlace = { readonly workspaceId: string; readonly uuid: string }

/** On what ground a query may be executed now, or what stands in its way. */
export type Verdict =
  | {
      readonly kind: 'allow'
      readonly policies: readonly PolicyReference[]
      readonly approvalId: string | null
      readonly grantId: string | null
    }
  | Exclude<GateAnswer, { kind: 'allow' }>

/** Asks the gate about a query as it is now; with standing access only whether a policy denies it. */
export async function askAbout(context: AccessContext, query: QueryRow, instance: InstanceRow, now: Date): Promise<Verdict> {
  // What was said to it holds, also when the policy that asked is gone by now.
  const asked = query.approval_id === null ? {} : { approvalId: query.approval_id }
  const action = { ...actionOf(query, instance, now), ...asked }
  const grantId = await grantFor(context, query, now)
  if (grantId !== null) {
    const { answer, policies } = await context.gate.preview(action)
    if (answer !== 'deny') return { kind: 'allow', policies, approvalId: null, grantId }
  }
  const answer = await context.gate.ask(action, () => describeQuery(query, instance))
  if (answer.kind !== 'allow') return answer
  return { kind: 'allow', ...answer.ground, grantId: null }
}

/** Standing access never covers what review holds for grave, nor more than rows. */
async function grantFor({ databases }: AccessContext, query: QueryRow, now: Date): Promise<string | null> {
  const { class: queryClass, analysis, undo_of } = query
  if ((queryClass !== 'read' && queryClass !== 'write') || undo_of !== null) return null
  if ((analysis?.findings ?? []).some(({ severity }) => severity === 'error')) return null
  return await findGrantFor(databases, {
    workspaceId: query.workspace_id,
    userId: query.user_id,
    instanceId: query.instance_id,
    database: query.database_name,
    class: queryClass,
    now,
  })
}

/** Asks about a pending query and writes down the answer. Asked by several at once, it is written down once. */
export async function settleByGate(context: AccessContext, place: QueryPlace, now: Date): Promise<void> {
  const { databases } = context
  const query = await findQueryRow(databases, place)
  if (query?.status !== 'pending' || query.changes_wanted !== null) return
  const instance = await findInstanceRow(databases, { workspaceId: place.workspaceId, id: query.instance_id })
  if (instance === undefined) return await writeDown(context, query, { change: gone, act: 'cancelled' }, now)
  const hash = hashOf(query, instance)
  // The instance was changed since: it is this that will be done, so it is this that is asked about.
  const asked = hash.equals(query.hash) ? query : { ...query, hash }
  const verdict = await askAbout(context, asked, instance, now)
  const move = await moveOf(context, asked, verdict, now)
  await writeDown(context, asked, { ...move, change: { ...move.change, hash } }, now)
}

const gone: QueryChange = { status: 'cancelled', execution_error: 'The instance was deleted.' }

type Move = { readonly change: QueryChange; readonly act: string }

/** What an answer makes of a query. */
export async function moveOf({ databases }: AccessContext, query: QueryRow, verdict: Verdict, now: Date): Promise<Move> {
  switch (verdict.kind) {
    case 'allow': {
      const { policies, approvalId: approval_id, grantId: grant_id } = verdict
      const expires_at = await startsBefore(databases, query, now)
      const ground = { policies: JSON.stringify(policies), approval_id, grant_id, approved_at: now, expires_at }
      return { change: { status: 'approved', ...ground }, act: 'approved' }
    }
    case 'wait':
      return { change: { status: 'pending', approval_id: verdict.approvalId, ...unclaimed }, act: 'asked_about' }
    case 'refuse':
    default:
      return refused(verdict)
  }
}

/** Until when an approved query has to have begun. */
export async function startsBefore(db: Databases, query: QueryRow, now: Date): Promise<Date> {
  const hours = await configValue(db, startWithinHours, { workspaceId: query.workspace_id })
  return new Date(Math.max(now.getTime(), query.schedule_at?.getTime() ?? 0) + hours * 3_600_000)
}

function refused({ why, message, ground }: Extract<Verdict, { kind: 'refuse' }>): Move {
  const common = { approval_id: ground.approvalId, policies: JSON.stringify(ground.policies), ...unclaimed }
  if (why === 'changes_requested')
    return { change: { ...common, status: 'pending', changes_wanted: message }, act: 'changes_wanted' }
  if (why === 'expired') return { change: { ...common, status: 'expired', rejection_reason: message }, act: 'expired' }
  if (why === 'withdrawn') return { change: { ...common, status: 'cancelled' }, act: 'cancelled' }
  return { change: { ...common, status: 'rejected', rejection_reason: message }, act: 'rejected' }
}

/** Only if it still is what was asked about, and nobody else has written down an answer. */
async function writeDown(context: AccessContext, asked: QueryRow, move: Move, now: Date): Promise<void> {
  const { workspace_id: workspaceId, uuid } = asked
  await context.databases.transaction<AccessTables, void>('access', async (tx) => {
    const row = await lockQuery(tx, { workspaceId, uuid })
    if (row?.status !== 'pending' || row.version !== asked.version || row.changes_wanted !== null) return
    if (move.act === 'asked_about' && row.approval_id === move.change.approval_id) return
    await moveQuery(tx, { actorId: null, workspaceId, now }, row, move)
  })
}
