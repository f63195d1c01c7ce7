import { budget, checkElements, spendSize } from '../budget.ts'
import { iterate } from '../member/iterate.ts'
import { builtin } from './builtin.ts'

type Each = (value: unknown, index: number) => unknown

function listOfLength(length: number): unknown[] {
  checkElements(length)
  spendSize(length)
  return Array.from({ length }).fill(undefined)
}

function arrayOf(args: unknown[]): unknown[] {
  if (args.length !== 1 || typeof args[0] !== 'number') return args
  if (!Number.isInteger(args[0]) || args[0] < 0) throw new RangeError('Invalid array length')
  checkElements(args[0])
  spendSize(args[0])
  // Holes, as the language has it: `map` passes over them, spread does not.
  // oxlint-disable-next-line unicorn/no-new-array
  return new Array<unknown>(args[0])
}

function arrayFrom(source: unknown, each?: unknown): unknown[] {
  const list = Array.isArray(source) || !isLength(source) ? [...iterate(source)] : fromLength(source)
  checkElements(list.length)
  spendSize(list.length)
  budget.fresh = typeof each === 'function' ? list.map((value, index) => (each as Each)(value, index)) : list
  return budget.fresh as unknown[]
}

function isLength(source: unknown): source is { length: unknown } & Record<string, unknown> {
  return (
    typeof source === 'object' && source !== null && Object.getPrototypeOf(source) === Object.prototype && !Array.isArray(source)
  )
}

function fromLength(source: { length: unknown } & Record<string, unknown>): unknown[] {
  const length = Math.max(0, Math.trunc(Number(source.length)) || 0)
  return listOfLength(length).map((_, index) => source[String(index)])
}

/** Binary buffers are of no use in an expression, but workflows name them. */
function bytes(name: string): [string, unknown] {
  return [name, builtin(name, { construct: () => ({}) })]
}

export const collections = {
  Array: builtin('Array', {
    call: (...args: unknown[]) => arrayOf(args),
    construct: arrayOf,
    is: (value) => Array.isArray(value),
    statics: { isArray: (value: unknown) => Array.isArray(value), from: arrayFrom, of: (...args: unknown[]) => args },
  }),
  Set: builtin('Set', {
    construct: ([values]) => new Set(values === undefined || values === null ? [] : iterate(values)),
    is: (value) => value instanceof Set,
  }),
  Map: builtin('Map', {
    construct: ([entries]) =>
      new Map(
        entries === undefined || entries === null
          ? []
          : ([...iterate(entries)] as [unknown, unknown][]).map(([key, value]) => [key, value]),
      ),
    is: (value) => value instanceof Map,
    statics: { groupBy: (values: unknown, by: (value: unknown, index: number) => unknown) => Map.groupBy(iterate(values), by) },
  }),
  ...Object.fromEntries(
    [
      'WeakMap', 'WeakSet', 'ArrayBuffer', 'SharedArrayBuffer', 'DataView', 'Int8Array', 'Uint8Array', 'Uint8ClampedArray',
      'Int16Array', 'Uint16Array', 'Int32Array', 'Uint32Array', 'Float32Array', 'Float64Array', 'BigInt64Array', 'BigUint64Array',
    ].map(bytes),
  ), // prettier-ignore
}
