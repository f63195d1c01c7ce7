import type { ResultColumn } from '@steward/contract/api/catalog'

export type Cell = {
  readonly text: string
  readonly look: 'text' | 'number' | 'word' | 'null' | 'masked'
}

const numeric =
  /^(int|integer|bigint|smallint|serial|bigserial|int[248]|numeric|decimal|real|double|double precision|float[48]?|money|oid|long|number)\b/i

/** Whether values of a column stand at the right, under each other by their last digit. */
export const isNumeric = ({ type }: Pick<ResultColumn, 'type'>): boolean => numeric.test(type)

/** A value as a cell shows it, on one line. */
export function cellOf(value: unknown, column: ResultColumn): Cell {
  if (value === null || value === undefined) return { text: 'null', look: 'null' }
  if (column.isMasked) return { text: plainText(value), look: 'masked' }
  if (typeof value === 'number') return { text: String(value), look: 'number' }
  if (typeof value === 'boolean') return { text: String(value), look: 'word' }
  const isNumber = typeof value === 'string' && isNumeric(column)
  return { text: plainText(value), look: isNumber ? 'number' : 'text' }
}

/** A value in one line of text. */
export const plainText = (value: unknown): string => (typeof value === 'string' ? value : (JSON.stringify(value) ?? ''))

const charPx = 7.3
const paddingPx = 22
const widthMin = 72
const widthMax = 340

/** As wide as the longest of the first values, within reason; rows that are shown later do not move the columns. */
export function widthsOf(columns: readonly ResultColumn[], rows: readonly (readonly unknown[])[]): number[] {
  return columns.map((column, at) => {
    const head = column.name.length + column.type.length + (column.isMasked ? 4 : 1)
    const longest = rows.slice(0, 100).reduce((most, row) => Math.max(most, cellOf(row[at], column).text.length), head)
    return Math.round(Math.min(widthMax, Math.max(widthMin, longest * charPx + paddingPx)))
  })
}
