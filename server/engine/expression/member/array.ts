import { beforeChange, budget, checkElements, spend, spendSize } from '../budget.ts'
import { joinList, toText } from './text.ts'
import { methods, native, type Method } from './method.ts'

const sizeOf = (list: readonly unknown[]) => list.length
/** A sort compares each element with several others. */
const sortSizeOf = (list: readonly unknown[]) => list.length * Math.log2(list.length + 1)

/** Methods that make a list of their own. */
const producing = ['map', 'filter', 'slice', 'toReversed', 'toSpliced', 'with'] as const

/** Methods that change their list. */
const changing = ['reverse', 'pop', 'shift', 'copyWithin'] as const

const reading = [
  'find', 'findIndex', 'findLast', 'findLastIndex', 'some', 'every', 'forEach', 'reduce', 'reduceRight',
  'includes', 'indexOf', 'lastIndexOf', 'at', 'entries', 'keys', 'values',
] as const // prettier-ignore

function fresh(table: Record<string, Method>): Record<string, Method> {
  return Object.fromEntries(
    Object.entries(table).map(
      ([name, method]) => [name, (owner, args) => (budget.fresh = method(owner, args))] satisfies [string, Method],
    ),
  )
}

function guarded(table: Record<string, Method>): Record<string, Method> {
  return Object.fromEntries(
    Object.entries(table).map(([name, method]): [string, Method] => [
      name,
      (owner, args) => {
        beforeChange(owner)
        return method(owner, args)
      },
    ]),
  )
}

function concat(list: unknown[], args: unknown[]): unknown[] {
  let length = list.length
  for (const each of args) length += Array.isArray(each) ? each.length : 1
  checkElements(length)
  spendSize(length)
  return Reflect.apply(Array.prototype.concat, list, args) as unknown[]
}

function flat(list: unknown[], [depth = 1]: unknown[]): unknown[] {
  const made: unknown[] = []
  flatten(list, Math.min(Number(depth), 100), made)
  return made
}

function flatten(list: readonly unknown[], depth: number, into: unknown[]): void {
  spend(1 + (list.length >>> 3))
  for (const each of list) {
    if (Array.isArray(each) && depth >= 1) flatten(each, depth - 1, into)
    else into.push(each)
  }
  checkElements(into.length)
}

function grown(list: unknown[], more: number): void {
  beforeChange(list)
  checkElements(list.length + more)
  spend(1 + (list.length >>> 6))
}

export const arrayMethods = methods({
  ...fresh(native(Array.prototype, producing, sizeOf)),
  ...fresh(native(Array.prototype, ['toSorted'], sortSizeOf)),
  ...guarded(native(Array.prototype, ['sort'], sortSizeOf)),
  ...guarded(native(Array.prototype, changing, sizeOf)),
  ...native(Array.prototype, reading, sizeOf),
  ...fresh({
    concat: (list: unknown[], args) => concat(list, args),
    flat: (list: unknown[], args) => flat(list, args),
    flatMap: (list: unknown[], args) => flat(Reflect.apply(Array.prototype.map, list, args) as unknown[], []),
  }),
  push: (list: unknown[], args) => {
    grown(list, args.length)
    return list.push(...args)
  },
  unshift: (list: unknown[], args) => {
    grown(list, args.length)
    return list.unshift(...args)
  },
  splice: (list: unknown[], args) => {
    grown(list, args.length)
    return Reflect.apply(Array.prototype.splice, list, args) as unknown
  },
  fill: (list: unknown[], args) => {
    grown(list, 0)
    return Reflect.apply(Array.prototype.fill, list, args) as unknown
  },
  join: (list: unknown[], [separator]) => joinList(list, separator === undefined ? ',' : toText(separator)),
  toString: (list: unknown[]) => joinList(list, ','),
  toLocaleString: (list: unknown[]) => joinList(list, ','),
  hasOwnProperty: (list: unknown[], [key]: unknown[]) => Object.hasOwn(list, toText(key)),
})
