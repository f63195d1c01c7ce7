import { setPath } from '#engine/data'
import { NodeError, type Item, type JsonValue, type NodeCall } from '@steward/sdk/node'
import { bytesOfFile } from '../binary-file.ts'
import { flag, text } from '../parameter.ts'
import { decodeText } from '../text-encoding.ts'
import { readIcs } from './read-ics.ts'

/** Puts what a file holds into a field of its item. */
export async function readContent(call: NodeCall, item: Item, index: number, operation: string): Promise<Item> {
  const bytes = await bytesOfFile(call, item, text(call, 'binaryPropertyName', index, 'data'), index)
  const value = operation === 'binaryToPropery' ? Buffer.from(bytes).toString('base64') : interpret(call, bytes, index, operation)
  const target = text(call, 'destinationKey', index, 'data')
  return kept(call, item, index, setPath({}, target, value))
}

/** The option "Keep source": the fields of the item, its files, or both stay. */
export function kept(call: NodeCall, item: Item, index: number, json: Item['json']): Item {
  const keep = text(call, 'options.keepSource', index)
  const whole = keep === 'json' || keep === 'both' ? { ...item.json, ...json } : json
  return keep === 'binary' || keep === 'both' ? { ...item, json: whole } : { json: whole }
}

function interpret(call: NodeCall, bytes: Uint8Array, index: number, operation: string): JsonValue {
  const content = decodeText(bytes, text(call, 'options.encoding', index, 'utf8'), flag(call, 'options.stripBOM', index, true))
  if (operation === 'fromIcs') return readIcs(content)
  if (operation !== 'fromJson') return content
  if (content === '') return {}
  try {
    return JSON.parse(content) as JsonValue
  } catch (error) {
    throw new NodeError("The file selected in 'Input Binary Field' is not in JSON format", {
      description: "Try to change the operation or select a JSON file in 'Input Binary Field'",
      itemIndex: index,
      retryable: false,
      cause: error,
    })
  }
}
