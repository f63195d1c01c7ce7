import type { Receipt } from '@steward/contract/api/effect'
import type { Money } from '@steward/contract/api/policy'
import type { Databases, Scope } from '#db'
import { findUserNames } from '#hub/identity'
import { effectError } from '../errors.ts'
import { filterOf, readCursor, type ReceiptQuery } from './receipt-filter.ts'
import { countReceipts, findReceiptRow, listReceiptRows, type ReceiptCount, type StoredReceipt } from './receipt-query.store.ts'

type PagedQuery = ReceiptQuery & { readonly after?: string | undefined; readonly limit?: number | undefined }

/** Receipts of the workspace, newest first. */
export async function listReceipts(
  { db, workspaceId }: Scope,
  { after, limit = 50, ...query }: PagedQuery,
): Promise<{ items: Receipt[]; next: string | null }> {
  const page = { after: readCursor(after), limit: limit + 1 }
  const found = await listReceiptRows(db.pool('effect'), filterOf(workspaceId, query), page)
  const rows = found.slice(0, limit)
  const last = found.length > limit ? rows.at(-1) : undefined
  return { items: await asAnswers(db, rows), next: last === undefined ? null : `${last.intended_at}_${last.id}` }
}

const summaryMs = 30 * 86_400_000

export async function summariseReceipts(
  { db, workspaceId, now }: Scope,
  query: ReceiptQuery,
): Promise<{ from: string; total: number; items: ReceiptCount[] }> {
  const from = query.from ?? new Date(now.getTime() - summaryMs).toISOString()
  const items = await countReceipts(db.pool('effect'), filterOf(workspaceId, { ...query, from }))
  return { from, total: items.reduce((sum, { count }) => sum + count, 0), items }
}

export async function getReceipt({ db, workspaceId }: Scope, id: string): Promise<Receipt> {
  const row = await findReceiptRow(db.pool('effect'), workspaceId, id)
  const [receipt] = row === undefined ? [] : await asAnswers(db, [row])
  if (receipt === undefined) throw effectError.not_found()
  return receipt
}

async function asAnswers(db: Databases, rows: readonly StoredReceipt[]): Promise<Receipt[]> {
  const names = await findUserNames(
    db,
    rows.flatMap((row) => [row.decided_by ?? [], row.actor_id ?? []].flat()),
  )
  return rows.map((row) => asAnswer(row, names))
}

function asAnswer(row: StoredReceipt, names: ReadonlyMap<string, string>): Receipt {
  return {
    id: row.id,
    subjectKind: row.subject_kind,
    executionId: row.execution_id,
    workflowId: row.workflow_id,
    workflowName: row.workflow_name,
    workflowVersion: row.workflow_version,
    nodeId: row.node_id,
    nodeName: row.node_name,
    runIndex: row.run_index,
    class: row.class,
    environment: row.environment,
    connector: row.connector,
    policies: [...(row.policies ?? [])],
    approvalId: row.approval_id,
    actor: row.actor_id === null ? null : { id: row.actor_id, name: names.get(row.actor_id) ?? null },
    amount: moneyOf(row.amount, row.amount_currency),
    cost: moneyOf(row.cost, row.cost_currency),
    target: row.target,
    connection:
      row.connection_kind === null ? null : { kind: row.connection_kind, id: row.connection_id, name: row.connection_name ?? '' },
    requestHash: row.request_hash,
    outcome: row.outcome,
    tries: row.tries,
    intendedAt: row.intended_at,
    settledAt: row.settled_at,
    durationMs: row.duration_ms,
    response: responseOf(row),
    decision: decisionOf(row, names),
    reason: row.reason,
    ...(row.request === null ? {} : { request: row.request }),
    undoes: row.undoes,
    undoneBy: row.undone_by,
    batchId: row.batch_id,
  }
}

function responseOf(row: StoredReceipt): Receipt['response'] {
  if (row.response_hash === null) return null
  return {
    status: row.response_status,
    hash: row.response_hash,
    sizeBytes: row.response_bytes ?? 0,
    ...(row.response === null ? {} : { excerpt: row.response }),
  }
}

function decisionOf(row: StoredReceipt, names: ReadonlyMap<string, string>): Receipt['decision'] {
  if (row.decision === null) return null
  return {
    answer: row.decision,
    how: row.decided_how ?? 'person',
    by: row.decided_by === null ? null : (names.get(row.decided_by) ?? null),
    at: row.decided_at ?? row.intended_at,
    reason: row.reason,
  }
}

const moneyOf = (minor: string | null, currency: string | null): Money | null =>
  minor === null || currency === null ? null : { minor, currency }
