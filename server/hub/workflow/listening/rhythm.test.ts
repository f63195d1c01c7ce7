import type { ScheduleListen } from '@steward/sdk/node'
import { Cron } from 'croner'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { nextTick, type Rhythm, ticksBetween } from './rhythm.ts'

type Every = Extract<ScheduleListen, { cron: string }>['every']

const rhythm = (cron: string, timezone = 'UTC', every?: Every): Rhythm => ({
  listen: { kind: 'schedule', text: cron, cron, ...(every === undefined ? {} : { every }) },
  timezone,
})
const once = (at: string, timezone: string, own?: string): Rhythm => ({
  listen: { kind: 'schedule', text: at, at, ...(own === undefined ? {} : { timezone: own }) },
  timezone,
})
const iso = (tick: Date | undefined) => tick?.toISOString().replace('.000Z', 'Z')
const date = (text: string) => new Date(text.length > 16 ? text : `${text}:00Z`)
const between = (of: Rhythm, after: string, until: string, last?: string) =>
  ticksBetween(of, {
    after: date(after),
    until: date(until),
    last: last === undefined ? undefined : date(last),
    max: 1_000,
  }).map((tick) => iso(tick)?.replace(':00Z', ''))

test('ticks are counted from after one time up to another, both to the second', () => {
  const minutes = rhythm('*/10 * * * *')

  expect(between(minutes, '2026-01-01T00:00', '2026-01-01T00:30')).toEqual([
    '2026-01-01T00:10',
    '2026-01-01T00:20',
    '2026-01-01T00:30',
  ])
  expect(between(minutes, '2026-01-01T00:10', '2026-01-01T00:19:59Z')).toEqual([])
  expect(iso(nextTick(rhythm('*/20 * * * * *'), new Date('2026-01-01T00:00:19.999Z')))).toBe('2026-01-01T00:00:20Z')
  expect(iso(nextTick(rhythm('*/20 * * * * *'), new Date('2026-01-01T00:00:20Z')))).toBe('2026-01-01T00:00:40Z')
})

// Zone, expression, from and until, and every tick between (UTC).
test.each<[string, string, string, string, string[]]>([
  // The gap of spring: a time of day ticks at its end, steps leave it out.
  ['America/New_York', '30 2 * * *', '2026-03-07T12:00', '2026-03-09T12:00', ['2026-03-08T07:00', '2026-03-09T06:30']],
  ['America/New_York', '*/30 2 * * *', '2026-03-07T12:00', '2026-03-09T06:40', ['2026-03-09T06:00', '2026-03-09T06:30']],
  ['Europe/Berlin', '30 2 * * 0', '2026-03-28T00:00', '2026-04-06T00:00', ['2026-03-29T01:00', '2026-04-05T00:30']],
  ['America/Sao_Paulo', '0 0 * * *', '2018-11-03T12:00', '2018-11-05T12:00', ['2018-11-04T03:00', '2018-11-05T02:00']],
  // The overlap of autumn: a time of day ticks the first time, steps tick both times.
  ['America/New_York', '30 1 * * *', '2026-10-31T12:00', '2026-11-02T12:00', ['2026-11-01T05:30', '2026-11-02T06:30']],
  [
    'America/New_York',
    '*/30 * * * *',
    '2026-11-01T05:00',
    '2026-11-01T07:00',
    ['2026-11-01T05:30', '2026-11-01T06:00', '2026-11-01T06:30', '2026-11-01T07:00'],
  ],
  ['America/New_York', '0 * * * *', '2026-11-01T04:30', '2026-11-01T06:30', ['2026-11-01T05:00', '2026-11-01T06:00']],
  // Half an hour is skipped and repeated at Lord Howe.
  ['Australia/Lord_Howe', '15 2 * * *', '2026-10-03T00:00', '2026-10-05T00:00', ['2026-10-03T15:30', '2026-10-04T15:15']],
  ['Australia/Lord_Howe', '45 1 * * *', '2026-04-03T15:30', '2026-04-05T15:30', ['2026-04-04T14:45', '2026-04-05T15:15']],
  [
    'Australia/Lord_Howe',
    '*/15 * * * *',
    '2026-04-04T14:30',
    '2026-04-04T15:30',
    ['2026-04-04T14:45', '2026-04-04T15:00', '2026-04-04T15:15', '2026-04-04T15:30'],
  ],
  // Zones that changed their rules: a half hour for good, a day that was left out, summer time given up.
  [
    'America/Caracas',
    '15 2 * * *',
    '2016-04-30T00:00',
    '2016-05-02T12:00',
    ['2016-04-30T06:45', '2016-05-01T06:45', '2016-05-02T06:15'],
  ],
  [
    'Pacific/Apia',
    '0 12 * * *',
    '2011-12-28T23:00',
    '2011-12-31T23:00',
    ['2011-12-29T22:00', '2011-12-30T22:00', '2011-12-31T22:00'],
  ],
  ['Europe/Istanbul', '0 9 * * *', '2016-10-29T12:00', '2016-10-31T12:00', ['2016-10-30T06:00', '2016-10-31T06:00']],
  ['Asia/Pyongyang', '0 9 * * *', '2018-05-03T12:00', '2018-05-05T12:00', ['2018-05-04T00:30', '2018-05-05T00:00']],
  // Offsets that are no whole hours, and far ones.
  ['Asia/Kathmandu', '0 9 * * *', '2026-01-01T00:00', '2026-01-02T00:00', ['2026-01-01T03:15']],
  ['Pacific/Kiritimati', '0 0 1 * *', '2026-01-01T00:00', '2026-03-01T00:00', ['2026-01-31T10:00', '2026-02-28T10:00']],
  ['UTC', '0 0 29 2 *', '2026-01-01T00:00', '2033-01-01T00:00', ['2028-02-29T00:00', '2032-02-29T00:00']],
])('in %s "%s" between %s and %s ticks at %j', (...[zone, cron, after, until, expected]) => {
  expect(between(rhythm(cron, zone), after, until)).toEqual(expected)
})

