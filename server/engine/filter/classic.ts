import { NodeError } from '@steward/sdk/node'
import { DateTime } from 'luxon'
import { toText } from '#engine/data'
import { matchesPattern } from '#engine/expression'
import { toPattern } from './pattern.ts'

/**
 * Comparisons of the first generation of conditions (If and Filter version 1,
 * Switch versions 1 and 2). They convert nothing but what is written here, so
 * `5` and `"5"` are not equal.
 */
type Comparison = (left: unknown, right: unknown) => boolean

const text = (value: unknown) => (value === null || value === undefined || value === false || value === 0 ? '' : toText(value))
const amount = (value: unknown) => (value || 0) as number

const isEmpty: Comparison = (left) => {
  if (left === undefined || left === null || left === '' || Number.isNaN(left)) return true
  if (typeof left !== 'object' || left instanceof Date || DateTime.isDateTime(left)) return false
  return Object.keys(left).length === 0
}
const contains: Comparison = (left, right) => text(left).includes(text(right))
const startsWith: Comparison = (left, right) => text(left).startsWith(text(right))
const endsWith: Comparison = (left, right) => text(left).endsWith(text(right))
const equal: Comparison = (left, right) => left === right
const matches: Comparison = (left, right) => matchesPattern(toPattern(text(right)), text(left))
const not =
  (comparison: Comparison): Comparison =>
  (left, right) =>
    !comparison(left, right)

const comparisons: Readonly<Record<string, Comparison>> = {
  after: (left, right) => amount(left) > amount(right),
  before: (left, right) => amount(left) < amount(right),
  contains,
  notContains: not(contains),
  startsWith,
  notStartsWith: not(startsWith),
  endsWith,
  notEndsWith: not(endsWith),
  equal,
  equals: equal,
  notEqual: not(equal),
  notEquals: not(equal),
  larger: (left, right) => amount(left) > amount(right),
  largerEqual: (left, right) => amount(left) >= amount(right),
  smaller: (left, right) => amount(left) < amount(right),
  smallerEqual: (left, right) => amount(left) <= amount(right),
  greater: (left, right) => amount(left) > amount(right),
  isEmpty,
  isNotEmpty: not(isEmpty),
  empty: isEmpty,
  notEmpty: not(isEmpty),
  regex: matches,
  notRegex: not(matches),
  isTrue: (left) => left === true,
  isFalse: (left) => left === false,
  true: (left) => left === true,
  false: (left) => left === false,
}

export const classicTypes = ['boolean', 'dateTime', 'number', 'string'] as const
export type ClassicType = (typeof classicTypes)[number]

const fallbackOperation: Readonly<Record<ClassicType, string>> = {
  boolean: 'equal',
  dateTime: 'after',
  number: 'smaller',
  string: 'equal',
}
const fallbackValue: Readonly<Record<ClassicType, unknown>> = { boolean: false, dateTime: '', number: 0, string: '' }

export type ClassicCondition = { readonly value1?: unknown; readonly operation?: string; readonly value2?: unknown }

/** Whether one condition of the first generation holds. What is not stored has the default of its type. */
export function meetsClassicCondition(condition: ClassicCondition, type: ClassicType, itemIndex: number): boolean {
  const operation = condition.operation ?? fallbackOperation[type]
  const comparison = Object.hasOwn(comparisons, operation) ? comparisons[operation] : undefined
  if (comparison === undefined) {
    throw new NodeError(`There is no comparison "${operation}" for values of type ${type}.`, { itemIndex, retryable: false })
  }
  const read = (name: 'value1' | 'value2') => {
    const value = name in condition ? condition[name] : fallbackValue[type]
    return type === 'dateTime' ? toMillis(value, itemIndex) : value
  }
  return comparison(read('value1'), read('value2'))
}

export type ClassicConditions = Readonly<Partial<Record<ClassicType, readonly ClassicCondition[]>>>

/** Whether all conditions hold, or any of them. No condition at all holds, except for `any`. */
export function meetsClassicConditions(conditions: ClassicConditions, combine: 'all' | 'any', itemIndex: number): boolean {
  const every = classicTypes.flatMap((type) => (conditions[type] ?? []).map((condition) => ({ type, condition })))
  const meets = ({ type, condition }: (typeof every)[number]) => meetsClassicCondition(condition, type, itemIndex)
  return combine === 'any' ? every.some(meets) : every.every(meets)
}

function toMillis(value: unknown, itemIndex: number): number {
  if (value === undefined || value === null) return 0
  const millis =
    typeof value === 'number'
      ? value
      : value instanceof Date || DateTime.isDateTime(value)
        ? value.valueOf()
        : Date.parse(text(value))
  if (Number.isNaN(millis))
    throw new NodeError(`The value "${text(value)}" is not a valid date and time.`, { itemIndex, retryable: false })
  return millis
}
