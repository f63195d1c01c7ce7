import type { JsonObject, JsonValue } from '@steward/sdk/node'

/** What a column of the input held, so that it can come out as it went in. */
export type Column = {
  readonly name: string
  readonly hasNull: boolean
  readonly onlyBooleans: boolean
  readonly hasObjects: boolean
}

export function describeColumns(rows: readonly JsonObject[]): Column[] {
  const columns = new Map<string, { name: string; hasNull: boolean; onlyBooleans: boolean; hasObjects: boolean }>()
  for (const row of rows) {
    for (const [name, value] of Object.entries(row)) {
      let column = columns.get(name)
      if (column === undefined) columns.set(name, (column = { name, hasNull: false, onlyBooleans: true, hasObjects: false }))
      if (value === null) column.hasNull = true
      else if (typeof value !== 'boolean') column.onlyBooleans = false
      if (typeof value === 'object' && value !== null) column.hasObjects = true
    }
  }
  return [...columns.values()]
}

/** A value as the database can hold it: true as 1, an object as its JSON text. */
export function writeCell(value: JsonValue | undefined): string | number | null {
  if (value === undefined || value === null) return null
  if (typeof value === 'boolean') return Number(value)
  return typeof value === 'object' ? JSON.stringify(value) : value
}

export function readCell(cell: unknown, source: Column | undefined): JsonValue | undefined {
  if (cell === null || cell === undefined) return source === undefined || source.hasNull ? null : undefined
  if (typeof cell === 'bigint') return Number(cell)
  if (typeof cell === 'object') return Buffer.from(cell as Uint8Array).toString('base64')
  if (source?.onlyBooleans === true && (cell === 0 || cell === 1)) return cell === 1
  if (source?.hasObjects === true && typeof cell === 'string' && /^[{[]/.test(cell)) return JSON.parse(cell) as JsonValue
  return cell as string | number
}