test.each([
  ['2026-05-01T09:00:00', 'Europe/Berlin', undefined, '2026-05-01T07:00:00Z'],
  ['2026-05-01T09:00:00', 'Europe/Berlin', 'Asia/Tokyo', '2026-05-01T00:00:00Z'],
  ['2026-05-01T09:00:00Z', 'Europe/Berlin', undefined, '2026-05-01T09:00:00Z'],
  ['2026-03-08T02:30:00', 'America/New_York', undefined, '2026-03-08T07:00:00Z'],
  ['2026-11-01T01:30:00', 'America/New_York', undefined, '2026-11-01T05:30:00Z'],
  ['2026-10-04T02:15:00', 'Australia/Lord_Howe', undefined, '2026-10-03T15:30:00Z'],
  ['2011-12-30T12:00:00', 'Pacific/Apia', undefined, '2011-12-30T10:00:00Z'],
])('the one-off %s in %s (%s) is %s, and nothing after it', (at, timezone, own, expected) => {
  const of = once(at, timezone, own)
  const tick = nextTick(of, new Date(0))

  expect(iso(tick)).toBe(expected)
  expect(nextTick(of, tick as Date)).toBeUndefined()
})

test('every third day counts from the last day it fired, in the time zone of the workflow', () => {
  const third = rhythm('0 9 * * *', 'Europe/Berlin', { unit: 'days', count: 3 })

  // Nothing has fired yet: the first tick counts.
  expect(between(third, '2026-03-26T00:00', '2026-04-02T00:00')).toEqual([
    '2026-03-26T08:00',
    '2026-03-29T07:00',
    '2026-04-01T07:00',
  ])
  expect(between(third, '2026-03-26T08:00', '2026-03-29T06:00', '2026-03-26T08:00')).toEqual([])
  expect(iso(nextTick(third, new Date('2026-03-26T08:00:01Z'), new Date('2026-03-26T08:00:00Z')))).toBe('2026-03-29T07:00:00Z')
})

test('every second week means all chosen days of that week', () => {
  const weeks = rhythm('0 9 * * 1,3', 'UTC', { unit: 'weeks', count: 2 })

  expect(between(weeks, '2026-01-05T00:00', '2026-01-22T00:00')).toEqual([
    '2026-01-05T09:00',
    '2026-01-07T09:00',
    '2026-01-19T09:00',
    '2026-01-21T09:00',
  ])
})

test('every second month, every fifth hour, and intervals of years', () => {
  const months = rhythm('0 0 31 * *', 'UTC', { unit: 'months', count: 2 })
  const hours = rhythm('0 * * * *', 'UTC', { unit: 'hours', count: 5 })
  const long = rhythm('0 * * * *', 'UTC', { unit: 'hours', count: 50_000 })
  const never = rhythm('0 * * * *', 'UTC', { unit: 'hours', count: Number.MAX_SAFE_INTEGER })
  const [now, last] = [new Date('2026-01-01T00:30:00Z'), new Date('2026-01-01T00:00:00Z')]

  expect(between(months, '2026-01-01T00:00', '2026-08-01T00:00')).toEqual([
    '2026-01-31T00:00',
    '2026-03-31T00:00',
    '2026-05-31T00:00',
    '2026-07-31T00:00',
  ])
  expect(between(hours, '2026-01-01T00:00', '2026-01-01T12:00')).toEqual([
    '2026-01-01T01:00',
    '2026-01-01T06:00',
    '2026-01-01T11:00',
  ])
  expect(iso(nextTick(long, now, last))).toBe('2031-09-15T08:00:00Z')
  expect(nextTick(never, now, last)).toBeUndefined()
})

