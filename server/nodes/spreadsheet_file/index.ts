import { shown } from '@steward/sdk/form'
import { defineNode, mapItems, NodeError, type Item, type NodeCall } from '@steward/sdk/node'
import { Type } from 'typebox'
import { bytesOfFile, fileOf } from '../binary-file.ts'
import { writeSheet } from '../convert_to_file/write-sheet.ts'
import { readSheet } from '../extract_from_file/read-sheet.ts'
import { tableOptions } from '../extract_from_file/schema.ts'
import { text } from '../parameter.ts'

const formats = ['csv', 'html', 'ods', 'rtf', 'xls', 'xlsx']

const parameters = Type.Object({
  operation: Type.Union([Type.Literal('fromFile'), Type.Literal('toFile')], { title: 'Operation', default: 'fromFile' }),
  fileFormat: Type.Union(
    ['autodetect', ...formats].map((name) => Type.Literal(name)),
    { title: 'File format', default: 'autodetect' },
  ),
  binaryPropertyName: Type.String({ title: 'Binary field', default: 'data' }),
  options: Type.Partial(
    Type.Object({
      ...shown({ '/operation': ['fromFile'] }, tableOptions),
      ...shown({ '/operation': ['toFile'] }, { fileName: Type.String({ title: 'File name', default: '' }) }),
      ...shown({ '/operation': ['toFile'] }, { compression: Type.Boolean({ title: 'Compression', default: false }) }),
    }),
    { title: 'Options' },
  ),
})

export default defineNode({
  type: 'spreadsheet_file',
  title: 'Spreadsheet file',
  description: 'Reads and writes tables in files. Extract from file and Convert to file do this now.',
  category: 'files',
  icon: 'file-spreadsheet',
  n8n: [{ type: 'n8n-nodes-base.spreadsheetFile', versions: [1, 2] }],
  parameters,
  effect: 'pure',
  execute: async (call) => [
    text(call, 'operation', 0, 'fromFile') === 'toFile'
      ? await toFile(call)
      : await mapItems(call, (item, index) => fromFile(call, item, index)),
  ],
})

async function fromFile(call: NodeCall, item: Item, index: number): Promise<Item[]> {
  const name = text(call, 'binaryPropertyName', index, 'data')
  const bytes = await bytesOfFile(call, item, name, index)
  const chosen = text(call, 'fileFormat', index, 'autodetect')
  const isCsv = chosen === 'csv' || (chosen === 'autodetect' && fileOf(item, name, index).mimeType === 'text/csv')
  const rows = isCsv ? await readRows(call, bytes, index) : await readSheet(call, bytes, index)
  return rows.map((json) => ({ json }))
}

async function readRows(call: NodeCall, bytes: Uint8Array, index: number) {
  // Loaded when it is needed: a start should not wait for it.
  const { readCsv } = await import('../extract_from_file/read-csv.ts')
  return readCsv(call, bytes, index)
}

async function toFile(call: NodeCall): Promise<Item[]> {
  const format = text(call, 'fileFormat', 0, 'xls')
  if (!formats.includes(format)) throw new NodeError(`"${format}" is not a format this node can write.`, { retryable: false })
  const file = await writeSheet(call, format, text(call, 'options.fileName', 0) || `spreadsheet.${format}`)
  const binary = { [text(call, 'binaryPropertyName', 0, 'data')]: file }
  return [{ json: {}, binary, pairedItem: call.items.map((_, item) => ({ item })) }]
}
