import type { JsonValue } from '@steward/contract/item'
import { toPlain } from '#engine/expression'
import type { ParameterSource } from './effect-request.ts'
import { excerptOf } from './excerpt.ts'
import type { DoneEntry } from './journal.ts'

const requestBytesMax = 4_096
const responseBytesMax = 2_048

type Request = { readonly type: string; readonly items: number; readonly parameters: JsonValue }

/** What an effect asks for, for people: the parameters of its first item, secrets left out, cut short. */
export function requestExcerpt({ type, items, parameters }: Request, secrets: readonly string[]): JsonValue {
  return excerptOf({ type, items, parameters }, { bytesMax: requestBytesMax, secrets })
}

/** The same of an effect that is being looked at again, as after a crash. */
export function summariseRequest(call: ParameterSource, secrets: readonly string[] = []): JsonValue {
  let parameters: JsonValue
  try {
    parameters = toPlain(call.resolved(0)) as JsonValue
  } catch {
    parameters = call.node.parameters
  }
  return requestExcerpt({ type: call.node.type, items: call.items.length, parameters }, secrets)
}

/** What came back of an effect: how many items and the first of them, or how it failed. */
export function responseExcerpt({ o, err }: DoneEntry, secrets: readonly string[]): JsonValue {
  // An output, or an item, that is a reference is what went in.
  const outputs = o.flatMap((output) => ('i' in output ? [] : [output]))
  const items = outputs.reduce((sum, output) => sum + output.length, 0)
  const [first] = outputs.flatMap(([item]) => (item !== undefined && 'json' in item ? [item.json] : []))
  const excerpt = {
    items,
    ...(first === undefined ? {} : { first }),
    ...(err === undefined ? {} : { error: err.message }),
  }
  return excerptOf(excerpt, { bytesMax: responseBytesMax, secrets })
}
