import { toText } from '../member/text.ts'
import { DateTime, Interval, type Duration, type DurationUnit } from 'luxon'
import { ExpressionError } from '../error.ts'
import type { Extension } from './extend.ts'
import { parseDateTime } from './parse-date.ts'

type Moment = Date | DateTime

const toLuxon = (value: Moment) => (value instanceof Date ? DateTime.fromJSDate(value) : value)

/** What was a JavaScript date stays one. */
function like(original: Moment, value: DateTime): Moment {
  return original instanceof Date ? value.toJSDate() : value
}

function beginningOf(value: Moment, [unit = 'week']: unknown[]): Moment {
  return like(value, toLuxon(value).startOf(unit as 'week', { useLocaleWeeks: false }))
}

const parts: Readonly<Record<string, string>> = { week: 'weekNumber', yearDayNumber: 'ordinal', dayOfWeek: 'weekday' }

function extract(value: Moment, [part = 'week']: unknown[]): unknown {
  const name = toText(part)
  return toLuxon(value).get((parts[name] ?? singular(name)) as 'day')
}

const shortUnits: Readonly<Record<string, string>> = {
  ms: 'millisecond', s: 'second', m: 'minute', h: 'hour', d: 'day', M: 'month', Q: 'quarter', y: 'year', w: 'weekNumber',
} // prettier-ignore

function singular(unit: string): string {
  return shortUnits[unit] ?? (unit === 'weeks' ? 'weekNumber' : unit.replace(/s$/, ''))
}

/** A moment given as a date or as text; undefined where it is neither. */
function momentOf(value: unknown): DateTime | undefined {
  if (value instanceof Date) return DateTime.fromJSDate(value)
  if (DateTime.isDateTime(value)) return value
  if (typeof value !== 'string') return undefined
  const parsed = parseDateTime(value)
  return parsed?.isValid === true ? parsed : undefined
}

function isBetween(value: Moment, args: unknown[]): boolean | undefined {
  if (args.length !== 2) throw new ExpressionError('isBetween(): expected exactly two args')
  const [first, second] = args.map(momentOf)
  if (first === undefined || second === undefined) return undefined
  const [from, to] = first <= second ? [first, second] : [second, first]
  return Interval.fromDateTimes(from, to).contains(toLuxon(value))
}

function isInLast(value: Moment, [amount = 0, unit = 'minutes']: unknown[]): boolean {
  const now = DateTime.now()
  const moment = toLuxon(value)
  return now.minus({ [toText(unit)]: Number(amount) }) <= moment && moment <= now
}

function durationOf([amount, unit = 'milliseconds']: unknown[]): Duration | object {
  if (typeof amount === 'object' && amount !== null) return amount
  return { [toText(unit)]: amount === undefined ? 0 : Number(amount) }
}

const units = ['milliseconds', 'seconds', 'minutes', 'hours', 'days', 'weeks', 'months', 'quarters', 'years'] as const

function unitOf(unit: unknown): DurationUnit {
  const name = toText(unit)
  const found = units.find((each) => each === name || each === `${name}s`)
  if (found !== undefined) return found
  throw new ExpressionError(`Unsupported unit '${name}'. Supported: ${units.map((each) => `'${each}'`).join(', ')}.`)
}

function diff(value: Moment, other: DateTime, unit: unknown): unknown {
  const wanted = Array.isArray(unit) ? unit.map(unitOf) : [unitOf(unit)]
  const [only = 'days'] = wanted
  const moment = toLuxon(value)
  return wanted.length > 1 ? moment.diff(other, wanted).toObject() : moment.diff(other, only).as(only)
}

function diffTo(value: Moment, [other, unit = 'days']: unknown[]): unknown {
  if (other === undefined) return diff(value, DateTime.now(), unit)
  const moment = momentOf(other)
  if (moment === undefined && typeof other === 'string') throw new ExpressionError('cannot convert to Luxon DateTime')
  return moment === undefined ? NaN : diff(value, moment, unit)
}

export const dateExtensions: Readonly<Record<string, Extension>> = {
  beginningOf,
  endOfMonth: (value: Moment) => like(value, toLuxon(value).endOf('month')),
  extract,
  isBetween,
  isDst: (value: Moment) => toLuxon(value).isInDST,
  isInLast,
  isWeekend: (value: Moment) => toLuxon(value).weekday > 5,
  minus: (value: Moment, args) => like(value, toLuxon(value).minus(durationOf(args))),
  plus: (value: Moment, args) => like(value, toLuxon(value).plus(durationOf(args))),
  format: (value: Moment, [pattern = 'yyyy-MM-dd', options]) => toLuxon(value).toFormat(pattern as string, options as object),
  toDateTime: (value: Moment) => toLuxon(value),
  diffTo,
  diffToNow: (value: Moment, [unit = 'days']) => diff(value, DateTime.now(), unit),
  toInt: (value: Moment) => toLuxon(value).toMillis(),
  toFloat: (value: Moment) => toLuxon(value).toMillis(),
  toBoolean: () => undefined,
  isEmpty: () => false,
  isNotEmpty: () => true,
}
