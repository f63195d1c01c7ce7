import { budget, spendSize } from '../budget.ts'
import { ExpressionError } from '../error.ts'
import { stringify } from '../global/json.ts'
import { ownEntries } from '../member/iterate.ts'
import { toText } from '../member/text.ts'
import type { Extension } from './extend.ts'

const nothing = () => undefined

export function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

function fields(value: object): [string, unknown][] {
  const entries = ownEntries(value)
  spendSize(entries.length)
  return entries
}

function isAbsent(value: unknown): boolean {
  if (value === null || value === undefined || value === '' || value === 'nil') return true
  return Array.isArray(value)
    ? value.length === 0
    : isRecord(value) && Object.getPrototypeOf(value) === Object.prototype && Object.keys(value).length === 0
}

/** Leaves out what is empty, inside too. */
export function compact(value: unknown, depth = 0): unknown {
  if (depth > 200) throw new ExpressionError('The value is nested too deeply')
  if (Array.isArray(value)) {
    spendSize(value.length)
    return value.filter((each) => !isAbsent(each)).map((each) => compact(each, depth + 1))
  }
  if (!isRecord(value) || Object.getPrototypeOf(value) !== Object.prototype) return value
  return Object.fromEntries(
    fields(value)
      .filter(([, each]) => !isAbsent(each))
      .map(([key, each]) => [key, compact(each, depth + 1)]),
  )
}

function removeFieldsContaining(owner: object, [part]: unknown[]): object {
  if (typeof part !== 'string' || part === '')
    throw new ExpressionError('removeFieldsContaining(): expected non-empty string arg')
  return Object.fromEntries(fields(owner).filter(([, value]) => typeof value !== 'string' || !value.includes(part)))
}

function keepFieldsContaining(owner: object, [part]: unknown[]): object {
  if (typeof part !== 'string' || part === '')
    throw new ExpressionError('argument of keepFieldsContaining must be a non-empty string')
  return Object.fromEntries(fields(owner).filter(([, value]) => typeof value === 'string' && value.includes(part)))
}

function removeField(owner: object, [key]: unknown[]): object {
  return Object.fromEntries(fields(owner).filter(([name]) => name !== key))
}

function urlEncode(owner: object): string {
  return new URLSearchParams(fields(owner).map(([key, value]) => [key, toText(value)])).toString()
}

export const objectExtensions: Readonly<Record<string, Extension>> = {
  isEmpty: (owner: object) => fields(owner).length === 0,
  isNotEmpty: (owner: object) => fields(owner).length > 0,
  hasField: (owner: object, [name]) => fields(owner).some(([key]) => key === name),
  removeField,
  removeFieldsContaining,
  keepFieldsContaining,
  compact: (owner: object) => compact(owner),
  urlEncode,
  keys: (owner: object) => (budget.fresh = keysOf(owner)),
  values: (owner: object) => (budget.fresh = valuesOf(owner)),
  toJsonString: (owner: object) => stringify(owner),
  toInt: nothing,
  toFloat: nothing,
  toBoolean: nothing,
  toDateTime: nothing,
}

/** Maps and sets have keys and values of their own. */
function keysOf(owner: object): unknown {
  if (owner instanceof Map || owner instanceof Set || owner instanceof URLSearchParams) return [...owner.keys()]
  return fields(owner).map(([key]) => key)
}

function valuesOf(owner: object): unknown {
  if (owner instanceof Map || owner instanceof Set || owner instanceof URLSearchParams) return [...owner.values()]
  return fields(owner).map(([, value]) => value)
}
