import { checkLength, MAX_LENGTH, spend } from '../budget.ts'
import { ExpressionLimitError } from '../error.ts'
import { builtinOf } from '../global/builtin.ts'
import { Host } from '../scope/host.ts'

/** A value as text, as JavaScript has it, but never longer than an expression may build. */
export function toText(value: unknown): string {
  if (typeof value === 'string') return value
  if (typeof value !== 'object' || value === null) {
    if (typeof value === 'function') return 'function'
    if (typeof value === 'symbol') throw new TypeError('Cannot convert a Symbol value to a string')
    return String(value)
  }
  return String(toPrimitive(value, 'string'))
}

/** What an operator makes of an object. Lists are joined here because the native way knows no limit. */
export function toPrimitive(value: unknown, hint: 'default' | 'number' | 'string' = 'default'): unknown {
  if (typeof value === 'function') return 'function'
  if (typeof value !== 'object' || value === null) return value
  if (Array.isArray(value)) return joinList(value, ',')
  if (value instanceof Host) return '[object Object]'
  if (value instanceof Date) return hint === 'number' ? value.getTime() : value.toString()
  const { toString, valueOf } = value as { toString?: unknown; valueOf?: unknown }
  const methods = hint === 'string' ? [toString, valueOf] : [valueOf, toString]
  if (toString === undefined && valueOf === undefined) return '[object Object]'
  for (const method of methods) {
    if (typeof method !== 'function') continue
    const primitive: unknown = Reflect.apply(method as () => unknown, value, [])
    if (typeof primitive !== 'object' || primitive === null) return primitive
    if (Array.isArray(primitive)) return joinList(primitive, ',')
  }
  throw new TypeError('Cannot convert object to primitive value')
}

export function joinList(list: readonly unknown[], separator: string): string {
  return joinWithin(list, separator, [])
}

function joinWithin(list: readonly unknown[], separator: string, above: readonly unknown[]): string {
  if (above.includes(list)) return ''
  if (above.length > 100) throw new ExpressionLimitError('The list is nested too deeply.')
  spend(1 + (list.length >>> 3))
  const inside = [...above, list]
  const parts: string[] = []
  let length = Math.max(0, list.length - 1) * separator.length
  for (let index = 0; index < list.length; index++) {
    const each: unknown = list[index]
    const part = each === null || each === undefined ? '' : Array.isArray(each) ? joinWithin(each, ',', inside) : toText(each)
    length += part.length
    if (length > MAX_LENGTH) checkLength(length)
    parts.push(part)
  }
  checkLength(length)
  spend(length >>> 6)
  return parts.join(separator)
}

export function typeName(value: unknown): string {
  if (typeof value === 'function' && builtinOf(value)?.callable === false) return 'object'
  return typeof value
}
