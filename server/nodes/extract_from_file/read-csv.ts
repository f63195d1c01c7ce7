import { parse } from 'csv-parse/sync'
import { NodeError, type JsonObject, type NodeCall } from '@steward/sdk/node'
import { flag, number, text } from '../parameter.ts'
import { decodeText } from '../text-encoding.ts'

/** Reads a CSV file into one object per row. Cells stay texts; empty ones are left out unless wanted. */
export function readCsv(call: NodeCall, bytes: Uint8Array, index: number): JsonObject[] {
  const header = flag(call, 'options.headerRow', index, true)
  const fromLine = number(call, 'options.fromLine', index, 0)
  const maxRows = number(call, 'options.maxRowCount', index, -1)
  const content = decodeText(bytes, text(call, 'options.encoding', index, 'utf-8'), flag(call, 'options.enableBOM', index))
  try {
    const rows = parse(content, {
      delimiter: text(call, 'options.delimiter', index, ',').replaceAll('\\t', '\t'),
      columns: header,
      relax_quotes: flag(call, 'options.relaxQuotes', index),
      skip_records_with_error: flag(call, 'options.skipRecordsWithErrors.value.enabled', index),
      ...(fromLine > 0 ? { from_line: fromLine } : {}),
      ...(maxRows > -1 ? { to: maxRows } : {}),
    }) as unknown as (Record<string, string> | string[])[]
    const keepEmpty = flag(call, 'options.includeEmptyCells', index)
    return rows.map((row) => {
      const cells = Object.fromEntries(
        Object.entries(row).filter(([name, cell]) => name !== '__proto__' && (keepEmpty || cell !== '')),
      )
      return header ? cells : { row: cells }
    })
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error)
    throw new NodeError(`The CSV file cannot be read: ${reason}`, { itemIndex: index, retryable: false, cause: error })
  }
}
