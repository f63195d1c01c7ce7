import { expect, test } from 'vitest'
import { barsShown, runBars } from './run-bars.ts'

const run = (status: string, durationMs: number | null) => ({ status, durationMs })

test('there are always as many bars as places, the missing ones as stubs at the left', () => {
  const bars = runBars([run('completed', 10)])

  expect(bars).toHaveLength(barsShown)
  expect(bars.slice(0, -1).every((bar) => bar.tone === 'none')).toBe(true)
  expect(bars.at(-1)?.tone).toBe('done')
})

test('only the newest runs are shown when there are too many', () => {
  const runs = Array.from({ length: 30 }, (_, index) => run(index < 25 ? 'completed' : 'failed', 5))

  expect(runBars(runs).filter((bar) => bar.tone === 'failed')).toHaveLength(5)
})

test('what failed has full height however short it was', () => {
  const [quick] = runBars([run('failed', 1), run('completed', 60_000)]).filter((bar) => bar.tone === 'failed')

  expect(quick).toMatchObject({ y: 0, height: 16 })
})

test('slower runs are higher, and all stay inside the frame', () => {
  const bars = runBars([run('completed', 1), run('completed', 1000), run('completed', 100_000), run('completed', null)])
  const [first, second, third] = bars.filter((bar) => bar.tone === 'done')

  expect(first!.height).toBeLessThan(second!.height)
  expect(second!.height).toBeLessThan(third!.height)
  expect(bars.every((bar) => bar.y >= 0 && bar.y + bar.height === 16)).toBe(true)
})

test('an empty history is all stubs', () => {
  expect(runBars([]).every((bar) => bar.tone === 'none')).toBe(true)
})
