import { exportEffects, getEffect, listEffects, summariseEffects } from '@steward/contract/api/effect'
import { type RequestScope, route, type Route, sendDownload } from '#http'
import { exportCsv, exportNdjson, noteExport } from './receipt/export-receipts.ts'
import { getReceipt, listReceipts, summariseReceipts } from './receipt/read-receipts.ts'
import { filterOf, type ReceiptQuery, usedFilters } from './receipt/receipt-filter.ts'

export const effectRoutes: readonly Route[] = [
  route(listEffects, ({ scope, query }) => listReceipts(scope, query)),
  route(summariseEffects, ({ scope, query }) => summariseReceipts(scope, query)),
  route(exportEffects, ({ scope, query, reply }) => sendReceipts(scope, query, reply)),
  route(getEffect, ({ scope, params }) => getReceipt(scope, params.id)),
]

async function sendReceipts(
  scope: RequestScope,
  { format = 'ndjson', ...query }: ReceiptQuery & { readonly format?: 'ndjson' | 'csv' | undefined },
  reply: Parameters<typeof sendDownload>[0],
): Promise<null> {
  const { db, workspaceId, now } = scope
  const filter = filterOf(workspaceId, query)
  const filters = usedFilters(query)
  await noteExport(db, scope, { format, filters })
  const exportedAt = now.toISOString()
  const head = { format: 'steward receipts export', version: 1, workspace: workspaceId, exportedAt, filters } as const
  const chunks = format === 'csv' ? exportCsv(db, filter) : exportNdjson(db, filter, head)
  const contentType = format === 'csv' ? 'text/csv; charset=utf-8' : 'application/x-ndjson; charset=utf-8'
  await sendDownload(reply, { contentType, fileName: `receipts-${exportedAt.slice(0, 10)}.${format}` }, chunks)
  return null
}
