import type { Databases, Scope } from '#db'
import { csvLine, csvMark } from '#base/csv'
import { type By, record } from '#hub/audit'
import { findUserNames } from '#hub/identity'
import { lastingOf } from './lasting-receipt.ts'
import { filterOf, type ReceiptQuery, usedFilters } from './receipt-filter.ts'
import { findLeaves, listBatches, listReceiptRows, type ReceiptFilter, type StoredReceipt } from './receipt-query.store.ts'

/** What an export in NDJSON says of itself, on its first line. */
export type ReceiptsHead = {
  readonly format: 'steward receipts export'
  readonly version: 1
  readonly workspace: string
  readonly exportedAt: string
  /** With none, every receipt is in it. */
  readonly filters: Readonly<Record<string, string>>
}

export type ReceiptsExport = { readonly fileName: string; readonly contentType: string; readonly chunks: AsyncIterable<string> }

/** A file of the receipts that match, made while it is read. That it was asked for is in the audit log before. */
export async function exportOfReceipts(
  scope: Scope & By & { readonly workspaceId: string },
  { format = 'ndjson', ...query }: ReceiptQuery & { readonly format?: 'ndjson' | 'csv' | undefined },
): Promise<ReceiptsExport> {
  const { db, workspaceId, now } = scope
  const filter = filterOf(workspaceId, query)
  const filters = usedFilters(query)
  await noteExport(db, scope, { format, filters })
  const exportedAt = now.toISOString()
  const head = { format: 'steward receipts export', version: 1, workspace: workspaceId, exportedAt, filters } as const
  const chunks = format === 'csv' ? exportCsv(db, filter) : exportNdjson(db, filter, head)
  const contentType = format === 'csv' ? 'text/csv; charset=utf-8' : 'application/x-ndjson; charset=utf-8'
  return { contentType, fileName: `receipts-${exportedAt.slice(0, 10)}.${format}`, chunks }
}

/** Whoever takes receipts out of the house leaves a line. */
async function noteExport(
  db: Databases,
  by: By,
  about: { readonly format: string; readonly filters: Readonly<Record<string, string>> },
): Promise<void> {
  const { format, filters } = about
  await db.transaction('effect', (tx) =>
    record(tx, by, {
      action: 'effect.receipts_exported',
      resourceType: 'receipt',
      resourceId: null,
      metadata: { format, ...filters },
    }),
  )
}

/**
 * A line for the head, for each batch and each receipt, and one for the end. A batch holds the digests that the audit log
 * attests. All of them are in an export without filters, so that it shows what is missing; otherwise those of its receipts.
 */
export async function* exportNdjson(db: Databases, filter: ReceiptFilter, head: ReceiptsHead): AsyncGenerator<string> {
  const pool = db.pool('effect')
  const told = new Set<string>()
  const batchLines = (batches: readonly { id: string; leaves: string }[]) =>
    batches
      .filter(({ id }) => !told.has(id))
      .map(({ id, leaves }) => {
        told.add(id)
        return `${JSON.stringify({ batch: id, leaves })}\n`
      })
      .join('')
  yield `${JSON.stringify(head)}\n`
  if (Object.keys(head.filters).length === 0)
    for await (const batches of pagesOf((after) => listBatches(pool, filter.workspaceId, { after, limit: batchesPerPage })))
      yield batchLines(batches)
  let count = 0
  for await (const rows of receiptPages(db, filter)) {
    const missing = rows.flatMap(({ batch_id: id }) => (id === null || told.has(id) ? [] : [id]))
    if (missing.length > 0) yield batchLines(await findLeaves(pool, filter.workspaceId, [...new Set(missing)]))
    yield rows.map((row) => `${JSON.stringify(lineOf(row))}\n`).join('')
    count += rows.length
  }
  yield `${JSON.stringify({ end: true, receipts: count })}\n`
}

