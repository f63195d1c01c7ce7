import { DateTime } from 'luxon'
import { BoundedCache } from '../bounded-cache.ts'
import { FORMATTER_STEPS, LOCALE_STEPS, spend } from '../budget.ts'
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

const plainFormatters = new BoundedCache<Intl.NumberFormat>(100)

/** To make one takes far longer than to use it, so those without options are kept. */
function formatter(locale: string, options: Intl.NumberFormatOptions | undefined): Intl.NumberFormat {
  const known = options === undefined && typeof locale === 'string' ? plainFormatters.get(locale) : undefined
  if (known !== undefined) return known
  spend(FORMATTER_STEPS)
  const made = new Intl.NumberFormat(locale, options)
  if (options === undefined && typeof locale === 'string') plainFormatters.set(locale, made)
  return made
}

/** A number as people of a language write it. */
export function formatNumber(value: number, [locale = 'en-US', options]: unknown[]): string {
  spend(LOCALE_STEPS)
  return formatter(locale as string, options as Intl.NumberFormatOptions | undefined).format(value)
}

export const numberExtensions: Readonly<Record<string, Extension>> = {
  ceil: (value: number) => Math.ceil(value),
  floor: (value: number) => Math.floor(value),
  round,
  abs: (value: number) => Math.abs(value),
  format: formatNumber,
  isInteger: (value: number) => Number.isInteger(value),
  isEven: (value: number) => wholeNumber('isEven', value) % 2 === 0,
  isOdd: (value: number) => Math.abs(wholeNumber('isOdd', value) % 2) === 1,
  toBoolean: (value: number) => value !== 0,
  toInt: (value: number) => round(value, []),
  toFloat: (value: number) => value,
  toDateTime: (value: number, [unit]) => toDateTime(value, unit),
}
