import type { SubjectKind } from '@steward/contract/api/policy'
import type { JsonObject } from '@steward/contract/item'
import type { Transaction } from 'kysely'
import { publish } from '#db'
import { type EffectFact, excerptOf } from '#engine/host'
import { groundOf } from './receipt-of-fact.ts'
import type { NewReceipt } from './receipt.store.ts'
import { orNull, storable, timeOf } from './storable.ts'

/** What became of something that no node has done. `id` is a UUIDv7, and one receipt is written for it however often it is told. */
export type ToldReceipt = Omit<EffectFact, 'nodeId' | 'nodeName' | 'runIndex' | 'decision' | 'tries'> & {
  readonly workspaceId: string
  readonly subject: { readonly kind: Exclude<SubjectKind, 'node'>; readonly name: string }
  readonly workflow?: { readonly id: string; readonly name: string; readonly version: number } | null
  readonly tries?: number
  /** What is told later of the same id must have a higher one. Without it: the time when it was settled, or else intended. */
  readonly place?: number
}

export const receiptTold = 'effect.receipt_told'

/**
 * Has a receipt written of what another hub has done, if and only if the transaction of that hub commits. Request and
 * response are cut short and what looks like a secret is left out of them; `secrets` are values that must not be in them.
 */
export async function writeReceipt<Tables>(
  tx: Transaction<Tables>,
  receipt: ToldReceipt,
  secrets: readonly string[] = [],
): Promise<void> {
  const { request, response } = receipt
  const told = {
    ...receipt,
    place: receipt.place ?? receipt.settledMs ?? receipt.intendedMs,
    ...(request === undefined ? {} : { request: excerptOf(request, { bytesMax: 4_096, secrets }) }),
    ...(response?.excerpt === undefined
      ? {}
      : { response: { ...response, excerpt: excerptOf(response.excerpt, { bytesMax: 2_048, secrets }) } }),
  }
  await publish(tx, { type: receiptTold, key: receipt.id, payload: { receipt: told } as unknown as JsonObject })
}

const textMax = 2_000

export function receiptOfTold(told: ToldReceipt): NewReceipt {
  const { response, workflow } = told
  return {
    id: told.id,
    workspace_id: told.workspaceId,
    subject_kind: told.subject.kind,
    execution_id: null,
    workflow_id: workflow?.id ?? null,
    workflow_name: orNull(workflow?.name),
    workflow_version: workflow?.version ?? null,
    node_id: null,
    node_name: storable(told.subject.name.slice(0, textMax)),
    run_index: null,
    class: told.class,
    target: orNull(told.target?.slice(0, 300)),
    ...groundOf(told),
    request_hash: told.requestHash,
    request: told.request ?? null,
    response_status: response?.status ?? null,
    response_hash: response?.hash ?? null,
    response_bytes: response?.sizeBytes ?? null,
    response: response?.excerpt ?? null,
    tries: told.tries ?? 1,
    outcome: told.outcome,
    intended_at: timeOf(told.intendedMs),
    settled_at: told.settledMs === null ? null : timeOf(told.settledMs),
    duration_ms: told.durationMs === null ? null : Math.round(told.durationMs),
    decision: null,
    decided_how: null,
    decided_by: null,
    decided_at: null,
    reason: orNull(told.reason?.slice(0, textMax)),
    undoes: told.undoes ?? null,
    undone_by: null,
    place: told.place ?? told.settledMs ?? told.intendedMs,
  }
}
