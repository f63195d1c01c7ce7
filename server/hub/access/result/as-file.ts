import type { ResultColumn } from '@steward/contract/api/catalog'
import type { JsonValue } from '@steward/contract/item'

type Rows = AsyncIterable<unknown>

/** A spreadsheet takes a cell that begins like this for a formula, which may send the rest of the sheet elsewhere. */
const formula = /^[=+\-@\t\r\n＝＋－＠]/
const number = /^-?\d+(\.\d+)?([eE][+-]?\d+)?$/

function cell(value: JsonValue): string {
  const text = textOf(value)
  const safe = formula.test(text) && !number.test(text) ? `'${text}` : text
  return /[",\r\n']/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe
}

function textOf(value: JsonValue): string {
  if (value === null || value === undefined) return ''
  return typeof value === 'object' ? JSON.stringify(value) : String(value)
}

/** The mark at the front tells spreadsheets that it is UTF-8. */
export async function* asCsv(columns: readonly ResultColumn[], rows: Rows): AsyncGenerator<string> {
  yield `\ufeff${columns.map(({ name }) => cell(name)).join(',')}\r\n`
  for await (const row of rows) yield `${(row as JsonValue[]).map(cell).join(',')}\r\n`
}

/** A list of objects; columns of one name are told apart by a number. */
export async function* asJson(columns: readonly ResultColumn[], rows: Rows): AsyncGenerator<string> {
  const names = distinct(columns.map(({ name }) => name))
  let before = '[\n'
  for await (const row of rows) {
    // Written by hand, so that a column called __proto__ is a column.
    const fields = (row as JsonValue[]).map((value, at) => `${JSON.stringify(names[at] ?? String(at))}:${JSON.stringify(value)}`)
    yield `${before}{${fields.join(',')}}`
    before = ',\n'
  }
  yield before === '[\n' ? '[]\n' : '\n]\n'
}

function distinct(names: readonly string[]): string[] {
  const taken = new Set<string>()
  return names.map((name) => {
    let free = name
    for (let count = 2; taken.has(free); count++) free = `${name}_${count}`
    taken.add(free)
    return free
  })
}

/** What a cell of such a file can hold. */
const cellMax = 32_767

/** A text stays a text: nothing in it is taken for a formula. */
export async function asXlsx(columns: readonly ResultColumn[], rows: Rows): Promise<Buffer> {
  const { utils, write } = await import('@e965/xlsx')
  const lines: (string | number | boolean | null)[][] = [columns.map(({ name }) => name)]
  for await (const row of rows) lines.push((row as JsonValue[]).map(sheetCell))
  const book = utils.book_new()
  utils.book_append_sheet(book, utils.aoa_to_sheet(lines), 'Result')
  return write(book, { type: 'buffer', bookType: 'xlsx', compression: true }) as Buffer
}

function sheetCell(value: JsonValue): string | number | boolean | null {
  if (typeof value === 'number' || typeof value === 'boolean' || value === null) return value
  return textOf(value).slice(0, cellMax)
}
