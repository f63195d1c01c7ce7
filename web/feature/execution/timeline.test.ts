import type { NodeExecution } from '@steward/contract/api/execution'
import { expect, test } from 'vitest'
import { timeline, workedMs, zoomed } from './timeline.ts'

const start = Date.parse('2026-11-21T09:20:00.000Z')
const run = (index: number, fromMs: number, durationMs: number | null, more: Partial<NodeExecution> = {}): NodeExecution => ({
  index,
  nodeId: `n${index}`,
  nodeName: `N${index}`,
  nodeType: 'set',
  runIndex: 0,
  status: 'completed',
  effect: 'pure',
  startedAt: new Date(start + fromMs).toISOString(),
  durationMs,
  tries: 1,
  error: null,
  sources: [],
  itemCounts: { inputs: [], outputs: [] },
  ...more,
})

test('bars are shares of the whole time', () => {
  const { rows, totalMs } = timeline([run(0, 0, 250), run(1, 250, 750)], start)

  expect(totalMs).toBe(1000)
  expect(rows.map(({ left, width }) => [left, width])).toEqual([
    [0, 25],
    [25, 75],
  ])
})

test('what is still going on reaches to now', () => {
  const { rows } = timeline([run(0, 0, 1000), run(1, 1000, null, { status: 'running' })], start + 4000)

  expect(rows[1]).toMatchObject({ left: 25, width: 75 })
})

test('the shortest node can be seen, and none leaves the frame', () => {
  const { rows } = timeline([run(0, 0, 100_000), run(1, 100_000, 0)], start)

  expect(rows.every(({ left, width }) => width > 0.5 && left >= 0 && left + width <= 100.0001)).toBe(true)
})

test('ticks are round and not too many, from a millisecond to days', () => {
  for (const total of [1, 7, 640, 9600, 668_000, 3 * 86_400_000, 400 * 86_400_000]) {
    const { ticks } = timeline([run(0, 0, total)], start)
    expect(ticks[0]).toEqual({ ms: 0, left: 0 })
    expect(ticks.length).toBeLessThanOrEqual(8)
  }
})

test('an execution without nodes is empty', () => {
  expect(timeline([], start)).toEqual({ rows: [], ticks: [], totalMs: 0 })
})

test('waiting is not work', () => {
  expect(workedMs([run(0, 0, 100), run(1, 0, 60_000, { status: 'waiting' }), run(2, 0, null)])).toBe(100)
})

test('attempts that failed, what lay between them and the last one are told apart', () => {
  const at = (ms: number) => new Date(start + ms).toISOString()
  const tried = { message: 'no', description: null }
  const failedTries = [
    { ...tried, number: 1, failedAt: at(100), nextAt: at(600) },
    { ...tried, number: 2, failedAt: at(700), nextAt: at(900) },
  ]
  const { rows } = timeline([run(0, 0, 1000, { tries: 3, failedTries })], start)

  expect(rows[0]?.segments.map(({ kind, ms, left, width }) => [kind, ms, Math.round(left), Math.round(width)])).toEqual([
    ['failed', 100, 0, 10],
    ['waited', 500, 10, 50],
    ['failed', 100, 60, 10],
    ['waited', 200, 70, 20],
    ['worked', 100, 90, 10],
  ])
})

test('a window shows a part of the time; it zooms around a place, never beyond the ends', () => {
  const { rows, ticks } = timeline([run(0, 0, 500), run(1, 500, 500)], start, { fromMs: 500, toMs: 1000 })
  expect(rows[1]).toMatchObject({ left: 0, width: 100 })
  expect(ticks[0]).toEqual({ ms: 500, left: 0 })

  const whole = { fromMs: 0, toMs: 1000 }
  expect(zoomed(whole, { factor: 2, at: 0.5, totalMs: 1000 })).toEqual({ fromMs: 250, toMs: 750 })
  expect(zoomed(whole, { factor: 2, at: 1, totalMs: 1000 })).toEqual({ fromMs: 500, toMs: 1000 })
  expect(zoomed({ fromMs: 250, toMs: 750 }, { factor: 0.5, at: 0.5, totalMs: 1000 })).toBeUndefined()
})
