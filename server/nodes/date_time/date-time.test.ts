import type { JsonObject } from '@steward/sdk/node'
import { DateTime } from 'luxon'
import { expect, test } from 'vitest'
import { callNode, jsonOf } from '../../test/call-node.ts'
import dateTime from './index.ts'

const timezone = 'Europe/Berlin'
const run = async (parameters: JsonObject, version = 2, value?: unknown) =>
  jsonOf(await callNode(dateTime, { parameters, version, timezone, items: [{ a: 1 }], evaluate: () => value }))[0]

test('the current date is told in the zone of the workflow', async () => {
  expect(await run({})).toEqual({ currentDate: '2023-11-14T23:13:20.000+01:00' })
  expect(await run({ includeTime: false })).toEqual({ currentDate: '2023-11-14T00:00:00.000+01:00' })
})

test('a day across the change to summer time keeps the time of day', async () => {
  expect(await run({ operation: 'addToDate', magnitude: '2024-03-30T12:00:00+01:00', duration: 1 })).toEqual({
    newDate: '2024-03-31T12:00:00.000+02:00',
  })
})

test.each([
  [1_700_000_000, '2023-11-14'],
  ['1700000000', '2023-11-14'],
  [1_700_000_000_123, '2023-11-14'],
  ['November 14, 2023', '2023-11-14'],
  ['2023-11-14T23:30:00-05:00', '2023-11-14'],
])('%s is read as a date', async (date, day) => {
  expect(await run({ operation: 'formatDate', date, format: 'yyyy-MM-dd' })).toEqual({ formattedDate: day })
})

test('what is no date is refused, also the text 12:30', async () => {
  for (const date of ['soon', '12:30'])
    await expect(run({ operation: 'formatDate', date })).rejects.toThrow('Invalid date format')
})

test('rounding, taking apart and measuring happen in the zone of the workflow', async () => {
  const date = '2024-02-29T23:30:00Z'
  expect(await run({ operation: 'roundDate', date, toNearest: 'month' })).toEqual({
    roundedDate: '2024-03-01T00:00:00.000+01:00',
  })
  expect(await run({ operation: 'extractDate', date, part: 'day' })).toEqual({ datePart: 1 })
  expect(
    await run({ operation: 'getTimeBetweenDates', startDate: date, endDate: '2024-03-02T23:30:00Z', units: ['day', 'hour'] }),
  ).toEqual({
    timeDifference: { days: 2, hours: 0 },
  })
})

test('version 1 writes its own dialect of format and keeps the other fields', async () => {
  const parameters = { value: '2024-02-03T04:05:06Z', custom: true, toFormat: 'dddd Do [of] MMMM YYYY, hh:mm A' }
  expect(await run(parameters, 1)).toEqual({ a: 1, data: 'Saturday 3rd of February 2024, 04:05 AM' })
})

test('version 1 reads a format and moves between zones', async () => {
  const options = { fromFormat: 'DD.MM.YYYY HH:mm', fromTimezone: 'Asia/Tokyo', toTimezone: 'UTC' }
  expect(await run({ value: '03.02.2024 09:00', custom: true, toFormat: 'YYYY-MM-DD HH:mm', options }, 1)).toEqual({
    a: 1,
    data: '2024-02-03 00:00',
  })
})

test('a date object from an expression is taken as it is', async () => {
  const value = DateTime.fromISO('2024-01-01T00:00:00', { zone: 'Asia/Tokyo' })
  expect(await run({ operation: 'formatDate', date: '={{ x }}', format: 'yyyy-MM-dd' }, 2, value)).toEqual({
    formattedDate: '2024-01-01',
  })
})

test('an item that fails becomes an item with the reason where the node goes on', async () => {
  const outputs = await callNode(dateTime, {
    parameters: { operation: 'formatDate', date: 'x' },
    onError: 'continueRegularOutput',
  })
  expect(jsonOf(outputs)).toEqual([{ error: 'Invalid date format' }])
})
