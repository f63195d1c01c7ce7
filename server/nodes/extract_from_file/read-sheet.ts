import type { JsonObject, NodeCall } from '@steward/sdk/node'
import { flag, text } from '../parameter.ts'
import { runHeavy } from '../run-heavy.ts'
import type { SheetInput } from './sheet-task.ts'

const task = new URL('sheet-task.ts', import.meta.url)

/** Reads a spreadsheet (xlsx, xls, ods, html, rtf) into one object per row. */
export async function readSheet(call: NodeCall, bytes: Uint8Array, index: number): Promise<JsonObject[]> {
  const input: SheetInput = {
    bytes,
    asText: flag(call, 'options.readAsString', index),
    sheetName: text(call, 'options.sheetName', index),
    range: text(call, 'options.range', index),
    headerRow: flag(call, 'options.headerRow', index, true),
    rawData: flag(call, 'options.rawData', index),
    includeEmptyCells: flag(call, 'options.includeEmptyCells', index),
  }
  return runHeavy<JsonObject[]>(call, task, input)
}
