import fc from 'fast-check'
import { expect, test } from 'vitest'
import { memoryRateStore } from './rate-store.ts'

const start = 1_000_000_000

test('a minute’s worth may come at once, then as fast as it is allowed', () => {
  const store = memoryRateStore()
  const take = (atMs: number) => store.take('one', 60, start + atMs)

  const first = Array.from({ length: 61 }, () => take(0))

  expect(first.map(({ allowed }) => allowed)).toEqual([...Array.from({ length: 60 }, () => true), false])
  expect(first[0]).toMatchObject({ remaining: 59, resetSeconds: 1, retrySeconds: 0 })
  expect(first[60]).toMatchObject({ remaining: 0, resetSeconds: 60, retrySeconds: 1 })
  expect(take(999).allowed).toBe(false)
  expect(take(1_000).allowed).toBe(true)
  expect(take(1_001).allowed).toBe(false)
  expect(take(120_000)).toMatchObject({ allowed: true, remaining: 59 })
})

test('each key is counted for itself', () => {
  const store = memoryRateStore()

  expect(store.take('one', 1, start).allowed).toBe(true)
  expect(store.take('one', 1, start).allowed).toBe(false)
  expect(store.take('two', 1, start).allowed).toBe(true)
})

test('within any minute no more than twice the limit is let in, and whoever waits as told is let in', () => {
  const steps = fc.array(fc.nat({ max: 4_000 }), { minLength: 1, maxLength: 200 })
  fc.assert(
    fc.property(steps, fc.integer({ min: 1, max: 50 }), (waits, perMinute) => {
      const store = memoryRateStore()
      const letIn: number[] = []
      let nowMs = start
      for (const waitMs of waits) {
        nowMs += waitMs
        const taken = store.take('one', perMinute, nowMs)
        if (taken.allowed) letIn.push(nowMs)
        else if (!store.take('one', perMinute, nowMs + taken.retrySeconds * 1000).allowed) return false
        else return true
      }
      return letIn.every((from) => letIn.filter((atMs) => atMs >= from && atMs < from + 60_000).length <= 2 * perMinute)
    }),
  )
})

test('a flood of new keys takes bounded memory, and whoever is counted stays so while there is room', () => {
  const store = memoryRateStore()
  const before = process.memoryUsage().heapUsed

  for (let n = 0; n < 400_000; n += 1) store.take(`flood ${n}`, 60, start)

  expect(process.memoryUsage().heapUsed - before).toBeLessThan(60_000_000)
  const quiet = memoryRateStore()
  quiet.take('known', 1, start)
  for (let n = 0; n < 24_000; n += 1) quiet.take(`other ${n}`, 60, start)
  expect(quiet.take('known', 1, start).allowed).toBe(false)
})
