import { DateTime } from 'luxon'

/** Same value, field by field; the order of fields does not count, `undefined` and absent differ. */
export function deepEqual(left: unknown, right: unknown): boolean {
  if (Object.is(left, right) || left === right) return true
  if (typeof left !== 'object' || typeof right !== 'object' || left === null || right === null) return false
  if (isMoment(left) || isMoment(right)) return isMoment(left) && isMoment(right) && left.valueOf() === right.valueOf()
  if (Array.isArray(left) || Array.isArray(right)) return Array.isArray(left) && Array.isArray(right) && equalLists(left, right)
  return equalFields(left as Record<string, unknown>, right as Record<string, unknown>)
}

function equalLists(left: readonly unknown[], right: readonly unknown[]): boolean {
  return left.length === right.length && left.every((value, index) => deepEqual(value, right[index]))
}

function equalFields(left: Record<string, unknown>, right: Record<string, unknown>): boolean {
  const names = Object.keys(left)
  if (names.length !== Object.keys(right).length) return false
  return names.every((name) => Object.hasOwn(right, name) && deepEqual(left[name], right[name]))
}

/**
 * Equality that forgives the type: `"1"` and 1 and true, an object and its JSON
 * text, nothing and an empty text or list. Values of the same type are compared
 * exactly. With `zeroIsNothing` (version 2 of the comparing nodes) null also
 * equals 0 and `"0"`.
 */
export function fuzzyEqual(left: unknown, right: unknown, options: { readonly zeroIsNothing?: boolean } = {}): boolean {
  if (left !== null && right !== null && typeof left === typeof right) return deepEqual(left, right)
  if (options.zeroIsNothing === true && (isNullAndZero(left, right) || isNullAndZero(right, left))) return true
  if (isNothing(left) && isNothing(right)) return true
  return equalsAcrossTypes(left, right) || equalsAcrossTypes(right, left)
}

/** One direction; the caller tries both. */
function equalsAcrossTypes(left: unknown, right: unknown): boolean {
  if (typeof left === 'number') return typeof right === 'string' && String(left) === right
  if (typeof left === 'boolean') {
    if (typeof right === 'number') return right === Number(left)
    return typeof right === 'string' && (right.toLowerCase() === String(left) || right === String(Number(left)))
  }
  return typeof left === 'object' && left !== null && typeof right === 'string' && deepEqual(left, parseJson(right))
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text) as unknown
  } catch {
    return undefined
  }
}

const isMoment = (value: unknown): value is Date | DateTime => value instanceof Date || DateTime.isDateTime(value)
const isNullAndZero = (left: unknown, right: unknown) => left === null && (right === 0 || right === '0')
const isNothing = (value: unknown) =>
  value === null || value === undefined || value === '' || (Array.isArray(value) && value.length === 0)
