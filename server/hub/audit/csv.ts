import { csvLine, csvMark } from '#base/csv'
import type { LineRow } from './line.store.ts'

const columns: readonly (readonly [name: string, value: (row: LineRow, names: ReadonlyMap<string, string>) => string | null])[] =
  [
    ['seq', (row) => row.seq],
    ['at', (row) => row.created_at.toISOString()],
    ['recorded_at', (row) => row.recorded_at.toISOString()],
    ['user_id', (row) => row.user_id],
    ['user_name', (row, names) => names.get(row.user_id ?? '') ?? null],
    ['means', (row) => row.means],
    ['action', (row) => row.action],
    ['resource_type', (row) => row.resource_type],
    ['resource_id', (row) => row.resource_id],
    ['ip_address', (row) => row.ip_address],
    ['user_agent', (row) => row.user_agent],
    ['old_values', (row) => asText(row.old_values)],
    ['new_values', (row) => asText(row.new_values)],
    ['metadata', (row) => asText(row.metadata)],
    ['id', (row) => row.id],
    ['hash', (row) => row.hash],
  ]

const asText = (value: object | null) => (value === null ? null : JSON.stringify(value))

export const csvHead = `${csvMark}${csvLine(columns.map(([name]) => name))}`

export function csvOf(rows: readonly LineRow[], names: ReadonlyMap<string, string>): string {
  return rows.map((row) => csvLine(columns.map(([, value]) => value(row, names)))).join('')
}
