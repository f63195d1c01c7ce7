import { DateTime } from 'luxon'
import { LOCALE_STEPS, spend } from '../budget.ts'

/** Reads a moment from text in one of the usual forms. A zone in the text is kept; without one it is the workflow's. */
export function parseDateTime(text: string): DateTime | undefined {
  spend(LOCALE_STEPS)
  const readers = [
    () => DateTime.fromISO(text, { setZone: true }),
    () => DateTime.fromHTTP(text, { setZone: true }),
    () => DateTime.fromRFC2822(text, { setZone: true }),
    () => DateTime.fromSQL(text, { setZone: true }),
    () => DateTime.fromMillis(Date.parse(text)),
  ]
  for (const read of readers) {
    const parsed = tryRead(read)
    if (parsed?.isValid === true) return parsed
  }
  return undefined
}

function tryRead(read: () => DateTime): DateTime | undefined {
  try {
    return read()
  } catch {
    // Luxon throws, instead of returning an invalid date, for a number that is none.
    return undefined
  }
}
