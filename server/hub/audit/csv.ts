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

/** The mark at the front tells spreadsheets that it is UTF-8. */
export const csvHead = `\ufeff${columns.map(([name]) => name).join(',')}\r\n`

export function csvOf(rows: readonly LineRow[], names: ReadonlyMap<string, string>): string {
  return rows.map((row) => `${columns.map(([, value]) => cell(value(row, names) ?? '')).join(',')}\r\n`).join('')
}

/** A spreadsheet takes a cell that begins like this for a formula, which may send the rest of the sheet elsewhere. */
const formula = /^[=+\-@\t\r\n＝＋－＠]/

function cell(text: string): string {
  const safe = formula.test(text) ? `'${text}` : text
  return /[",\r\n']/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe
}
