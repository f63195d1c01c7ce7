import { defineNode, mapItems, NodeError, type Item, type NodeCall } from '@steward/sdk/node'
import { bytesOfFile } from '../binary-file.ts'
import { flag, number, text } from '../parameter.ts'
import { kept, readContent } from './read-content.ts'
import { readPdf } from './read-pdf.ts'
import { readSheet } from './read-sheet.ts'
import { parameters } from './schema.ts'

export default defineNode({
  type: 'extract_from_file',
  title: 'Extract from file',
  description: 'Reads what a file holds: tables, JSON, text, XML, calendars, PDF.',
  category: 'files',
  icon: 'file-output',
  n8n: [{ type: 'n8n-nodes-base.extractFromFile', versions: [1, 1.1] }],
  parameters,
  effect: 'pure',
  execute: async (call) => [await mapItems(call, (item, index) => extract(call, item, index))],
})

async function extract(call: NodeCall, item: Item, index: number): Promise<Item | Item[]> {
  const operation = text(call, 'operation', index, 'csv')
  const bytes = () => bytesOfFile(call, item, text(call, 'binaryPropertyName', index, 'data'), index)
  switch (operation) {
    case 'csv': {
      // Loaded when it is needed: a start should not wait for it.
      const { readCsv } = await import('./read-csv.ts')
      return readCsv(call, await bytes(), index).map((json) => ({ json }))
    }
    case 'html':
    case 'ods':
    case 'rtf':
    case 'xls':
    case 'xlsx':
      return (await readSheet(call, await bytes(), index)).map((json) => ({ json }))
    case 'pdf': {
      const pdf = await readPdf(call, {
        bytes: await bytes(),
        password: text(call, 'options.password', index),
        maxPages: number(call, 'options.maxPages', index, 0),
        joinPages: flag(call, 'options.joinPages', index, true),
      })
      return kept(call, item, index, pdf)
    }
    case 'binaryToPropery':
    case 'fromIcs':
    case 'fromJson':
    case 'text':
    case 'xml':
      return readContent(call, item, index, operation)
    default:
      throw new NodeError(`Extract from file has no operation "${operation}".`, { itemIndex: index, retryable: false })
  }
}
