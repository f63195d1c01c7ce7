import { types } from 'node:util'
import { DateTime, Duration, Interval } from 'luxon'
import { toPlain } from '#engine/expression'

const MAX_NESTING = 200

/** A value of an expression as JSON, with marks for what JSON has no place for. */
export function encodeValue(value: unknown, depth = 0): unknown {
  if (value === undefined) return { $undefined: true }
  if (typeof value === 'number') return Number.isFinite(value) ? value : { $number: String(value) }
  if (typeof value === 'bigint') return { $bigint: String(value) }
  if (typeof value === 'function' || typeof value === 'symbol') return toPlain(value) ?? { $undefined: true }
  if (typeof value !== 'object' || value === null) return value
  if (depth > MAX_NESTING) throw new Error('The result is nested too deeply, or contains itself')
  if (DateTime.isDateTime(value)) return { $dateTime: value.toISO(), zone: value.zoneName }
  if (Duration.isDuration(value) || Interval.isInterval(value)) return { $luxon: value.toISO() }
  if (value instanceof Date) return { $date: Number.isNaN(value.getTime()) ? null : value.toISOString() }
  if (Array.isArray(value)) return value.map((each) => encodeValue(each, depth + 1))
  // A boxed value is an object, not what is in the box.
  if (types.isBoxedPrimitive(value)) return Object.fromEntries(Object.entries(value))
  const proto: unknown = Object.getPrototypeOf(value)
  if (proto !== Object.prototype && proto !== null) return encodeValue(toPlain(value), depth + 1)
  const fields = Object.entries(value).filter(([, each]) => each !== undefined && typeof each !== 'function')
  return Object.fromEntries(fields.map(([key, each]) => [key, encodeValue(each, depth + 1)]))
}
