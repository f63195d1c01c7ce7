import fc from 'fast-check'
import { expect, test } from 'vitest'
import { letThrough, type Marks, type Pace, takePlace } from './pace.ts'

/** The most that lie within any period of this length. */
function busiest(timesMs: readonly number[], periodMs: number): number {
  return Math.max(0, ...timesMs.map((end) => timesMs.filter((at) => at > end - periodMs && at <= end).length))
}

const paces = fc.record({ limit: fc.integer({ min: 1, max: 400 }), periodMs: fc.integer({ min: 1, max: 60_000 }) })
const arrivals = fc.array(fc.integer({ min: 0, max: 3_000 }), { minLength: 1, maxLength: 600 })

const throughOf = (pace: Pace, gaps: readonly number[]) => {
  let marks: Marks = []
  let nowMs = 1_000_000
  const passed: number[] = []
  for (const gap of gaps) {
    nowMs += gap
    const result = letThrough(marks, pace, nowMs)
    if ('retryMs' in result) continue
    marks = result.marks
    passed.push(nowMs)
  }
  return passed
}

const placesOf = (pace: Pace, gaps: readonly number[]) => {
  let marks: Marks = []
  let nowMs = 1_000_000
  return gaps.map((gap) => {
    nowMs += gap
    const place = takePlace(marks, pace, nowMs)
    marks = place.marks
    return { nowMs, atMs: place.atMs }
  })
}

test('a rate limit never lets more through than its limit, in any period', () => {
  fc.assert(fc.property(paces, arrivals, (pace, gaps) => busiest(throughOf(pace, gaps), pace.periodMs) <= pace.limit))
})

test('a rate limit lets everything through that stays below it', () => {
  const passed = throughOf({ limit: 3, periodMs: 1_000 }, [0, 0, 0, 1_000, 500, 500, 10])

  expect(passed).toHaveLength(7)
})

test('a refused start is told when the next one may come, and then it may', () => {
  const pace = { limit: 2, periodMs: 1_000 }
  const first = letThrough([], pace, 5_000) as { marks: Marks }
  const second = letThrough(first.marks, pace, 5_400) as { marks: Marks }

  const refused = letThrough(second.marks, pace, 5_600)

  expect(refused).toEqual({ retryMs: 400 })
  expect(letThrough(second.marks, pace, 6_000)).toHaveProperty('marks')
})

test('a throttle starts everything, in order, never more than its limit in any period', () => {
  fc.assert(
    fc.property(paces, arrivals, (pace, gaps) => {
      const places = placesOf(pace, gaps)
      const times = places.map((place) => place.atMs)
      expect(times).toEqual(times.toSorted((a, b) => a - b))
      expect(places.every((place) => place.atMs >= place.nowMs)).toBe(true)
      expect(busiest(times, pace.periodMs)).toBeLessThanOrEqual(pace.limit)
    }),
  )
})

test('a throttle gives the earliest place there is', () => {
  const places = placesOf({ limit: 2, periodMs: 60_000 }, [0, 0, 0, 0, 0])

  expect(places.map((place) => place.atMs - 1_000_000)).toEqual([0, 0, 60_000, 60_000, 120_000])
})

test('what is remembered stays small, however large the limit', () => {
  let marks: Marks = []
  for (let n = 0; n < 50_000; n++) marks = takePlace(marks, { limit: 10_000, periodMs: 60_000 }, 1_000_000 + n).marks

  expect(marks.length).toBeLessThan(250)
})
