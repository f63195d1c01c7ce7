import { deepEqual, fuzzyEqual, getPath, toText } from '#engine/data'
import type { Item } from '@steward/sdk/node'

export type FieldPair = { readonly field1: string; readonly field2: string }

export type Comparing = {
  readonly fuzzy: boolean
  /** With `zeroIsNothing` a missing value also equals 0. */
  readonly zeroIsNothing: boolean
  /** False reads `a.b` as the name of a field. */
  readonly dots: boolean
}

export function readField(item: Item, field: string, dots: boolean): unknown {
  if (dots) return getPath(item.json, field)
  return Object.hasOwn(item.json, field) ? item.json[field] : undefined
}

export function sameValue(left: unknown, right: unknown, comparing: Comparing): boolean {
  return comparing.fuzzy ? fuzzyEqual(left, right, { zeroIsNothing: comparing.zeroIsNothing }) : deepEqual(left, right)
}

/**
 * A text that is equal for all values that could be the same. Different values
 * may share one, so a hit still has to be compared; it only keeps the search
 * from looking at every pair of items.
 */
export function bucketOf(values: readonly unknown[], comparing: Comparing): string {
  return values.map(comparing.fuzzy ? fuzzyBucket : canonical).join('\u0000')
}

function fuzzyBucket(value: unknown): string {
  if (value === null || value === undefined || (Array.isArray(value) && value.length === 0)) return 'nothing'
  if (typeof value === 'object') return canonical(value)
  const text = toText(value).toLowerCase()
  if (text === '' || text === '0' || text === '-0' || text === 'false') return 'nothing'
  if (text === '1' || text === 'true') return 'one'
  if (typeof value === 'string' && (text.startsWith('{') || text.startsWith('['))) return canonicalText(value)
  return toText(value)
}

function canonicalText(text: string): string {
  try {
    const value = JSON.parse(text) as unknown
    return Array.isArray(value) && value.length === 0 ? 'nothing' : canonical(value)
  } catch {
    return text
  }
}

/** JSON with sorted names, so that the order of fields does not count. */
function canonical(value: unknown): string {
  if (typeof value !== 'object' || value === null || 'toJSON' in value) return JSON.stringify(value) ?? 'undefined'
  if (Array.isArray(value)) return `[${value.map(canonical).join(',')}]`
  const fields = value as Record<string, unknown>
  return `{${Object.keys(fields)
    .sort()
    .map((name) => `${JSON.stringify(name)}:${canonical(fields[name])}`)
    .join(',')}}`
}
