import { expect, test } from 'vitest'
import { runBounded } from './bounded-process.ts'

const task = new URL('bounded-process/hostile-task.fixture.ts', import.meta.url)
const run = (kind: string, timeoutMs = 5000) => runBounded(task, kind, { timeoutMs })

test('work is done elsewhere and answered', async () => {
  const pid = await run('pid')
  expect(pid).not.toBe(process.pid)
  expect(await run('pid')).toBe(pid)
})

test('its error is ours', async () => {
  await expect(run('throw')).rejects.toThrow('on purpose')
})

test('an endless loop is stopped, and the next work is done', async () => {
  await expect(run('loop', 500)).rejects.toThrow('was stopped')
  expect(await run('pid')).toBeTypeOf('number')
})

test('it has no environment, cannot write files, start programs or open connections', async () => {
  expect(await run('environment')).toEqual([])
  for (const kind of ['write', 'spawn', 'connect']) await expect(run(kind)).rejects.toThrow(/restricted|denied/i)
})

test('a cancelled execution ends its work', async () => {
  const stop = new AbortController()
  const work = runBounded(task, 'loop', { timeoutMs: 10_000, signal: stop.signal })
  setTimeout(() => stop.abort(), 200)
  await expect(work).rejects.toThrow('cancelled')
})
