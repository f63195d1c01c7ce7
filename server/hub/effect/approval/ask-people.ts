import type { Money } from '@steward/contract/api/policy'
import { newId } from '#base/id'
import { record } from '#hub/audit'
import type { Action, ActionText } from '../gate/action.ts'
import type { Asked } from '../policy/evaluate.ts'
import { type ApprovalTx, insertApproval } from './approval.store.ts'
import { approvalRequested, tellApproval, tellHubs } from './change-approval.ts'

/** What is asked: an action, what the policies want for it, and the words for people. */
export type Question = { readonly action: Action; readonly asked: Asked; readonly text: ActionText; readonly now: Date }

/** Makes an approval that waits for people; its id. Who is asked is written to when that is committed. */
export async function askPeople(
  tx: ApprovalTx,
  { action, asked, text, now }: Question,
): Promise<{ id: string; expiresAt: Date }> {
  const { subject, workflow, connection } = action
  const id = newId()
  const after = (minutes: number) => new Date(now.getTime() + minutes * 60_000)
  const expiresAt = after(asked.expiresInMinutes)
  const names = {
    workspace_id: action.workspaceId,
    subject_kind: subject.kind,
    subject_id: subject.id,
    execution_id: subject.executionId ?? null,
    node_id: orNull(subject.nodeId),
    run_index: subject.runIndex ?? null,
    workflow_id: workflow?.id ?? null,
  }
  await insertApproval(tx, {
    ...names,
    id,
    node_name: orNull(subject.nodeName),
    workflow_name: orNull(workflow?.name),
    workflow_version: workflow?.version ?? null,
    pod_id: action.podId,
    class: action.class,
    environment: action.environment,
    connector: orNull(action.connector),
    connection_kind: orNull(connection?.kind),
    connection_id: orNull(connection?.id),
    connection_name: orNull(connection?.name),
    target: orNull(action.target),
    title: storable(text.title),
    detail: orNull(text.detail),
    payload: JSON.stringify(text.payload),
    risk: JSON.stringify(text.risk),
    ...moneyIn('amount', action.amount),
    ...moneyIn('cost', action.cost),
    demands: JSON.stringify(asked.demands),
    is_reason_required: asked.reasonRequired,
    action_hash: Buffer.from(action.hash, 'hex'),
    requester_id: action.requesterId,
    expires_at: expiresAt,
    remind_at: asked.remindAfterMinutes === null ? null : after(asked.remindAfterMinutes),
    escalate_at: nextEscalation(asked.demands, { since: now, after: now }),
    decided_at: null,
    used_at: null,
    reviewed_at: null,
    created_at: now,
    visible_to: action.visibleTo ?? 'workspace',
  })
  await record(
    tx,
    {
      actorId: action.requesterId,
      workspaceId: action.workspaceId,
      now,
      means: subject.executionId === undefined ? 'system' : 'workflow',
    },
    {
      action: 'approval.requested',
      resourceType: 'approval',
      resourceId: id,
      new: { name: text.title, hash: action.hash, policies: asked.demands.map(({ policy }) => policy.name) },
    },
  )
  const told = { ...names, id, state: 'pending' as const }
  await tellApproval(tx, told)
  await tellHubs(tx, approvalRequested, told)
  return { id, expiresAt }
}

/** When others are to be told next that nobody has answered; null: never. */
export function nextEscalation(
  demands: Asked['demands'],
  { since, after }: { readonly since: Date; readonly after: Date },
): Date | null {
  const times = demands.flatMap(({ escalate }) => (escalate === null ? [] : [since.getTime() + escalate.afterMinutes * 60_000]))
  const later = times.filter((timeMs) => timeMs > after.getTime())
  return later.length === 0 ? null : new Date(Math.min(...later))
}

function moneyIn<Name extends 'amount' | 'cost'>(name: Name, money: Money | null) {
  return { [name]: money?.minor ?? null, [`${name}_currency`]: money?.currency ?? null } as {
    readonly [Column in Name | `${Name}_currency`]: string | null
  }
}

/** Names and values come from people and may hold what text columns refuse. */
const storable = (text: string) => text.toWellFormed().replaceAll('\u0000', '\uFFFD')
const orNull = (text: string | null | undefined) => (typeof text === 'string' ? storable(text) : null)
