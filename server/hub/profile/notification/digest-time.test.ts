import { expect, test } from 'vitest'
import { mailTime } from './digest-time.ts'

const berlin = { hour: 8, weekday: 1, timezone: 'Europe/Berlin' }
const at = (mail: 'daily' | 'weekly' | 'at_once' | 'never', now: string, wish = berlin) =>
  mailTime(mail, new Date(now), wish)?.toISOString() ?? null

test('a daily digest goes out at the chosen hour of the person, today or tomorrow', () => {
  expect(at('daily', '2026-01-10T06:59:59.999Z')).toBe('2026-01-10T07:00:00.000Z')
  expect(at('daily', '2026-01-10T07:00:00.000Z')).toBe('2026-01-11T07:00:00.000Z')
  expect(at('daily', '2026-01-10T22:00:00Z', { ...berlin, timezone: 'America/Los_Angeles' })).toBe('2026-01-11T16:00:00.000Z')
})

test('the hour is that of the clock on the wall, also where it is changed in between', () => {
  // Summer time begins on 29 March 2026 and ends on 25 October.
  expect(at('daily', '2026-03-28T08:00:00Z')).toBe('2026-03-29T06:00:00.000Z')
  expect(at('daily', '2026-10-24T08:00:00Z')).toBe('2026-10-25T07:00:00.000Z')
  expect(at('weekly', '2026-10-21T08:00:00Z')).toBe('2026-10-26T07:00:00.000Z')
})

test('an hour that the clock skips comes an hour later, one that it has twice comes once', () => {
  const atTwo = { ...berlin, hour: 2 }
  expect(at('daily', '2026-03-28T12:00:00Z', atTwo)).toBe('2026-03-29T01:00:00.000Z')
  const first = at('daily', '2026-10-24T12:00:00Z', atTwo)
  expect(first).toBe('2026-10-25T01:00:00.000Z')
  expect(at('daily', first ?? '', atTwo)).toBe('2026-10-26T01:00:00.000Z')
})

test('a weekly digest waits for the day; at once is now, never is never, and an unknown zone is that of the world', () => {
  expect(at('weekly', '2026-01-12T06:59:00Z')).toBe('2026-01-12T07:00:00.000Z')
  expect(at('weekly', '2026-01-12T07:01:00Z')).toBe('2026-01-19T07:00:00.000Z')
  expect(at('at_once', '2026-01-12T07:01:00Z')).toBe('2026-01-12T07:01:00.000Z')
  expect(at('never', '2026-01-12T07:01:00Z')).toBeNull()
  expect(at('daily', '2026-01-12T07:01:00Z', { ...berlin, timezone: 'Mars/Base' })).toBe('2026-01-12T08:00:00.000Z')
})
