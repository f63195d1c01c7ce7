import type { BinaryValue, Item, JsonObject, JsonValue, NodeCall } from '@steward/sdk/node'
import { flag, text } from '../parameter.ts'
import { runHeavy } from '../run-heavy.ts'
import type { SheetFile } from './sheet-task.ts'

const task = new URL('sheet-task.ts', import.meta.url)

const mimeTypes: Readonly<Record<string, string>> = {
  csv: 'text/csv',
  html: 'text/html',
  rtf: 'text/rtf',
  ods: 'application/vnd.oasis.opendocument.spreadsheet',
  xls: 'application/vnd.ms-excel',
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
}

/** All items as one table in one file. */
export async function writeSheet(call: NodeCall, format: string, fileName: string): Promise<BinaryValue> {
  const input: SheetFile = {
    rows: call.items.map((item: Item) => flat(item.json)),
    format,
    sheetName: text(call, 'options.sheetName', 0, 'Sheet'),
    headerRow: flag(call, 'options.headerRow', 0, true),
    delimiter: text(call, 'options.delimiter', 0, ','),
    compression: flag(call, 'options.compression', 0),
  }
  const bytes = await runHeavy<Uint8Array>(call, task, input)
  return call.io.writeBinary(bytes, { fileName, mimeType: mimeTypes[format] ?? 'application/octet-stream' })
}

/** One level of fields: what is inside an object is called `outer.inner`. */
function flat(object: JsonObject, prefix = ''): Record<string, JsonValue> {
  return Object.fromEntries(
    Object.entries(object).flatMap(([name, value]) =>
      typeof value === 'object' && value !== null && !Array.isArray(value)
        ? Object.entries(flat(value, `${prefix}${name}.`))
        : [[`${prefix}${name}`, Array.isArray(value) ? JSON.stringify(value) : value]],
    ),
  ) as Record<string, JsonValue>
}
