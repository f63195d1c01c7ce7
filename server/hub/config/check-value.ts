import type { JsonValue } from '@steward/contract/item'
import { Check, Errors } from 'typebox/value'
import { configError } from './errors.ts'
import type { ConfigKey } from './key.ts'

const maxBytes = 64 * 1024
const maxDepth = 20

/** Names that change what an object is, once somebody copies it carelessly. */
const dangerousNames = new Set(['__proto__', 'constructor', 'prototype'])

/** Refuses what the key does not take; answers how the value is stored: as JSON. */
export function checkedText({ key, schema }: ConfigKey, value: unknown): string {
  const trouble = troubleOf(value)
  if (trouble !== undefined) throw configError.bad_value({ key, reason: trouble })
  if (!Check(schema, value)) throw configError.bad_value({ key, reason: faultOf(schema, value) })
  const text = JSON.stringify(value)
  if (Buffer.byteLength(text) > maxBytes) throw configError.too_large({ key, maxBytes })
  return text
}

/** Reads a stored value; a sentence when the key does not take it any more. */
export function readStored(
  { schema }: ConfigKey,
  text: string,
): { readonly value: JsonValue; readonly fault?: never } | { readonly fault: string; readonly value?: never } {
  let value: JsonValue
  try {
    value = JSON.parse(text) as JsonValue
  } catch {
    return { fault: 'is not JSON' }
  }
  const fault = troubleOf(value) ?? (Check(schema, value) ? undefined : faultOf(schema, value))
  return fault === undefined ? { value: frozen(value) } : { fault }
}

/** Goes through without recursion: hostile JSON is deep. */
function troubleOf(root: unknown): string | undefined {
  const open: { readonly value: unknown; readonly depth: number }[] = [{ value: root, depth: 0 }]
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    const { value, depth } = next
    if (typeof value === 'string' && (value.includes('\0') || !value.isWellFormed()))
      return 'has characters that cannot be stored'
    if (typeof value !== 'object' || value === null) continue
    if (depth >= maxDepth) return `is nested deeper than ${maxDepth} levels`
    for (const name of Object.getOwnPropertyNames(value)) {
      if (dangerousNames.has(name)) return `has the name "${name}", which is not allowed`
      open.push({ value: (value as Record<string, unknown>)[name], depth: depth + 1 })
    }
  }
  return undefined
}

function faultOf(schema: ConfigKey['schema'], value: unknown): string {
  const faults = Errors(schema, value)
  const fault = faults.toSorted((a, b) => b.instancePath.length - a.instancePath.length)[0]
  if (fault === undefined) return 'is not valid'
  const { allowedValues, limit } = fault.params as { allowedValues?: readonly unknown[]; limit?: number }
  const where = fault.instancePath === '' ? '' : `is wrong at ${fault.instancePath.slice(1)}: it `
  if (fault.keyword === 'enum' && allowedValues !== undefined) return `${where}must be one of ${allowedValues.join(', ')}`
  if (fault.keyword === 'minLength' && limit !== undefined) return `${where}must have at least ${limit} characters`
  if (fault.keyword === 'maxLength' && limit !== undefined) return `${where}must have at most ${limit} characters`
  return `${where}${fault.message}`
}

/** Everybody in the process is given the same object, so nobody may change it. */
function frozen<T extends JsonValue>(value: T): T {
  if (typeof value !== 'object' || value === null) return value
  for (const each of Object.values(value)) frozen(each as JsonValue)
  return Object.freeze(value)
}
