import { effectOutcomes, type Receipt } from '@steward/contract/api/effect'
import { effectClasses } from '@steward/contract/effect'
import type { Databases, Scope } from '#db'
import { findUserNames } from '#hub/identity'
import { effectError } from '../errors.ts'
import { findReceiptRow, listReceiptRows, type ReceiptRow } from './receipt.store.ts'

export type ReceiptQuery = {
  readonly workflowId?: string | undefined
  readonly executionId?: string | undefined
  readonly class?: string | undefined
  readonly outcome?: string | undefined
  readonly target?: string | undefined
  readonly from?: string | undefined
  readonly to?: string | undefined
  readonly after?: string | undefined
  readonly limit?: number | undefined
}

/** Receipts of the workspace, newest first. */
export async function listReceipts(
  { db, workspaceId }: Scope,
  query: ReceiptQuery,
): Promise<{ items: Receipt[]; next: string | null }> {
  const { workflowId, executionId, target, from, to, limit = 50 } = query
  const classes = split(query.class)
  const strange = classes?.find((one) => !isOneOf(effectClasses, one))
  if (strange !== undefined) throw effectError.unknown_class({ class: strange.slice(0, 50), classes: effectClasses.join(', ') })
  const outcomes = split(query.outcome)
  const odd = outcomes?.find((one) => !isOneOf(effectOutcomes, one))
  if (odd !== undefined) throw effectError.unknown_outcome({ outcome: odd.slice(0, 50), outcomes: effectOutcomes.join(', ') })

  const rows = await listReceiptRows(db.pool('effect'), {
    workspaceId,
    workflowId,
    executionId,
    classes,
    outcomes,
    target: target?.replaceAll('\u0000', '\uFFFD'),
    from,
    to,
    after: readCursor(query.after),
    limit: limit + 1,
  })
  const page = rows.slice(0, limit)
  const last = rows.length > limit ? page.at(-1) : undefined
  return {
    items: await asAnswers(db, page),
    next: last === undefined ? null : `${last.intended_at.toISOString()}_${last.id}`,
  }
}

export async function getReceipt({ db, workspaceId }: Scope, id: string): Promise<Receipt> {
  const row = await findReceiptRow(db.pool('effect'), workspaceId, id)
  const [receipt] = row === undefined ? [] : await asAnswers(db, [row])
  if (receipt === undefined) throw effectError.not_found()
  return receipt
}

const split = (text: string | undefined) => text?.split(',').filter((one) => one !== '')
const isOneOf = (known: readonly string[], one: string) => known.includes(one)

const cursor = /^(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z)_([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})$/

function readCursor(after: string | undefined): { intendedAt: string; id: string } | undefined {
  if (after === undefined) return undefined
  const [, intendedAt = '', id = ''] = cursor.exec(after) ?? []
  if (Number.isNaN(Date.parse(intendedAt))) throw effectError.bad_cursor()
  return { intendedAt, id }
}

async function asAnswers(db: Databases, rows: readonly ReceiptRow[]): Promise<Receipt[]> {
  const names = await findUserNames(
    db,
    rows.flatMap((row) => row.decided_by ?? []),
  )
  return rows.map((row) => asAnswer(row, names))
}

function asAnswer(row: ReceiptRow, names: ReadonlyMap<string, string>): Receipt {
  return {
    id: row.id,
    executionId: row.execution_id,
    workflowId: row.workflow_id,
    workflowName: row.workflow_name,
    workflowVersion: row.workflow_version,
    nodeId: row.node_id,
    nodeName: row.node_name,
    runIndex: row.run_index,
    class: row.class,
    target: row.target,
    connection:
      row.connection_kind === null ? null : { kind: row.connection_kind, id: row.connection_id, name: row.connection_name ?? '' },
    requestHash: row.request_hash,
    outcome: row.outcome,
    tries: row.tries,
    intendedAt: row.intended_at.toISOString(),
    settledAt: row.settled_at?.toISOString() ?? null,
    durationMs: row.duration_ms === null ? null : Number(row.duration_ms),
    response:
      row.response_hash === null
        ? null
        : { status: row.response_status, hash: row.response_hash, sizeBytes: Number(row.response_bytes) },
    decision:
      row.decision === null
        ? null
        : {
            answer: row.decision,
            how: row.decided_how ?? 'person',
            by: row.decided_by === null ? null : (names.get(row.decided_by) ?? null),
            at: (row.decided_at ?? row.intended_at).toISOString(),
            reason: row.reason,
          },
    ...(row.request === null ? {} : { request: row.request }),
  }
}
