import { constants, DatabaseSync, type SQLInputValue } from 'node:sqlite'
import type { JsonObject, JsonValue } from '@steward/sdk/node'
import { describeColumns, readCell, writeCell, type Column } from './cell.ts'

export type QueryRow = { readonly json: JsonObject; readonly pairs: { readonly item: number; readonly input: number }[] }

/** Each table has a column of this name that says which item a row is; `SELECT *` carries it into the result. */
const pairColumn = 'pairedItem'
const maxRows = 1_000_000

/** What a query over the inputs needs. Everything else, files and settings above all, is out of its reach. */
const allowed = new Set([constants.SQLITE_SELECT, constants.SQLITE_READ, constants.SQLITE_FUNCTION, constants.SQLITE_RECURSIVE])

/** Runs one SELECT over lists of objects in a database that exists only for it. Runs in a side process. */
export default function queryItems({ query, tables }: { query: string; tables: JsonObject[][] }): QueryRow[] {
  const database = new DatabaseSync(':memory:')
  try {
    const columns = tables.map((rows, input) => fillTable(database, input, rows))
    database.setAuthorizer((action) => (allowed.has(action) ? constants.SQLITE_OK : constants.SQLITE_DENY))
    return readRows(database, query, new Map(columns.map((list, input) => [`input${input + 1}`, list])))
  } finally {
    database.close()
  }
}

function fillTable(database: DatabaseSync, input: number, rows: readonly JsonObject[]): Column[] {
  const columns = describeColumns(rows)
  const names = [...columns.map(({ name }) => name), pairColumn].map(quoted)
  database.exec(`create table input${input + 1} (${names.join(', ')})`)
  const insert = database.prepare(`insert into input${input + 1} values (${names.map(() => '?').join(', ')})`)
  database.exec('begin')
  for (const [item, row] of rows.entries()) {
    const cells: SQLInputValue[] = columns.map(({ name }) => writeCell(row[name]))
    insert.run(...cells, JSON.stringify({ item, input }))
  }
  database.exec('commit')
  return columns
}

function readRows(database: DatabaseSync, query: string, tables: Map<string, Column[]>): QueryRow[] {
  const statement = prepare(database, query)
  statement.setReturnArrays(true)
  const outputs = statement.columns().map(({ name, column, table }) => {
    const source = table === null ? undefined : tables.get(table)?.find((known) => known.name === column)
    return { name, source, isPair: column === pairColumn }
  })
  const result: QueryRow[] = []
  for (const cells of statement.iterate() as Iterable<unknown> as Iterable<unknown[]>) {
    if (result.length >= maxRows) throw new Error(`The query gives more than ${maxRows} rows, which is the limit.`)
    const json: JsonObject = {}
    const pairs: QueryRow['pairs'] = []
    for (const [at, { name, source, isPair }] of outputs.entries()) {
      const cell = cells[at]
      if (isPair) {
        if (typeof cell === 'string') pairs.push(JSON.parse(cell) as QueryRow['pairs'][number])
        continue
      }
      const value: JsonValue | undefined = readCell(cell, source)
      // Of two columns with one name the later wins, but the side of a join that found nothing erases nothing.
      if (value !== undefined && !(value === null && Object.hasOwn(json, name)))
        Object.defineProperty(json, name, { value, enumerable: true, writable: true, configurable: true })
    }
    result.push({ json, pairs })
  }
  return result
}

function prepare(database: DatabaseSync, query: string) {
  try {
    return database.prepare(query)
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error)
    if (reason === 'not authorized')
      throw new Error('The query may only read: one SELECT over input1, input2 and so on.', { cause: error })
    throw new Error(`The query could not be understood: ${reason}.`, { cause: error })
  }
}

const quoted = (name: string) => `"${name.replaceAll('"', '""')}"`
