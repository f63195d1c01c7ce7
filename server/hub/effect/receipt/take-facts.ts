import type { Transaction } from 'kysely'
import type { EffectFact, FactsOfChange } from '#engine/host'
import { type NewReceipt, writeReceipts } from './receipt.store.ts'

/** Many share a statement, but so few that others get their turn of the loop in between. */
const receiptsPerStatement = 1_000

/** Makes receipts of what was told of some changes. Told again, or late, it changes nothing. */
export async function takeFacts(tx: Transaction<unknown>, changes: readonly FactsOfChange[]): Promise<void> {
  const receipts = new Map<string, NewReceipt>()
  for (const change of changes) {
    for (const fact of change.facts) {
      const receipt = receiptOf(change, fact)
      // One statement can write a row once, and a later fact says all that an earlier one did, but for the request.
      const before = receipts.get(receipt.id)
      if (before !== undefined && before.place > receipt.place) continue
      receipts.set(receipt.id, before === undefined ? receipt : { ...receipt, request: receipt.request ?? before.request })
    }
  }
  const all = [...receipts.values()]
  for (let from = 0; from < all.length; from += receiptsPerStatement)
    await writeReceipts(tx, all.slice(from, from + receiptsPerStatement))
}

function receiptOf(change: FactsOfChange, fact: EffectFact): NewReceipt {
  const { connection, response, decision } = fact
  return {
    id: fact.id,
    workspace_id: change.workspaceId,
    execution_id: change.executionId,
    workflow_id: change.workflowId,
    workflow_name: storable(change.workflowName),
    workflow_version: change.workflowVersion,
    node_id: storable(fact.nodeId),
    node_name: storable(fact.nodeName),
    run_index: fact.runIndex,
    class: fact.class,
    target: orNull(fact.target),
    connection_kind: orNull(connection?.kind),
    connection_id: orNull(connection?.id),
    connection_name: orNull(connection?.name),
    request_hash: fact.requestHash,
    request: fact.request === undefined ? null : JSON.stringify(fact.request),
    response_status: response?.status ?? null,
    response_hash: response?.hash ?? null,
    response_bytes: response?.sizeBytes ?? null,
    tries: fact.tries,
    outcome: fact.outcome,
    intended_at: time(fact.intendedMs),
    settled_at: fact.settledMs === null ? null : time(fact.settledMs),
    duration_ms: fact.durationMs,
    decision: decision?.answer ?? null,
    decided_how: decision?.how ?? null,
    decided_by: decision?.by ?? null,
    decided_at: decision === null ? null : time(decision.atMs),
    reason: orNull(decision?.reason),
    place: change.place,
  }
}

/** Names come from people and may hold what text columns refuse. One refused row would hold back those of its batch for ever. */
const storable = (text: string) => text.toWellFormed().replaceAll('\u0000', '\uFFFD')
const orNull = (text: string | null | undefined) => (typeof text === 'string' ? storable(text) : null)
const time = (ms: number) => new Date(ms).toISOString()
