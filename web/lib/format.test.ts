import { expect, test } from 'vitest'
import { formatAge, formatBytes, formatChange, formatCount, formatDuration, formatShare, initials } from './format.ts'

test('durations have at most two parts', () => {
  expect([0.4, 640, 1900, 38_000, 252_000, 7_500_000, 90_000_000].map(formatDuration)).toEqual([
    '<1 ms',
    '640 ms',
    '1.9 s',
    '38 s',
    '4 m 12 s',
    '2 h 5 m',
    '1 d 1 h',
  ])
})

test('a duration that is not known is a dash', () => {
  expect(formatDuration(null)).toBe('–')
})

test('an age is said in its largest unit, and never in the future', () => {
  const now = Date.parse('2026-11-21T12:00:00Z')
  const ages = [
    '2026-11-21T11:59:52Z',
    '2026-11-21T11:39:00Z',
    '2026-11-20T13:00:00Z',
    '2026-11-18T11:00:00Z',
    '2026-11-21T12:00:09Z',
  ]
  expect(ages.map((from) => formatAge(from, now))).toEqual(['8 s', '21 min', '23 h', '3 d', '0 s'])
})

test('a share is never rounded up to a hundred when something failed', () => {
  expect(formatShare(9999, 10_000)).toBe('99.9 %')
  expect(formatShare(10_000, 10_000)).toBe('100 %')
  expect(formatShare(0, 0)).toBe('–')
})

test('a change says its direction, and nothing where there was nothing before', () => {
  expect([formatChange(106, 100), formatChange(94, 100), formatChange(5, 5), formatChange(5, 0)]).toEqual([
    '+6 %',
    '−6 %',
    '±0 %',
    '',
  ])
})

test('counts and sizes can be read at a glance', () => {
  expect(formatCount(8412)).toBe('8\u202f412')
  expect([formatBytes(999), formatBytes(12_300), formatBytes(4_560_000)]).toEqual(['999 B', '12.3 kB', '4.6 MB'])
})

test('initials come from the first and the last name', () => {
  expect([initials('Mara Lindqvist'), initials('mara'), initials('Ada B. Byron')]).toEqual(['ML', 'MA', 'AB'])
})
