import { DateTime } from 'luxon'
import { ExpressionError } from '../error.ts'
import type { Extension } from './extend.ts'

const DAYS_TO_1970 = 25_569
const MS_PER_DAY = 86_400_000

/** A moment given as a number: milliseconds, seconds or microseconds since 1970, or days as Excel counts them. */
export function toDateTime(value: number, format: unknown = 'ms'): DateTime {
  switch (format) {
    case 'ms':
      return DateTime.fromMillis(value)
    case 's':
      return DateTime.fromSeconds(value)
    case 'us':
      return DateTime.fromMillis(value / 1000)
    case 'excel':
      return DateTime.fromMillis((value - DAYS_TO_1970) * MS_PER_DAY)
    default:
      throw new ExpressionError(`Unsupported format '${String(format)}'. toDateTime() supports 'ms', 's', 'us' and 'excel'.`)
  }
}

function round(value: number, [places = 0]: unknown[]): number {
  return Number(value.toFixed(Number(places)))
}

function wholeNumber(name: string, value: number): number {
  if (!Number.isInteger(value)) throw new ExpressionError(`${name}() is only callable on integers`)
  return value
}

function format(value: number, [locale = 'en-US', options]: unknown[]): string {
  return new Intl.NumberFormat(locale as string, options as Intl.NumberFormatOptions).format(value)
}

export const numberExtensions: Readonly<Record<string, Extension>> = {
  ceil: (value: number) => Math.ceil(value),
  floor: (value: number) => Math.floor(value),
  round,
  abs: (value: number) => Math.abs(value),
  format,
  isInteger: (value: number) => Number.isInteger(value),
  isEven: (value: number) => wholeNumber('isEven', value) % 2 === 0,
  isOdd: (value: number) => Math.abs(wholeNumber('isOdd', value) % 2) === 1,
  toBoolean: (value: number) => value !== 0,
  toInt: (value: number) => round(value, []),
  toFloat: (value: number) => value,
  toDateTime: (value: number, [unit]) => toDateTime(value, unit),
}
