import { DateTime } from 'luxon'
import { ExpressionError } from '../error.ts'
import { arrayExtensions } from './array.ts'
import { booleanExtensions } from './boolean.ts'
import { dateExtensions } from './date.ts'
import { numberExtensions } from './number.ts'
import { objectExtensions } from './object.ts'
import { stringExtensions } from './string.ts'

/** An extension method as a function of its owner. */
export type Extension = (owner: never, args: unknown[]) => unknown

/** The extension methods by type, as people see the types. */
export const extensions: Readonly<Record<string, Readonly<Record<string, Extension>>>> = {
  Array: arrayExtensions,
  Boolean: booleanExtensions,
  Date: dateExtensions,
  Number: numberExtensions,
  Object: objectExtensions,
  String: stringExtensions,
}

/** All names of extension methods, whatever their type. */
export const extensionNames: ReadonlySet<string> = new Set(Object.values(extensions).flatMap((table) => Object.keys(table)))

type Call = (owner: unknown, args: unknown[]) => unknown

/** The extension method of this name for this value, or undefined where its type has none. */
export function findExtension(owner: unknown, name: string): Call | undefined {
  const type = typeOf(owner)
  const table = type === undefined ? undefined : extensions[type]
  return table !== undefined && Object.hasOwn(table, name) ? (table[name] as Call) : undefined
}

function typeOf(value: unknown): string | undefined {
  switch (typeof value) {
    case 'string':
      return 'String'
    case 'number':
      return 'Number'
    case 'boolean':
      return 'Boolean'
    case 'object':
      if (value === null) return undefined
      if (Array.isArray(value)) return 'Array'
      return value instanceof Date || DateTime.isDateTime(value) ? 'Date' : 'Object'
    case 'undefined':
    case 'function':
    case 'bigint':
    case 'symbol':
    default:
      return undefined
  }
}

/** What an extension method does on a value that has neither it nor a method of its own of that name. */
export function withoutExtension(owner: unknown, name: string): unknown {
  if (name === 'isEmpty') return !owner
  if (name === 'isNotEmpty') return Boolean(owner)
  if (owner === null || owner === undefined) throw new ExpressionError(`${name} can't be used on ${String(owner)} value`)
  const types = Object.keys(extensions).filter((type) => Object.hasOwn(extensions[type] ?? {}, name))
  throw new ExpressionError(`${name}() is only callable on ${listed(types)}`)
}

function listed(types: readonly string[]): string {
  const quoted = types.map((type) => `"${type}"`)
  if (quoted.length === 1) return `type ${quoted[0]}`
  return `types ${quoted.slice(0, -1).join(', ')}, and ${quoted.at(-1)}`
}
