import type { ResultColumn } from '@steward/contract/api/catalog'
import { can } from '@steward/contract/permission'
import { record } from '#hub/audit'
import type { QueryRow } from '../access.tables.ts'
import type { AccessScope } from '../context.ts'
import { accessError } from '../errors.ts'
import { nameOf } from '../query/move-query.ts'
import { seenQuery } from '../query/see-query.ts'
import { asCsv, asJson, asXlsx } from './as-file.ts'
import { readRows } from './sealed-rows.ts'

/** Above this a spreadsheet file would be made in memory for too long. */
const sheetRowsMax = 50_000
const sheetBytesMax = 10_000_000

export type FileFormat = 'csv' | 'json' | 'xlsx'

export const formatsOf = ({ result_rows, result_bytes }: Pick<QueryRow, 'result_rows' | 'result_bytes'>): FileFormat[] =>
  (result_rows ?? 0) > sheetRowsMax || Number(result_bytes ?? 0) > sheetBytesMax ? ['csv', 'json'] : ['csv', 'json', 'xlsx']

/** Whoever submitted it, receives it or decides about it; nobody else, whatever else they may. */
export const maySeeResult = (
  { userId, grants }: AccessScope['actor'],
  { user_id, recipients, pod_id }: Pick<QueryRow, 'user_id' | 'recipients' | 'pod_id'>,
): boolean => userId === user_id || recipients.includes(userId) || can(grants, 'query:decide', { podId: pod_id })

type Wanted = { readonly id: string; readonly from: number; readonly limit: number }
type Page = { readonly columns: ResultColumn[]; readonly rows: unknown[][]; readonly next: number | null }

export async function readResult(scope: AccessScope, { id, from, limit }: Wanted): Promise<Page> {
  const { row: query, columns, all } = await openResult(scope, id, from)
  const rows: unknown[][] = []
  let hasMore = false
  for await (const row of all) {
    if (rows.length === limit) {
      hasMore = true
      break
    }
    rows.push(row as unknown[])
  }
  await noteLook(scope, query, { act: 'result_viewed', from, rows: rows.length })
  return { columns, rows, next: hasMore ? from + limit : null }
}

type File = { readonly fileName: string; readonly contentType: string; readonly chunks: AsyncIterable<string | Uint8Array> }

/** The whole result as a file. It is written down before the first byte is sent. */
export async function downloadResult(scope: AccessScope, id: string, format: FileFormat): Promise<File> {
  const { row, columns, all } = await openResult(scope, id, 0)
  if (!formatsOf(row).includes(format)) throw accessError.result_too_large()
  await noteLook(scope, row, { act: 'result_exported', format, rows: row.result_rows ?? 0 })
  const fileName = `query-${row.id}.${format}`
  switch (format) {
    case 'csv':
      return { fileName, contentType: 'text/csv; charset=utf-8', chunks: asCsv(columns, all) }
    case 'json':
      return { fileName, contentType: 'application/json; charset=utf-8', chunks: asJson(columns, all) }
    case 'xlsx':
    default:
      return { fileName, contentType: sheetType, chunks: once(await asXlsx(columns, all)) }
  }
}

const sheetType = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet'

async function* once(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  yield bytes
}

async function openResult(scope: AccessScope, uuid: string, from: number) {
  const { workspaceId, actor, now } = scope
  const row = await seenQuery(scope, uuid)
  if (!maySeeResult(actor, row)) throw accessError.result_not_yours()
  const { result_columns, result_expires_at: until } = row
  if (until === null || result_columns === null) throw accessError.no_result()
  if (row.result_parts === null || row.result_key === null || until <= now)
    throw accessError.result_gone({ until: until.toISOString() })
  const of = { workspaceId, queryId: uuid, what: 'result' } as const
  return { row, columns: result_columns, all: readRows(scope, of, { parts: row.result_parts, key: row.result_key, from }) }
}

type Look = { readonly act: string; readonly rows: number; readonly from?: number; readonly format?: FileFormat }

async function noteLook(scope: AccessScope, row: QueryRow, { act, ...metadata }: Look): Promise<void> {
  await scope.db.transaction('access', (tx) =>
    record(tx, scope, {
      action: `query.${act}`,
      resourceType: 'query',
      resourceId: row.uuid,
      metadata: { name: nameOf(row), ...metadata },
    }),
  )
}
