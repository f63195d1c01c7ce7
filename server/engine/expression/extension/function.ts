import { search } from 'jmespath'
import { checkElements, spendSize } from '../budget.ts'
import { ExpressionError } from '../error.ts'
import { builtin } from '../global/builtin.ts'
import { iterate } from '../member/iterate.ts'
import { toPlain } from '../plain.ts'
import { toText } from '../member/text.ts'
import { average } from './array.ts'

function ifEmpty(...args: unknown[]): unknown {
  if (args.length !== 2) throw new ExpressionError('expected two arguments (value, defaultValue) for this function')
  const [value, fallback] = args
  if (value === undefined || value === null || value === '') return fallback
  if (typeof value === 'object' && (Array.isArray(value) || Object.getPrototypeOf(value) === Object.prototype)) {
    return Object.keys(value).length === 0 ? fallback : value
  }
  return value
}

function choose(...[test, yes, no]: unknown[]): unknown {
  return test ? yes : (no ?? false)
}

function numberList(from: unknown, to: unknown): number[] {
  const [first, last] = [Number(from), Number(to)]
  if (!Number.isFinite(first) || !Number.isFinite(last))
    throw new ExpressionError('numberList() takes two numbers: the first and the last of the list')
  const length = Math.floor(Math.abs(last - first)) + 1
  checkElements(length)
  spendSize(length)
  const step = first <= last ? 1 : -1
  return Array.from({ length }, (_, index) => first + index * step)
}

function zip(keys: unknown, values: unknown): object {
  if (!Array.isArray(keys) || !Array.isArray(values)) throw new ExpressionError('keys and values must be arrays')
  if (keys.length !== values.length) throw new ExpressionError('keys and values not of equal length')
  return Object.fromEntries([...iterate(keys)].map((key, index) => [toText(key), values[index] as unknown]))
}

function toPathSegment(value: unknown): string {
  if (value === undefined || value === null) throw new ExpressionError('Invalid identifier: a value is required')
  const text = toText(value)
  if (text === '' || text === '.' || text === '..') throw new ExpressionError(`Invalid identifier: "${text}" is not allowed`)
  return encodeURIComponent(text)
}

/** Runs on plain data: the query language knows no dates, and nothing else of ours. */
function jmespath(data: unknown, query: unknown): unknown {
  if (typeof data === 'string' || typeof query !== 'string') {
    throw new ExpressionError('expected two arguments (Object, string) for this function')
  }
  spendSize(query.length * 32)
  return search(toPlain(data), query) as unknown
}

const min = builtin('$min', { call: (...numbers: unknown[]) => Math.min(...numbers.map(Number)) })
const max = builtin('$max', { call: (...numbers: unknown[]) => Math.max(...numbers.map(Number)) })
const mean = builtin('$average', { call: (...numbers: unknown[]) => average(numbers) })
const not = builtin('$not', { call: (value: unknown) => !value })
const query = builtin('$jmespath', { call: jmespath })

/** Functions that expressions have besides JavaScript's. */
export const functions: Readonly<Record<string, unknown>> = {
  $if: builtin('$if', { call: choose }),
  $ifEmpty: builtin('$ifEmpty', { call: ifEmpty }),
  $min: min,
  min,
  $max: max,
  max,
  $average: mean,
  average: mean,
  $not: not,
  not,
  numberList: builtin('numberList', { call: numberList }),
  zip: builtin('zip', { call: zip }),
  toPathSegment: builtin('toPathSegment', { call: toPathSegment }),
  $jmespath: query,
  $jmesPath: query,
}
