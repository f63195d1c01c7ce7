import type { DateTime } from 'luxon'
import { deepEqual, toText } from '#engine/data'
import { matchesPattern } from '#engine/expression'
import type { OperandType } from './operand.ts'
import { toPattern } from './pattern.ts'

/** Compares two values that already have the operand type; undefined where there is none. */
export type Comparison = (left: unknown, right: unknown, ignoreCase: boolean) => boolean

type Table = Readonly<Record<string, Comparison>>

const not =
  (comparison: Comparison): Comparison =>
  (left, right, ignoreCase) =>
    !comparison(left, right, ignoreCase)

const exists: Comparison = (left) => left !== undefined && left !== null && !Number.isNaN(left)
const presence: Table = { exists, notExists: not(exists) }

/** Texts in the same letters where case does not count; anything else as it is. */
const folded = (value: unknown, ignoreCase: boolean) =>
  ignoreCase && typeof value === 'string' ? value.toLocaleLowerCase() : value

const textual =
  (compare: (left: string, right: string) => boolean): Comparison =>
  (left, right, ignoreCase) =>
    compare(toText(folded(left ?? '', ignoreCase)), toText(folded(right ?? '', ignoreCase)))

const contains = textual((left, right) => left.includes(right))
const startsWith = textual((left, right) => left.startsWith(right))
const endsWith = textual((left, right) => left.endsWith(right))
const emptyText: Comparison = (left) => toText(left ?? '').length === 0
const equalText = textual((left, right) => left === right)
// Only the text is folded: a pattern without case would change its classes, such as \D to \d.
const matches: Comparison = (left, right, ignoreCase) =>
  matchesPattern(toPattern(toText(right ?? '')), toText(folded(left ?? '', ignoreCase)))

const text: Table = {
  ...presence,
  empty: emptyText,
  notEmpty: not(emptyText),
  equals: equalText,
  notEquals: not(equalText),
  contains,
  notContains: not(contains),
  startsWith,
  notStartsWith: not(startsWith),
  endsWith,
  notEndsWith: not(endsWith),
  regex: matches,
  notRegex: not(matches),
}

/** Order of what `amount` makes of both sides. Null counts as 0 and undefined as no number at all, so that every comparison with it fails. */
function ordered(
  amount: (value: unknown) => number,
  names: readonly [gt: string, lt: string, gte: string, lte: string],
  amountRight = amount,
): Table {
  const by =
    (compare: (left: number, right: number) => boolean): Comparison =>
    (left, right) =>
      compare(amount(left), amountRight(right))
  return {
    [names[0]]: by((a, b) => a > b),
    [names[1]]: by((a, b) => a < b),
    [names[2]]: by((a, b) => a >= b),
    [names[3]]: by((a, b) => a <= b),
  }
}

const amount = (value: unknown) => (value === null ? 0 : (value as number))
const equalValue: Comparison = (left, right) => left === right
const number: Table = {
  ...presence,
  empty: not(exists),
  notEmpty: exists,
  equals: equalValue,
  notEquals: not(equalValue),
  ...ordered(amount, ['gt', 'lt', 'gte', 'lte']),
}

const millis = (value: unknown) => (value as DateTime | null | undefined)?.toMillis() ?? Number.NaN
const equalMoment: Comparison = (left, right) => millis(left) === millis(right)
// Two dates differ only where there are two.
const differentMoment: Comparison = (left, right) => Math.abs(millis(left) - millis(right)) > 0
const dateTime: Table = {
  ...presence,
  empty: not(exists),
  notEmpty: exists,
  equals: equalMoment,
  notEquals: differentMoment,
  ...ordered(millis, ['after', 'before', 'afterOrEquals', 'beforeOrEquals']),
}

const boolean: Table = {
  ...presence,
  empty: not(exists),
  notEmpty: exists,
  true: (left) => left === true,
  false: (left) => left !== true,
  equals: equalValue,
  notEquals: not(equalValue),
}

const lengthOf = (value: unknown) => (Array.isArray(value) ? value.length : 0)
const has: Comparison = (left, right, ignoreCase) =>
  arrayContains(left as readonly unknown[] | null | undefined, right, ignoreCase)
const emptyList: Comparison = (left) => lengthOf(left) === 0
const equalLength: Comparison = (left, right) => lengthOf(left) === right
const array: Table = {
  ...presence,
  empty: emptyList,
  notEmpty: not(emptyList),
  contains: has,
  notContains: not(has),
  lengthEquals: equalLength,
  lengthNotEquals: not(equalLength),
  ...ordered(lengthOf, ['lengthGt', 'lengthLt', 'lengthGte', 'lengthLte'], amount),
}

const emptyObject: Comparison = (left) => left === undefined || left === null || Object.keys(left as object).length === 0
const object: Table = { ...presence, empty: emptyObject, notEmpty: not(emptyObject) }

const any: Table = {
  ...presence,
  equals: (left, right) => deepEqual(left, right),
  notEquals: (left, right) => !deepEqual(left, right),
}

const tables: Readonly<Record<OperandType, Table>> = { string: text, number, dateTime, boolean, array, object, any }

/** Whether a list has the value among its entries; texts may be compared without case. */
export function arrayContains(list: readonly unknown[] | null | undefined, value: unknown, ignoreCase: boolean): boolean {
  const wanted = folded(value, ignoreCase)
  return (list ?? []).some((entry) => folded(entry, ignoreCase) === wanted)
}

/** Names of operations that older documents and hand-written ones use for the same thing. */
const aliases: Readonly<Record<string, string>> = {
  equal: 'equals',
  notEqual: 'notEquals',
  isEmpty: 'empty',
  isNotEmpty: 'notEmpty',
  isTrue: 'true',
  isFalse: 'false',
  notTrue: 'false',
  notFalse: 'true',
  larger: 'gt',
  largerEqual: 'gte',
  greater: 'gt',
  greaterEqual: 'gte',
  smaller: 'lt',
  smallerEqual: 'lte',
  isNotNull: 'exists',
  isNull: 'notExists',
}

/** The comparison of that name for the type; undefined when there is none. */
export function findComparison(type: OperandType, operation: string): Comparison | undefined {
  const table = tables[type]
  if (Object.hasOwn(table, operation)) return table[operation]
  const alias = Object.hasOwn(aliases, operation) ? aliases[operation] : undefined
  return alias !== undefined && Object.hasOwn(table, alias) ? table[alias] : undefined
}

/** The type under which an operation is known, for a condition whose type does not have it, such as `gt` of texts. */
export function typeOf(operation: string, declared: OperandType): OperandType {
  if (findComparison(declared, operation) !== undefined) return declared
  const others: readonly OperandType[] = ['string', 'number', 'boolean', 'dateTime', 'array']
  return others.find((type) => findComparison(type, operation) !== undefined) ?? declared
}
