import { getPath, toText } from '#engine/data'
import { NodeError, type BinaryValue, type Item, type JsonValue, type NodeCall } from '@steward/sdk/node'
import { flag, text } from '../parameter.ts'
import { encodeText } from '../text-encoding.ts'

/** A field of an item as a text file; an object becomes its JSON text. */
export async function writeText(call: NodeCall, item: Item, index: number): Promise<BinaryValue> {
  const value = sourceValue(call, item, index)
  const isObject = typeof value === 'object'
  const bytes = encoded(call, isObject ? JSON.stringify(value) : toText(value), index)
  return call.io.writeBinary(bytes, {
    fileName: text(call, 'options.fileName', index) || 'file.txt',
    mimeType: isObject ? 'application/json' : 'text/plain',
  })
}

/** A field that holds a file as base64. The first version could also take the text as it is. */
export async function writeBytes(call: NodeCall, item: Item, index: number): Promise<BinaryValue> {
  const content = toText(sourceValue(call, item, index))
  const isBase64 = call.node.version > 1 || flag(call, 'options.dataIsBase64', index, true)
  const bytes = isBase64 ? fromBase64(content, index) : encoded(call, content, index)
  const mimeType = text(call, 'options.mimeType', index)
  return call.io.writeBinary(bytes, {
    fileName: text(call, 'options.fileName', index) || 'file',
    ...(mimeType === '' ? {} : { mimeType }),
  })
}

export async function writeJson(call: NodeCall, value: unknown, index: number): Promise<BinaryValue> {
  const bytes = encoded(call, JSON.stringify(value, null, flag(call, 'options.format', index) ? 2 : undefined), index)
  return call.io.writeBinary(bytes, {
    fileName: text(call, 'options.fileName', index) || 'file.json',
    mimeType: 'application/json',
  })
}

function encoded(call: NodeCall, content: string, index: number): Uint8Array {
  return encodeText(content, text(call, 'options.encoding', index, 'utf8'), flag(call, 'options.addBOM', index))
}

function fromBase64(content: string, itemIndex: number): Uint8Array {
  const plain = content.replace(/^data:[^,]*;base64,/, '').replaceAll(/\s/g, '')
  if (!/^[\w+/-]*={0,2}$/.test(plain))
    throw new NodeError('The source field does not hold base64.', { itemIndex, retryable: false })
  return Buffer.from(plain, 'base64')
}

function sourceValue(call: NodeCall, item: Item, itemIndex: number): JsonValue {
  const name = text(call, 'sourceProperty', itemIndex)
  const value = getPath(item.json, name)
  if (value === undefined || value === null)
    throw new NodeError(`The value in "${name}" is not set`, { itemIndex, retryable: false })
  return value as JsonValue
}
