import { spend } from './budget.ts'

/**
 * A deep copy of data. Parts that were copied before under the same `copies`
 * are the same copy again, so that a change through one path is seen through
 * every other.
 */
export function copyData(value: unknown, copies: Map<object, object>): unknown {
  if (typeof value !== 'object' || value === null) return value
  const known = copies.get(value)
  if (known !== undefined) return known
  if (Array.isArray(value)) return copyList(value, copies)
  if (value instanceof Date) return new Date(value.getTime())
  const proto: unknown = Object.getPrototypeOf(value)
  if (proto !== Object.prototype && proto !== null) return value
  const made: Record<string, unknown> = {}
  remember(value, made, copies)
  const entries = Object.entries(value)
  spend(entries.length >>> 4)
  for (const [key, each] of entries) {
    if (key === '__proto__') continue
    made[key] = typeof each === 'object' ? copyData(each, copies) : each
  }
  return made
}

function copyList(list: readonly unknown[], copies: Map<object, object>): unknown[] {
  const made: unknown[] = []
  remember(list, made, copies)
  spend(list.length >>> 4)
  for (const each of list) made.push(typeof each === 'object' ? copyData(each, copies) : each)
  return made
}

/** A copy stands for itself: reading it again copies nothing. */
function remember(original: object, copy: object, copies: Map<object, object>): void {
  copies.set(original, copy)
  copies.set(copy, copy)
}
