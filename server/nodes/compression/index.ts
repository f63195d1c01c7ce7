import { shown } from '@steward/sdk/form'
import { gunzipSync, gzipSync } from 'node:zlib'
import { defineNode, mapItems, NodeError, type BinaryValue, type Item, type NodeCall } from '@steward/sdk/node'
import { Type } from 'typebox'
import { bytesOfFile, fileOf } from '../binary-file.ts'
import { text } from '../parameter.ts'
import { maxUnpackedBytes, tooLarge, unzip, zip } from './zip.ts'

const parameters = Type.Object({
  operation: Type.Union([Type.Literal('decompress'), Type.Literal('compress')], { title: 'Operation', default: 'decompress' }),
  binaryPropertyName: Type.String({ title: 'Input binary fields', description: 'Names, separated by commas.', default: 'data' }),
  ...shown(
    { operation: ['compress'] },
    {
      outputFormat: Type.Union([Type.Literal('zip'), Type.Literal('gzip')], { title: 'Output format', default: 'zip' }),
      fileName: Type.String({ title: 'File name', default: '' }),
      binaryPropertyOutput: Type.String({ title: 'Put output file in field', default: 'data' }),
    },
  ),
  ...shown({ operation: ['decompress'] }, { outputPrefix: Type.String({ title: 'Output prefix', default: 'file_' }) }),
})

export default defineNode({
  type: 'compression',
  title: 'Compression',
  description: 'Packs files into zip or gzip, and unpacks them.',
  category: 'files',
  icon: 'file-archive',
  n8n: [{ type: 'n8n-nodes-base.compression', versions: [1, 1.1] }],
  parameters,
  effect: 'pure',
  execute: async (call) => [
    await mapItems(call, async (item, index) => {
      const decompress = text(call, 'operation', index, 'decompress') === 'decompress'
      const binary = await (decompress ? unpackAll(call, item, index) : packAll(call, item, index))
      return { json: item.json, binary }
    }),
  ],
})

const namesOf = (call: NodeCall, index: number) =>
  text(call, 'binaryPropertyName', index, 'data')
    .split(',')
    .map((name) => name.trim())
    .filter((name) => name !== '')

async function unpackAll(call: NodeCall, item: Item, index: number): Promise<Record<string, BinaryValue>> {
  const prefix = text(call, 'outputPrefix', index, 'file_')
  const files: Record<string, BinaryValue> = {}
  for (const [at, name] of namesOf(call, index).entries()) {
    const file = fileOf(item, name, index)
    const bytes = await bytesOfFile(call, item, name, index)
    if (isGzip(bytes)) {
      const fileName = (file.fileName ?? 'file').replace(/\.(gz|gzip)$/i, '')
      files[`${prefix}${at}`] = await call.io.writeBinary(gunzip(bytes), { fileName })
      continue
    }
    for (const entry of unzip(bytes)) {
      const made = await call.io.writeBinary(entry.bytes, { fileName: entry.name.split(/[\\/]/).at(-1) ?? 'file' })
      files[`${prefix}${Object.keys(files).length}`] = made
    }
  }
  return files
}

const isGzip = (bytes: Uint8Array) => bytes[0] === 0x1f && bytes[1] === 0x8b

function gunzip(bytes: Uint8Array): Uint8Array {
  try {
    return gunzipSync(bytes, { maxOutputLength: maxUnpackedBytes })
  } catch (error) {
    if ((error as { code?: string }).code === 'ERR_BUFFER_TOO_LARGE') throw tooLarge()
    throw new NodeError('The gzip file is damaged.', { retryable: false, cause: error })
  }
}

async function packAll(call: NodeCall, item: Item, index: number): Promise<Record<string, BinaryValue>> {
  const first = call.node.version < 1.1
  const format = text(call, 'outputFormat', index, first ? '' : 'zip')
  const wanted = text(call, 'fileName', index)
  const target = text(call, 'binaryPropertyOutput', index, 'data')
  const entries: { name: string; bytes: Uint8Array }[] = []
  const gzips: Record<string, BinaryValue> = {}
  for (const [at, name] of namesOf(call, index).entries()) {
    const bytes = await bytesOfFile(call, item, name, index)
    const fileName = fileOf(item, name, index).fileName ?? `file_${at}`
    if (format !== 'gzip') entries.push({ name: fileName, bytes })
    else {
      const field = first ? `${text(call, 'outputPrefix', index, 'data')}${at}` : at === 0 ? target : `${target}_${at}`
      gzips[field] = await call.io.writeBinary(gzipSync(bytes), {
        fileName: wanted || `${fileName}.gz`,
        mimeType: 'application/gzip',
      })
    }
  }
  if (format === 'gzip') return { ...item.binary, ...gzips }
  if (format !== 'zip') throw new NodeError('Choose a format for the archive.', { itemIndex: index, retryable: false })
  const archive = await call.io.writeBinary(zip(entries), { fileName: wanted || 'files.zip', mimeType: 'application/zip' })
  return { ...item.binary, [target]: archive }
}