function lineOf({ batch_id: batch, ...written }: StoredReceipt) {
  return { receipt: lastingOf(written), batch }
}

const batchesPerPage = 200
const receiptsPerPage = 1_000

async function* pagesOf<Row extends { id: string }>(
  read: (after: string | undefined) => Promise<readonly Row[]>,
): AsyncGenerator<readonly Row[]> {
  for (let rows = await read(undefined); rows.length > 0; rows = await read(rows.at(-1)?.id)) yield rows
}

async function* receiptPages(db: Databases, filter: ReceiptFilter): AsyncGenerator<readonly StoredReceipt[]> {
  let last: StoredReceipt | undefined
  do {
    const after = last === undefined ? undefined : { intendedAt: last.intended_at, id: last.id }
    const rows = await listReceiptRows(db.pool('effect'), filter, { after, limit: receiptsPerPage })
    if (rows.length > 0) yield rows
    last = rows.length === receiptsPerPage ? rows.at(-1) : undefined
  } while (last !== undefined)
}

type Names = ReadonlyMap<string, string>

const columns: readonly (readonly [name: string, value: (row: StoredReceipt, names: Names) => string | number | null])[] = [
  ['id', (row) => row.id],
  ['intended_at', (row) => row.intended_at],
  ['settled_at', (row) => row.settled_at],
  ['duration_ms', (row) => row.duration_ms],
  ['outcome', (row) => row.outcome],
  ['class', (row) => row.class],
  ['environment', (row) => row.environment],
  ['subject', (row) => row.subject_kind],
  ['name', (row) => row.node_name],
  ['connector', (row) => row.connector],
  ['target', (row) => row.target],
  ['connection', (row) => row.connection_name],
  ['connection_id', (row) => row.connection_id],
  ['workflow', (row) => row.workflow_name],
  ['workflow_id', (row) => row.workflow_id],
  ['workflow_version', (row) => row.workflow_version],
  ['execution_id', (row) => row.execution_id],
  ['run_index', (row) => row.run_index],
  ['actor', (row, names) => names.get(row.actor_id ?? '') ?? null],
  ['actor_id', (row) => row.actor_id],
  ['policies', (row) => (row.policies === null ? null : row.policies.map((one) => `${one.name} v${one.version}`).join('; '))],
  ['approval_id', (row) => row.approval_id],
  ['amount_minor', (row) => row.amount],
  ['amount_currency', (row) => row.amount_currency],
  ['cost_minor', (row) => row.cost],
  ['cost_currency', (row) => row.cost_currency],
  ['tries', (row) => row.tries],
  ['reason', (row) => row.reason],
  ['decision', (row) => row.decision],
  ['decided_by', (row, names) => names.get(row.decided_by ?? '') ?? row.decided_how],
  ['decided_at', (row) => row.decided_at],
  ['undoes', (row) => row.undoes],
  ['undone_by', (row) => row.undone_by],
  ['request', (row) => asText(row.request)],
  ['request_hash', (row) => row.request_hash],
  ['response', (row) => asText(row.response)],
  ['response_status', (row) => row.response_status],
  ['response_bytes', (row) => row.response_bytes],
  ['response_hash', (row) => row.response_hash],
  ['batch_id', (row) => row.batch_id],
]

const asText = (value: unknown) => (value === null ? null : JSON.stringify(value))

/** The receipts that match, newest first, for a spreadsheet. */
export async function* exportCsv(db: Databases, filter: ReceiptFilter): AsyncGenerator<string> {
  yield `${csvMark}${csvLine(columns.map(([name]) => name))}`
  for await (const rows of receiptPages(db, filter)) {
    const names = await findUserNames(
      db,
      rows.flatMap((row) => [row.actor_id, row.decided_by].filter((id) => id !== null)),
    )
    yield rows.map((row) => csvLine(columns.map(([, value]) => textOf(value(row, names))))).join('')
  }
}

const textOf = (value: string | number | null) => (value === null ? null : String(value))
