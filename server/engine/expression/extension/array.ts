import { toText } from '../member/text.ts'
import { budget, checkElements, spendSize } from '../budget.ts'
import { ExpressionError } from '../error.ts'
import { stringify } from '../global/json.ts'
import { ownEntries } from '../member/iterate.ts'
import { distinct, oneOf } from './equal.ts'
import type { Extension } from './extend.ts'
import { compact, isRecord } from './object.ts'

type List = readonly unknown[]

const nothing = () => undefined

export function numbersOf(name: string, list: List): number[] {
  spendSize(list.length)
  for (const each of list)
    if (typeof each !== 'number') throw new ExpressionError(`${name}(): all array elements must be numbers`)
  return list as number[]
}

const sum = (numbers: readonly number[]) => numbers.reduce((total, each) => total + each, 0)

export function average(list: List): number {
  if (list.length === 0) return 0
  return sum(numbersOf('average', list)) / list.length
}

function unique(list: List, names: unknown[]): unknown[] {
  if (names.length === 0) return distinct(list)
  return distinct(list, (value) => (isRecord(value) ? names.map((name) => value[toText(name)]) : value))
}

/** The values of the named fields: bare where an element has one of them, as a list where it has more. */
function pluck(list: List, names: unknown[]): unknown {
  if (names.length === 0) return list
  return list.flatMap((each) => {
    if (typeof each !== 'object' || each === null) return []
    const found = names.map(toText).filter((name) => Object.hasOwn(each, name))
    const values = found.map((name) => (each as Record<string, unknown>)[name])
    return values.length === 0 ? [] : values.length === 1 ? values : [values]
  })
}

function smartJoin(list: List, [keyField, valueField]: unknown[]): object {
  if (typeof keyField !== 'string' || typeof valueField !== 'string' || keyField === '' || valueField === '') {
    throw new ExpressionError('smartJoin(): expected two string args, e.g. .smartJoin("name", "value")')
  }
  const pairs = list.filter(isRecord).filter((each) => Object.hasOwn(each, keyField) && Object.hasOwn(each, valueField))
  return Object.fromEntries(pairs.map((each) => [toText(each[keyField]), each[valueField]]))
}

function chunk(list: List, [length]: unknown[]): unknown[][] {
  if (typeof length !== 'number' || !(length >= 1))
    throw new ExpressionError('chunk(): expected non-zero numeric arg, e.g. .chunk(5)')
  const size = Math.trunc(length)
  return Array.from({ length: Math.ceil(list.length / size) }, (_, index) => list.slice(index * size, (index + 1) * size))
}

function renameKeys(list: List, names: unknown[]): unknown[] {
  if (names.length === 0 || names.length % 2 === 1) {
    throw new ExpressionError(
      'renameKeys(): expected an even amount of args: from1, to1 [, from2, to2, ...]. e.g. .renameKeys("name", "title")',
    )
  }
  return list.map((each) => {
    if (!isRecord(each)) return each
    let entries = Object.entries(each)
    for (let index = 0; index < names.length; index += 2)
      entries = renameKey(entries, toText(names[index]), toText(names[index + 1]))
    return Object.fromEntries(entries)
  })
}

/** The renamed field goes to the end, and takes the place of one that has its new name. */
function renameKey(entries: [string, unknown][], from: string, to: string): [string, unknown][] {
  const found = entries.find(([key]) => key === from)
  return found === undefined || from === to ? entries : [...entries.filter(([key]) => key !== from && key !== to), [to, found[1]]]
}

/** One object of all fields; of two fields with one name the earlier is kept. */
function mergeAll(list: List): object {
  const made = new Map<string, unknown>()
  for (const each of list.filter(isRecord))
    for (const [key, value] of Object.entries(each)) if (!made.has(key)) made.set(key, value)
  return Object.fromEntries(made)
}

function mergeInto(name: string, list: List, [other]: unknown[]): object {
  if (!Array.isArray(other)) throw new ExpressionError(`${name}(): expected array arg, e.g. .${name}([{ id: 1, otherValue: 3 }])`)
  if (other.length === 0) return {}
  // An element is left out, with its partner, where one of the two is no object at all.
  const pairs = list.map((each, index): [unknown, unknown] => [each, other[index]])
  const usable = pairs.filter(([left, right]) => typeof left === 'object' && (typeof right === 'object' || right === undefined))
  return Object.fromEntries(usable.flatMap(([left, right]) => [...ownEntries(right), ...ownEntries(left)]))
}

function otherList(name: string, [other]: unknown[]): unknown[] {
  if (!Array.isArray(other)) throw new ExpressionError(`${name}(): expected array arg, e.g. .${name}([1, 2, 3, 4])`)
  return other
}

function difference(list: List, args: unknown[]): unknown[] {
  const excluded = oneOf(otherList('difference', args))
  return distinct(list.filter((each) => !excluded(each)))
}

function intersection(list: List, args: unknown[]): unknown[] {
  const included = oneOf(otherList('intersection', args))
  return distinct(list.filter((each) => included(each)))
}

function append(list: List, more: unknown[]): unknown[] {
  checkElements(list.length + more.length)
  return [...list, ...more]
}

/** For methods that make a list of their own. */
function fresh(make: (list: List, args: unknown[]) => unknown): (list: List, args: unknown[]) => unknown {
  return (list, args) => {
    spendSize(list.length)
    const made = make(list, args)
    if (made !== list) budget.fresh = made
    return made
  }
}

export const arrayExtensions: Readonly<Record<string, Extension>> = {
  removeDuplicates: fresh(unique),
  unique: fresh(unique),
  first: (list: List) => list[0],
  last: (list: List) => list.at(-1),
  reverse: fresh((list) => list.toReversed()),
  pluck: fresh(pluck),
  randomItem: (list: List) => list[Math.floor(budget.draw() * list.length)],
  sum: (list: List) => sum(numbersOf('sum', list)),
  min: (list: List) => numbersOf('min', list).reduce((least, each) => Math.min(least, each), Infinity),
  max: (list: List) => numbersOf('max', list).reduce((most, each) => Math.max(most, each), -Infinity),
  average: (list: List) => average(list),
  isEmpty: (list: List) => list.length === 0,
  isNotEmpty: (list: List) => list.length > 0,
  compact: fresh((list) => compact(list)),
  smartJoin: (list: List, args) => smartJoin(list, args),
  chunk: fresh(chunk),
  renameKeys: fresh(renameKeys),
  merge: (list: List, args) => (args.length === 0 ? mergeAll(list) : mergeInto('merge', list, args)),
  mergeIntoObject: (list: List, args) => mergeInto('mergeIntoObject', list, args),
  union: fresh((list, args) => distinct([...list, ...otherList('union', args)])),
  difference: fresh(difference),
  intersection: fresh(intersection),
  append: fresh(append),
  toJsonString: (list: List) => stringify(list),
  toInt: nothing,
  toFloat: nothing,
  toBoolean: nothing,
  toDateTime: nothing,
}
