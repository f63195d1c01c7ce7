import { expect, test } from 'vitest'
import { nextTick, type Rhythm, type ScheduleListen, ticksBetween } from './tick.ts'

const rhythm = (cron: string, timezone = 'UTC', every?: ScheduleListen['every']): Rhythm => ({
  listen: { kind: 'schedule', cron, text: cron, ...(every === undefined ? {} : { every }) },
  timezone,
})
const between = (of: Rhythm, after: string, until: string, last?: string) =>
  ticksBetween(of, {
    after: new Date(after),
    until: new Date(until),
    lastFired: last === undefined ? undefined : new Date(last),
  }).map((tick) => tick.toISOString().replace('.000Z', 'Z'))

test('ticks are counted from after one time up to another, both to the second', () => {
  const minutes = rhythm('*/10 * * * *')

  expect(between(minutes, '2026-01-01T00:00:00Z', '2026-01-01T00:30:00Z')).toEqual([
    '2026-01-01T00:10:00Z',
    '2026-01-01T00:20:00Z',
    '2026-01-01T00:30:00Z',
  ])
  expect(between(minutes, '2026-01-01T00:10:00Z', '2026-01-01T00:19:59Z')).toEqual([])
})

test('of very many ticks only the newest are looked at, and the newest is the last one', () => {
  const ticks = between(rhythm('* * * * * *'), '2026-01-01T00:00:00Z', '2026-01-03T12:00:00Z')

  expect(ticks.length).toBeLessThanOrEqual(1_001)
  expect(ticks.at(-1)).toBe('2026-01-03T12:00:00Z')
  expect(ticks.toSorted()).toEqual(ticks)
})

test('a time that New York skips ticks once, as soon as the gap is over', () => {
  expect(between(rhythm('30 2 * * *', 'America/New_York'), '2026-03-07T12:00:00Z', '2026-03-09T12:00:00Z')).toEqual([
    '2026-03-08T07:00:00Z',
    '2026-03-09T06:30:00Z',
  ])
})

test('a time that New York has twice ticks once', () => {
  expect(between(rhythm('30 1 * * *', 'America/New_York'), '2026-10-31T12:00:00Z', '2026-11-02T12:00:00Z')).toEqual([
    '2026-11-01T05:30:00Z',
    '2026-11-02T06:30:00Z',
  ])
})

test('a half hour that Lord Howe skips or repeats ticks once', () => {
  const daily = rhythm('15 2 * * *', 'Australia/Lord_Howe')
  const early = rhythm('45 1 * * *', 'Australia/Lord_Howe')

  expect(between(daily, '2026-10-03T00:00:00Z', '2026-10-05T00:00:00Z')).toHaveLength(2)
  expect(between(early, '2026-04-03T15:30:00Z', '2026-04-05T15:30:00Z')).toHaveLength(2)
})

test('every third day counts from the last day it fired, in the time zone of the workflow', () => {
  const third = rhythm('0 9 * * *', 'Europe/Berlin', { unit: 'days', count: 3 })

  // Nothing has fired yet: the first tick counts.
  expect(between(third, '2026-03-26T00:00:00Z', '2026-04-02T00:00:00Z')).toEqual([
    '2026-03-26T08:00:00Z',
    '2026-03-29T07:00:00Z',
    '2026-04-01T07:00:00Z',
  ])
  expect(between(third, '2026-03-26T08:00:00Z', '2026-03-29T06:00:00Z', '2026-03-26T08:00:00Z')).toEqual([])
  expect(nextTick(third, new Date('2026-03-26T08:00:01Z'), new Date('2026-03-26T08:00:00Z'))?.toISOString()).toBe(
    '2026-03-29T07:00:00.000Z',
  )
})

test('every second week means all chosen days of that week', () => {
  const weeks = rhythm('0 9 * * 1,3', 'UTC', { unit: 'weeks', count: 2 })

  expect(between(weeks, '2026-01-05T00:00:00Z', '2026-01-22T00:00:00Z')).toEqual([
    '2026-01-05T09:00:00Z',
    '2026-01-07T09:00:00Z',
    '2026-01-19T09:00:00Z',
    '2026-01-21T09:00:00Z',
  ])
})

test('every second month and every fifth hour', () => {
  const months = rhythm('0 0 31 * *', 'UTC', { unit: 'months', count: 2 })
  const hours = rhythm('0 * * * *', 'UTC', { unit: 'hours', count: 5 })

  expect(between(months, '2026-01-01T00:00:00Z', '2026-08-01T00:00:00Z')).toEqual([
    '2026-01-31T00:00:00Z',
    '2026-03-31T00:00:00Z',
    '2026-05-31T00:00:00Z',
    '2026-07-31T00:00:00Z',
  ])
  expect(between(hours, '2026-01-01T00:00:00Z', '2026-01-01T12:00:00Z')).toEqual([
    '2026-01-01T01:00:00Z',
    '2026-01-01T06:00:00Z',
    '2026-01-01T11:00:00Z',
  ])
})
