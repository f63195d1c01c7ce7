import fc from 'fast-check'
import { expect, test } from 'vitest'
import { drawOf, nextTryMs, retryAfterMs, retryingOf } from './retry-policy.ts'

const tries = (count: number, more: Partial<Parameters<typeof nextTryMs>[1]> = {}) => ({
  count,
  firstMs: 0,
  nowMs: 1_000_000,
  retryAfterMs: undefined,
  draw: 0,
  ...more,
})
const policy = (more: object) => retryingOf({ retry: { maxTries: 9, backoff: 'exponential', initialMs: 1_000, ...more } })!
const waits = (retrying: ReturnType<typeof policy>, more = {}) =>
  [1, 2, 3, 4, 5].map((count) => {
    const atMs = nextTryMs(retrying, tries(count, more))
    return atMs === undefined ? undefined : atMs - 1_000_000
  })

test("n8n's retry keeps its bounds: two to five tries, at most five seconds between them, whatever the service asks for", () => {
  const settings = { retryOnFail: true, maxTries: 99, waitBetweenTriesMs: 60_000 }
  expect(waits(retryingOf(settings)!, { retryAfterMs: 90_000 })).toEqual([5_000, 5_000, 5_000, 5_000, undefined])
  expect(retryingOf({ retryOnFail: true })).toMatchObject({ maxTries: 3, initialMs: 1000, careful: false })
  expect(retryingOf({ retryOnFail: true, maxTries: 0 })).toMatchObject({ maxTries: 2 })
  expect(retryingOf({ maxTries: 4 })).toBeUndefined()
})

test('a policy counts in place of the settings of n8n', () => {
  const settings = { retryOnFail: true, maxTries: 5, retry: { maxTries: 2, backoff: 'fixed' as const, initialMs: 7 } }
  expect(waits(retryingOf(settings)!)).toEqual([7, undefined, undefined, undefined, undefined])
})

test('waits grow by the factor up to the longest one', () => {
  expect(waits(policy({ maxMs: 5_000 }))).toEqual([1_000, 2_000, 4_000, 5_000, 5_000])
  expect(waits(policy({ factor: 3 }))).toEqual([1_000, 3_000, 9_000, 27_000, 81_000])
  expect(waits(policy({ backoff: 'fixed' }))).toEqual([1_000, 1_000, 1_000, 1_000, 1_000])
  const month = 30 * 86_400_000
  expect(nextTryMs(policy({ maxTries: 100, factor: 10 }), tries(99))).toBe(1_000_000 + month)
})

test('the service may ask for a longer wait than the policy allows, but not for an absurd one', () => {
  expect(waits(policy({ maxMs: 2_000 }), { retryAfterMs: 30_000 })[0]).toBe(30_000)
  expect(waits(policy({}), { retryAfterMs: 10 })[0]).toBe(1_000)
  expect(waits(policy({ retryAfter: false }), { retryAfterMs: 30_000 })[0]).toBe(1_000)
  expect(waits(policy({}), { retryAfterMs: 1e15 })[0]).toBe(7 * 86_400_000)
})

test('no try begins later than the policy allows after the first one', () => {
  expect(waits(policy({ maxAgeMs: 1_002_000 }))).toEqual([1_000, 2_000, undefined, undefined, undefined])
  expect(nextTryMs(policy({ maxAgeMs: 1_030_000 }), tries(1, { retryAfterMs: 31_000 }))).toBeUndefined()
})

test('jitter draws each wait between half of it and all of it, the same for the same try', () => {
  fc.assert(
    fc.property(fc.string(), fc.integer({ min: 1, max: 8 }), (seed, count) => {
      const draw = drawOf(seed)
      const whole = nextTryMs(policy({}), tries(count))! - 1_000_000
      const drawn = nextTryMs(policy({ jitter: true }), tries(count, { draw }))! - 1_000_000
      return drawOf(seed) === draw && draw >= 0 && draw < 1 && drawn >= whole / 2 - 1 && drawn <= whole
    }),
  )
  const draws = Array.from({ length: 1_000 }, (_, n) => drawOf(`execution:node:0:${n}`))
  expect(draws.reduce((sum, one) => sum + one, 0) / 1_000).toBeCloseTo(0.5, 1)
})

test('Retry-After is read as seconds or as a date', () => {
  const nowMs = Date.parse('2026-11-21T12:00:00Z')
  expect(retryAfterMs('120', nowMs)).toBe(120_000)
  expect(retryAfterMs('Sat, 21 Nov 2026 12:00:30 GMT', nowMs)).toBe(30_000)
  expect(retryAfterMs('Sat, 21 Nov 2026 11:00:00 GMT', nowMs)).toBe(0)
  expect([retryAfterMs('', nowMs), retryAfterMs('soon', nowMs), retryAfterMs('-1', nowMs)]).toEqual([
    undefined,
    undefined,
    undefined,
  ])
})
