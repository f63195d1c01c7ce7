import { checkElements, spend } from '../budget.ts'
import { Host } from '../scope/host.ts'

/** What `for (… of …)`, spread and array patterns walk over. Only what is known to end. */
export function iterate(value: unknown): Iterable<unknown> {
  if (Array.isArray(value)) {
    spend(value.length >>> 4)
    return value
  }
  if (typeof value === 'string') {
    checkElements(value.length)
    spend(value.length >>> 3)
    return value
  }
  if (value instanceof Map || value instanceof Set || value instanceof URLSearchParams) return value
  if (isBuiltInIterator(value)) return value
  throw new TypeError(`${value === null ? 'null' : typeof value} is not iterable`)
}

const arrayIterator: unknown = Object.getPrototypeOf(Object.getPrototypeOf([][Symbol.iterator]()))

/** The result of `map.entries()` and its kin. */
export function isBuiltInIterator(value: unknown): value is Iterator<unknown> & Iterable<unknown> {
  if (typeof value !== 'object' || value === null) return false
  const proto: unknown = Object.getPrototypeOf(value)
  return proto !== null && Object.getPrototypeOf(proto) === arrayIterator && !Object.hasOwn(value, 'next')
}

/** Own enumerable fields, as `Object.entries` has them. */
export function ownEntries(value: unknown): [string, unknown][] {
  if (value === null || value === undefined) return []
  if (value instanceof Host) return value.entries()
  if (typeof value === 'function') return []
  return Object.entries(value as object)
}

/** What `for (… in …)` walks over. */
export function enumerate(value: unknown): string[] {
  return ownEntries(value).map(([key]) => key)
}
