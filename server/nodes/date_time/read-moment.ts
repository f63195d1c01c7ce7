import { DateTime } from 'luxon'

// Below this a number is read as seconds since 1970, from here on as milliseconds.
const firstMillisecond = 100_000_000_000

const startsWithYear = /^(?:\d{4}|[+-]\d{6})/
const namesZone = /(?:Z|GMT|UTC|[+-]\d{2}:?\d{2}|\b[ECMP][SD]T)\s*(?:\([^)]*\))?$/i

/**
 * The moment a value stands for. A number, or a text that is one, counts
 * seconds or milliseconds since 1970; a text without a zone is meant in `zone`,
 * one with an offset keeps it. Undefined when it is no date.
 */
export function readMoment(value: unknown, zone: string): DateTime<true> | undefined {
  if (DateTime.isDateTime(value)) return valid(value)
  if (value instanceof Date) return valid(DateTime.fromJSDate(value, { zone }))
  if (typeof value !== 'string' && typeof value !== 'number' && value !== null && value !== undefined) return undefined
  const text = String(value ?? '').trim()
  const number = Number(text)
  if (!Number.isNaN(number)) return valid(fromNumber(number, zone))
  return readText(text, zone)
}

function fromNumber(number: number, zone: string): DateTime {
  const seconds = Math.abs(number) < firstMillisecond || !Number.isInteger(number)
  return DateTime.fromMillis(Math.round(seconds ? number * 1000 : number), { zone })
}

function readText(text: string, zone: string): DateTime<true> | undefined {
  const options = { zone, setZone: true }
  const standard =
    (startsWithYear.test(text)
      ? (valid(DateTime.fromISO(text, options)) ?? valid(DateTime.fromSQL(text, options)))
      : undefined) ??
    valid(DateTime.fromRFC2822(text, options)) ??
    valid(DateTime.fromHTTP(text, options))
  if (standard !== undefined) return standard
  if (!/\d{4}/.test(text)) return undefined
  const loose = valid(DateTime.fromJSDate(new Date(text)))
  // The language reads a text without a zone in the zone of the machine; what was meant is `zone`.
  return loose && valid(loose.setZone(zone, { keepLocalTime: !namesZone.test(text) }))
}

function valid(moment: DateTime): DateTime<true> | undefined {
  return moment.isValid ? (moment as DateTime<true>) : undefined
}
