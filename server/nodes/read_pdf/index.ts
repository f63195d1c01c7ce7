import { shown } from '@steward/sdk/form'
import { defineNode, mapItems } from '@steward/sdk/node'
import { Type } from 'typebox'
import { bytesOfFile } from '../binary-file.ts'
import { readPdf } from '../extract_from_file/read-pdf.ts'
import { flag, text } from '../parameter.ts'

const parameters = Type.Object({
  binaryPropertyName: Type.String({ title: 'Input binary field', default: 'data' }),
  encrypted: Type.Boolean({ title: 'Encrypted', default: false }),
  ...shown({ encrypted: [true] }, { password: Type.String({ title: 'Password', default: '', control: 'password' }) }),
})

export default defineNode({
  type: 'read_pdf',
  title: 'Read PDF',
  description: 'Reads the text of a PDF. Extract from file does this now.',
  category: 'files',
  icon: 'file-text',
  n8n: [{ type: 'n8n-nodes-base.readPDF', versions: [1] }],
  parameters,
  effect: 'pure',
  execute: async (call) => [
    await mapItems(call, async (item, index) => {
      const bytes = await bytesOfFile(call, item, text(call, 'binaryPropertyName', index, 'data'), index)
      const password = flag(call, 'encrypted', index) ? text(call, 'password', index) : ''
      const json = await readPdf(call, { bytes, password, maxPages: 0, joinPages: true })
      return item.binary === undefined ? { json } : { json, binary: item.binary }
    }),
  ],
})
