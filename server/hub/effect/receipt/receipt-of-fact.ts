import type { Money } from '@steward/contract/api/policy'
import type { EffectFact, FactsOfChange } from '#engine/host'
import type { NewReceipt } from './receipt.store.ts'
import { orNull, storable, timeOf } from './storable.ts'

/** Receipts of what executions tell of their effects, in the order in which it was told. */
export function receiptsOf(changes: readonly FactsOfChange[]): NewReceipt[] {
  return changes.flatMap((change) => change.facts.map((fact) => receiptOf(change, fact)))
}

function receiptOf(change: FactsOfChange, fact: EffectFact): NewReceipt {
  const { response, decision } = fact
  return {
    id: fact.id,
    workspace_id: change.workspaceId,
    subject_kind: typeof fact.undoes === 'string' ? 'undo' : 'node',
    execution_id: change.executionId,
    workflow_id: change.workflowId,
    workflow_name: storable(change.workflowName),
    workflow_version: change.workflowVersion,
    node_id: storable(fact.nodeId),
    node_name: storable(fact.nodeName),
    run_index: fact.runIndex,
    class: fact.class,
    target: orNull(fact.target),
    ...groundOf(fact),
    request_hash: fact.requestHash,
    request: fact.request ?? null,
    response_status: response?.status ?? null,
    response_hash: response?.hash ?? null,
    response_bytes: response?.sizeBytes ?? null,
    response: response?.excerpt ?? null,
    tries: fact.tries,
    outcome: fact.outcome,
    intended_at: timeOf(fact.intendedMs),
    settled_at: fact.settledMs === null ? null : timeOf(fact.settledMs),
    duration_ms: fact.durationMs,
    decision: decision?.answer ?? null,
    decided_how: decision?.how ?? null,
    decided_by: decision?.by ?? null,
    decided_at: decision === null ? null : timeOf(decision.atMs),
    reason: orNull(decision?.reason ?? fact.reason),
    undoes: fact.undoes ?? null,
    undone_by: null,
    place: change.place,
  }
}

type Ground = Pick<EffectFact, 'connection'> &
  Partial<Pick<EffectFact, 'environment' | 'connector' | 'policies' | 'approvalId' | 'actorId' | 'amount' | 'cost'>>

/** On what ground something was done, and by which connection. */
export function groundOf(told: Ground) {
  const { connection, policies, amount, cost } = told
  return {
    environment: told.environment ?? null,
    connector: orNull(told.connector?.slice(0, 255)),
    policies:
      policies === undefined || policies.length === 0 ? null : policies.map((one) => ({ ...one, name: storable(one.name) })),
    approval_id: told.approvalId ?? null,
    actor_id: told.actorId ?? null,
    amount: digitsOf(amount),
    amount_currency: amount?.currency ?? null,
    cost: digitsOf(cost),
    cost_currency: cost?.currency ?? null,
    connection_kind: orNull(connection?.kind),
    connection_id: orNull(connection?.id),
    connection_name: orNull(connection?.name),
  }
}

/** As the database writes them: "-007" is "-7". */
const digitsOf = (money: Money | null | undefined) => (money ? BigInt(money.minor).toString() : null)