test('what never comes has no next tick, and an unknown zone is refused', () => {
  expect(nextTick(rhythm('0 0 31 2 *'), new Date())).toBeUndefined()
  expect(() => nextTick(rhythm('0 9 * * *', 'Mars/Base'), new Date())).toThrow('There is no time zone "Mars/Base".')
  expect(() => nextTick(once('2026-05-01T09:00:00', 'Mars/Base'), new Date())).toThrow('There is no time zone "Mars/Base".')
})

const zones = [
  'UTC',
  'America/New_York',
  'Europe/Berlin',
  'Australia/Lord_Howe',
  'Africa/Casablanca',
  'America/St_Johns',
  'Asia/Tehran',
  'Pacific/Chatham',
]
const field = (least: number, most: number) =>
  fc.oneof(
    fc.constant('*'),
    fc.integer({ min: least, max: most }).map(String),
    fc.integer({ min: 2, max: Math.max(2, most >> 1) }).map((step) => `*/${step}`),
    fc.uniqueArray(fc.integer({ min: least, max: most }), { minLength: 2, maxLength: 4 }).map((list) => list.join(',')),
  )
const anyCron = fc
  .tuple(
    fc.option(field(0, 59)),
    field(0, 59),
    field(0, 23),
    fc.oneof(fc.constant('*'), field(1, 28)),
    fc.constant('*'),
    field(0, 6),
  )
  .map(([second, ...rest]) => [...(second === null ? [] : [second]), ...rest].join(' '))
const anyEvery = fc.option(
  fc.record({
    unit: fc.constantFrom('hours' as const, 'days' as const, 'weeks' as const, 'months' as const),
    count: fc.integer({ min: 2, max: 9 }),
  }),
  { nil: undefined },
)
// Around the changes of the clock, where mistakes live, and anywhere else.
const anyTime = fc
  .tuple(
    fc.constantFrom('2026-03-08', '2026-11-01', '2026-03-29', '2026-10-04', '2026-04-05', '2026-02-15', '2025-06-20'),
    fc.integer({ min: -172_800, max: 172_800 }),
  )
  .map(([day, seconds]) => new Date(Date.parse(day) + seconds * 1000))

test('the next tick comes after the time asked about, also within the second', () => {
  fc.assert(
    fc.property(
      anyCron,
      fc.constantFrom(...zones),
      anyEvery,
      anyTime,
      fc.integer({ min: 0, max: 999 }),
      (...[cron, zone, every, time, ms]) => {
        const after = new Date(time.getTime() + ms)
        const first = nextTick(rhythm(cron, zone, every), after)
        if (first === undefined) return
        const second = nextTick(rhythm(cron, zone, every), first, first)

        expect(first > after).toBe(true)
        expect(first.getTime() % 1000).toBe(0)
        expect(second === undefined || second > first).toBe(true)
      },
    ),
    { numRuns: 400 },
  )
})

test('the ticks between two times are the same, asked for at once or in any number of steps', () => {
  fc.assert(
    fc.property(
      anyCron,
      fc.constantFrom(...zones),
      anyEvery,
      anyTime,
      fc.array(fc.integer({ min: 1, max: 20_000_000 }), { minLength: 1, maxLength: 6 }),
      (...[cron, zone, every, from, steps]) => {
        const of = rhythm(cron, zone, every)
        const whole = ticksBetween(of, {
          after: from,
          until: new Date(from.getTime() + steps.reduce((a, b) => a + b)),
          max: 1_000,
        })
        const parts: Date[] = []
        let after = from
        for (const step of steps) {
          const until = new Date(after.getTime() + step)
          parts.push(...ticksBetween(of, { after, until, last: parts.at(-1), max: 1_000 - parts.length }))
          after = until
        }

        expect(parts).toEqual(whole)
      },
    ),
    { numRuns: 150 },
  )
})

test('the quick way over days without a change of the clock gives what the zone gives', () => {
  fc.assert(
    fc.property(anyCron, fc.constantFrom(...zones), anyTime, (cron, timezone, after) => {
      expect(nextTick(rhythm(cron, timezone), after)).toEqual(
        new Cron(cron, { timezone, paused: true }).nextRun(after) ?? undefined,
      )
    }),
    { numRuns: 400 },
  )
})
