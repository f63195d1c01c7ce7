import { shown } from '@steward/sdk/form'
import { getPath, setPath, toText, unsetPath } from '#engine/data'
import { defineNode, mapItems, NodeError, type Item, type JsonObject, type JsonValue, type NodeCall } from '@steward/sdk/node'
import { Type } from 'typebox'
import { bytesOfFile } from '../binary-file.ts'
import { flag, text } from '../parameter.ts'
import { decodeText, encodeText } from '../text-encoding.ts'

const parameters = Type.Object({
  mode: Type.Union([Type.Literal('binaryToJson'), Type.Literal('jsonToBinary')], { title: 'Mode', default: 'binaryToJson' }),
  ...shown(
    { mode: ['binaryToJson'] },
    { setAllData: Type.Boolean({ title: 'Set all data', description: 'The file becomes the whole item.', default: true }) },
  ),
  ...shown(
    { mode: ['jsonToBinary'] },
    {
      convertAllData: Type.Boolean({ title: 'Convert all data', description: 'The whole item becomes the file.', default: true }),
    },
  ),
  sourceKey: Type.String({ title: 'Source key', default: 'data' }),
  destinationKey: Type.String({ title: 'Destination key', default: 'data' }),
  options: Type.Partial(
    Type.Object({
      encoding: Type.String({ title: 'Encoding', default: 'utf8' }),
      ...shown({ '/mode': ['jsonToBinary'] }, { addBOM: Type.Boolean({ title: 'Add byte-order mark', default: false }) }),
      ...shown({ '/mode': ['binaryToJson'] }, { stripBOM: Type.Boolean({ title: 'Strip byte-order mark', default: true }) }),
      ...shown({ '/mode': ['jsonToBinary'] }, { dataIsBase64: Type.Boolean({ title: 'Data is base64', default: false }) }),
      ...shown({ '/mode': ['jsonToBinary'] }, { fileName: Type.String({ title: 'File name', default: '' }) }),
      ...shown({ '/mode': ['binaryToJson'] }, { jsonParse: Type.Boolean({ title: 'JSON parse', default: false }) }),
      ...shown({ '/mode': ['binaryToJson'] }, { keepAsBase64: Type.Boolean({ title: 'Keep as base64', default: false }) }),
      keepSource: Type.Boolean({ title: 'Keep source', default: false }),
      ...shown({ '/mode': ['jsonToBinary'] }, { mimeType: Type.String({ title: 'MIME type', default: 'application/json' }) }),
      ...shown({ '/mode': ['jsonToBinary'] }, { useRawData: Type.Boolean({ title: 'Use raw data', default: false }) }),
    }),
    { title: 'Options' },
  ),
})

export default defineNode({
  type: 'move_binary_data',
  title: 'Convert to/from binary data',
  description: 'Moves data between a file and the fields of an item. Extract from file and Convert to file do this now.',
  category: 'files',
  icon: 'arrow-left-right',
  n8n: [{ type: 'n8n-nodes-base.moveBinaryData', versions: [1, 1.1] }],
  parameters,
  effect: 'pure',
  execute: async (call) => [
    await mapItems(call, (item, index) =>
      text(call, 'mode', index, 'binaryToJson') === 'jsonToBinary' ? toBinary(call, item, index) : toJson(call, item, index),
    ),
  ],
})

async function toJson(call: NodeCall, item: Item, index: number): Promise<Item | undefined> {
  const source = text(call, 'sourceKey', index, 'data')
  if (item.binary?.[source] === undefined) return undefined
  const bytes = await bytesOfFile(call, item, source, index)
  const content = () =>
    decodeText(bytes, text(call, 'options.encoding', index, 'utf8'), flag(call, 'options.stripBOM', index, true))
  const rest = flag(call, 'options.keepSource', index)
    ? item.binary
    : Object.fromEntries(Object.entries(item.binary).filter(([name]) => name !== source))
  const binary = Object.keys(rest).length > 0 ? { binary: rest } : {}

  if (flag(call, 'setAllData', index, true)) return { json: asObject(parse(content(), index), index), ...binary }
  const value = flag(call, 'options.keepAsBase64', index)
    ? Buffer.from(bytes).toString('base64')
    : flag(call, 'options.jsonParse', index)
      ? parse(content(), index)
      : content()
  return { json: setPath(item.json, text(call, 'destinationKey', index, 'data'), value), ...binary }
}

async function toBinary(call: NodeCall, item: Item, index: number): Promise<Item | undefined> {
  const all = flag(call, 'convertAllData', index, true)
  const source = text(call, 'sourceKey', index, 'data')
  const value = all ? item.json : getPath(item.json, source)
  if (value === undefined) return undefined
  const raw = flag(call, 'options.useRawData', index)
  const isBase64 = !all && flag(call, 'options.dataIsBase64', index)
  const content = raw || isBase64 ? toText(value) : JSON.stringify(value)
  const bytes = isBase64
    ? Buffer.from(content, 'base64')
    : encodeText(content, text(call, 'options.encoding', index, 'utf8'), flag(call, 'options.addBOM', index))
  const fileName = text(call, 'options.fileName', index) || (call.node.version > 1 ? 'file' : '')
  const mimeType = text(call, 'options.mimeType', index) || (raw && call.node.version > 1 ? '' : 'application/json')
  const file = await call.io.writeBinary(bytes, {
    ...(fileName === '' ? {} : { fileName }),
    ...(mimeType === '' ? {} : { mimeType }),
  })

  const json = flag(call, 'options.keepSource', index) ? item.json : all ? {} : unsetPath(item.json, source)
  return { json, binary: { ...item.binary, [text(call, 'destinationKey', index, 'data')]: file } }
}

function parse(content: string, itemIndex: number): JsonValue {
  try {
    return JSON.parse(content) as JsonValue
  } catch (error) {
    throw new NodeError('The file is not in JSON format.', { itemIndex, retryable: false, cause: error })
  }
}

function asObject(value: JsonValue, itemIndex: number): JsonObject {
  if (typeof value === 'object' && value !== null && !Array.isArray(value)) return value
  throw new NodeError('The JSON in the file is no object, so it cannot become an item.', { itemIndex, retryable: false })
}
