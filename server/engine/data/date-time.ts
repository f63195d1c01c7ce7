import { DateTime, type DateTimeOptions } from 'luxon'

const readers: readonly ((text: string, options: DateTimeOptions) => DateTime)[] = [
  (text, options) => DateTime.fromISO(text, options),
  (text, options) => DateTime.fromHTTP(text, options),
  (text, options) => DateTime.fromRFC2822(text, options),
  (text, options) => DateTime.fromSQL(text, options),
]

/**
 * The moment a value stands for: a date object, or a text in ISO 8601, HTTP,
 * RFC 2822 or SQL form, or in one of the loose forms JavaScript reads. A date
 * without a zone is meant in `timezone`. Undefined when it is no date; numbers
 * are none, for nobody can tell seconds from milliseconds.
 */
export function readDateTime(value: unknown, timezone?: string): DateTime | undefined {
  if (DateTime.isDateTime(value)) return value.isValid ? value : undefined
  const zone = timezone === undefined ? {} : { zone: timezone }
  if (value instanceof Date) return valid(DateTime.fromJSDate(value, zone))
  const text = String(value).trim()
  for (const read of readers) {
    const moment = valid(read(text, { ...zone, setZone: true }))
    if (moment !== undefined) return moment
  }
  return text === '' ? undefined : valid(DateTime.fromJSDate(new Date(text), zone))
}

function valid(moment: DateTime): DateTime | undefined {
  return moment.isValid ? moment : undefined
}
