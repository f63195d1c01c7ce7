import { types } from 'node:util'
import { DateTime, Duration, Interval } from 'luxon'
import { ExpressionLimitError } from './error.ts'
import { builtinOf } from './global/builtin.ts'
import { Host } from './scope/host.ts'

const MAX_NODES = 20_000_000
const MAX_NESTING = 500

/** What `toPlain` gives for a value that JSON has no place for. */
const NOTHING = Symbol('nothing')

let left = 0

/**
 * What leaves an expression, as JSON data: dates as ISO text, host objects as
 * their fields, functions and undefined dropped. The same reference when nothing
 * had to change.
 */
export function toPlain(value: unknown): unknown {
  if (typeof value !== 'object' && typeof value !== 'function') return scalar(value) === NOTHING ? undefined : scalar(value)
  left = MAX_NODES
  const plain = convert(value, 0)
  return plain === NOTHING ? undefined : plain
}

function scalar(value: unknown): unknown {
  if (typeof value === 'bigint') return String(value)
  if (typeof value === 'symbol' || value === undefined) return NOTHING
  return value
}

function convert(value: unknown, depth: number): unknown {
  if (typeof value === 'function') return builtinOf(value)?.callable === false ? {} : NOTHING
  if (typeof value !== 'object') return scalar(value)
  if (value === null) return null
  if (--left < 0) throw new ExpressionLimitError('The result of the expression is too large.')
  if (depth > MAX_NESTING)
    throw new ExpressionLimitError('The result of the expression is nested too deeply, or contains itself.')
  if (Array.isArray(value)) return convertList(value, depth)
  const proto: unknown = Object.getPrototypeOf(value)
  if (proto === Object.prototype || proto === null) return convertFields(value as Record<string, unknown>, depth)
  return convertSpecial(value, depth)
}

function convertList(list: unknown[], depth: number): unknown {
  let made: unknown[] | undefined
  left -= list.length
  for (let index = 0; index < list.length; index++) {
    const each: unknown = list[index]
    const plain = typeof each === 'string' || typeof each === 'number' ? each : convert(each, depth + 1)
    if (plain === each && made === undefined && (each !== undefined || !(index in list))) continue
    made ??= list.slice(0, index)
    made.push(plain === NOTHING ? null : plain)
  }
  return made ?? list
}

function convertFields(fields: Record<string, unknown>, depth: number): unknown {
  const keys = Object.keys(fields)
  let made: Record<string, unknown> | undefined
  for (const [index, key] of keys.entries()) {
    const each = fields[key]
    const plain = typeof each === 'string' || typeof each === 'number' ? each : convert(each, depth + 1)
    if (plain === each && made === undefined) continue
    made ??= Object.fromEntries(keys.slice(0, index).map((earlier) => [earlier, fields[earlier]]))
    if (plain !== NOTHING) put(made, key, plain)
  }
  return made ?? fields
}

function put(target: Record<string, unknown>, key: string, value: unknown): void {
  if (key === '__proto__') Object.defineProperty(target, key, { value, writable: true, enumerable: true, configurable: true })
  else target[key] = value
}

function convertSpecial(value: object, depth: number): unknown {
  if (DateTime.isDateTime(value) || Duration.isDuration(value) || Interval.isInterval(value))
    return value.isValid ? value.toISO() : null
  if (value instanceof Date) return Number.isNaN(value.getTime()) ? null : value.toISOString()
  if (value instanceof Host) return convert(Object.fromEntries(value.entries()), depth)
  if (types.isBoxedPrimitive(value)) return value.valueOf()
  if (value instanceof URL) return value.href
  return {}
}
