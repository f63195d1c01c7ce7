import { expect, test } from 'vitest'
import type { JsonObject } from '@steward/sdk/node'
import { callNode, nodeCall } from '../../test/call-node.ts'
import definitions from './index.ts'

const [scheduleTrigger, cron, interval] = definitions
const listen = (index: 0 | 1 | 2, parameters: object) => {
  const definition = definitions[index]
  return (definition?.listens?.(nodeCall(definition, { parameters: parameters as JsonObject }).node) ?? []).map((entry) =>
    entry.kind !== 'schedule'
      ? []
      : 'cron' in entry
        ? [entry.cron, entry.every, entry.text]
        : [entry.at, entry.timezone, entry.text],
  )
}
const rule = (...intervals: object[]) => ({ rule: { interval: intervals } })

test.each([
  [{}, '0 0 * * *', undefined, 'Every day at 00:00'],
  [{ field: 'seconds' }, '*/30 * * * * *', undefined, 'Every 30 seconds'],
  [{ field: 'minutes', minutesInterval: 1 }, '* * * * *', undefined, 'Every minute'],
  [
    { field: 'hours', hoursInterval: 6, triggerAtMinute: 5 },
    '5 * * * *',
    { unit: 'hours', count: 6 },
    'Every 6 hours at minute 5',
  ],
  [{ triggerAtHour: 9, triggerAtMinute: 30 }, '30 9 * * *', undefined, 'Every day at 09:30'],
  [{ daysInterval: 3, triggerAtHour: '9' }, '0 9 * * *', { unit: 'days', count: 3 }, 'Every 3 days at 09:00'],
  [{ field: 'weeks', triggerAtDay: [5, 1], triggerAtHour: 8 }, '0 8 * * 1,5', undefined, 'Every week on Monday, Friday at 08:00'],
  [{ field: 'months', triggerAtDayOfMonth: 31 }, '0 0 31 * *', undefined, 'Every month on day 31 at 00:00'],
  [{ field: 'cronExpression', expression: ' 0 9-17 * * 1-5 ' }, '0 9-17 * * 1-5', undefined, 'Cron 0 9-17 * * 1-5'],
])('the rule %j listens to %s', (stored, expected, every, text) => {
  expect(listen(0, rule(stored))).toEqual([[expected, every, text]])
})

test.each([
  [{ at: '2026-05-01T09:00' }, '2026-05-01T09:00:00', undefined, 'Once, on 2026-05-01 at 09:00'],
  [
    { at: '2026-05-01 09:00:30', timezone: 'Asia/Tokyo' },
    '2026-05-01T09:00:30',
    'Asia/Tokyo',
    'Once, on 2026-05-01 at 09:00:30 in Asia/Tokyo',
  ],
  [{ at: '2026-05-01T09:00:00+02:00' }, '2026-05-01T07:00:00Z', undefined, 'Once, on 2026-05-01 at 09:00 (UTC+02:00)'],
  [{ at: '2026-05-01', timezone: '' }, '2026-05-01T00:00:00', undefined, 'Once, on 2026-05-01 at 00:00'],
])('the one-off rule %j ticks at %s', (stored, at, timezone, text) => {
  expect(listen(0, rule({ field: 'at', ...stored }))).toEqual([[at, timezone, text]])
})

test.each([
  [{}, '"" is not a date and time'],
  [{ at: 'tomorrow' }, '"tomorrow" is not a date and time'],
  [{ at: 5 }, '5 is not a date and time'],
  [{ at: '2026-02-30T09:00' }, 'is not a date and time'],
  [{ at: '+275760-09-13T00:00' }, 'is not a date and time'],
  [{ at: '={{ $now }}' }, 'cannot be computed'],
  [{ at: '2026-05-01T09:00', timezone: 'Mars/Base' }, 'no time zone "Mars/Base"'],
])('the one-off rule %j is refused in words', (stored, message) => {
  expect(() => listen(0, rule({ field: 'at', ...stored }))).toThrow(message)
})

test('a trigger without rules runs every day, one with several at all of them', () => {
  expect(listen(0, {})).toHaveLength(1)
  expect(listen(0, rule({ field: 'hours' }, { field: 'minutes' }))).toHaveLength(2)
})

test('a rule that makes no sense is refused in words', () => {
  expect(() => listen(0, rule({ field: 'minutes', minutesInterval: 90 }))).toThrow('a whole number from 1 to 59')
  expect(() => listen(0, rule({ field: 'cronExpression', expression: 'tomorrow' }))).toThrow(
    '"tomorrow" is not a cron expression',
  )
  expect(() => listen(0, rule({ field: 'cronExpression', expression: '={{ $now }}' }))).toThrow('cannot be computed')
  expect(() => listen(0, rule({ field: 'cronExpression', expression: '2026-05-01T09:00:00' }))).toThrow('a single moment')
  expect(() => listen(0, rule({ field: 'weeks', triggerAtDay: [9] }))).toThrow('A weekday is a number')
})

test('the older nodes listen to the same kinds of times', () => {
  const times = [
    {},
    { mode: 'everyX', unit: 'minutes', value: 42 },
    { mode: 'everyWeek', hour: 13, minute: 17, weekday: '4' },
    { mode: 'everyHour', minute: 11 },
  ]

  expect(listen(1, { triggerTimes: { item: times } }).map(([expression]) => expression)).toEqual([
    '0 14 * * *',
    '*/42 * * * *',
    '17 13 * * 4',
    '11 * * * *',
  ])
  expect(listen(2, { interval: 15, unit: 'minutes' })).toEqual([['*/15 * * * *', undefined, 'Every 15 minutes']])
  expect(() => listen(2, { interval: 7, unit: 'seconds' })).toThrow('does not divide')
})

test('a tick tells the moment in the time zone of the workflow', async () => {
  const nowMs = Date.UTC(2024, 2, 1, 14, 5, 9)

  const outputs = await callNode(scheduleTrigger as NonNullable<typeof scheduleTrigger>, { nowMs, timezone: 'America/New_York' })

  expect(outputs[0]?.[0]?.json).toEqual({
    timestamp: '2024-03-01T09:05:09.000-05:00',
    'Readable date': 'March 1st 2024, 9:05:09 am',
    'Readable time': '9:05:09 am',
    'Day of week': 'Friday',
    Year: '2024',
    Month: 'March',
    'Day of month': '01',
    Hour: '09',
    Minute: '05',
    Second: '09',
    Timezone: 'America/New_York (UTC-05:00)',
  })
  expect([cron?.type, interval?.type]).toEqual(['cron', 'interval'])
})
