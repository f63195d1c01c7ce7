import { type JsonObject, type NodeCall, NodeError } from '@steward/sdk/node'
import { parseRelaxed, toText } from '#engine/data'

const example = { my_field_1: 'value', my_field_2: 1 }
const expression = /\{\{.*?\}\}/gs

/**
 * The object written as JSON. An object that an expression puts inside the text
 * is written out as JSON, so that `{"user": {{ $json.user }}}` is what it looks like.
 */
export function readRawJson(call: NodeCall, itemIndex: number): JsonObject {
  const raw = call.node.parameters['jsonOutput']
  if (raw === undefined) return example
  const value = typeof raw === 'string' && raw.startsWith('=') ? fill(call, raw.slice(1), itemIndex) : raw
  const parsed = typeof value === 'string' ? parse(value) : value
  if (typeof parsed === 'object' && parsed !== null && !Array.isArray(parsed)) return parsed as JsonObject
  throw new NodeError(`The 'JSON Output' in item ${itemIndex} does not contain a valid JSON object`, {
    description: 'Write an object such as {"name": "value"}. Texts from expressions need quotes around them.',
    itemIndex,
    retryable: false,
  })
}

function fill(call: NodeCall, template: string, itemIndex: number): unknown {
  const chunks = template.match(expression) ?? []
  if (chunks.length === 0) return template
  if (chunks[0] === template.trim()) return call.evaluate(`=${chunks[0]}`, itemIndex)
  return template.replaceAll(expression, (chunk) => {
    const value = call.evaluate(`=${chunk}`, itemIndex)
    return value === undefined ? 'undefined' : toText(value)
  })
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text) as unknown
  } catch {
    return parseRelaxed(text)
  }
}
