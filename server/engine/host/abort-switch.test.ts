import { expect, onTestFinished, test } from 'vitest'
import { AbortSwitch } from './abort-switch.ts'

test('work that began before the switch was thrown ends with the reason, whatever comes of it', async () => {
  const abort = new AbortSwitch()
  const work = Promise.withResolvers<string>()
  const raced = abort.race(work.promise)

  abort.abort(new Error('enough'))
  work.reject(new Error('too late'))

  await expect(raced).rejects.toThrow('enough')
})

test('work that fails after the switch was thrown is nobody’s problem', async () => {
  const unheard: unknown[] = []
  const hear = (reason: unknown) => unheard.push(reason)
  process.on('unhandledRejection', hear)
  onTestFinished(() => void process.off('unhandledRejection', hear))
  const abort = new AbortSwitch()
  abort.abort(new Error('enough'))
  const work = Promise.withResolvers<string>()

  const raced = abort.race(work.promise)
  work.reject(new Error('too late'))

  await expect(raced).rejects.toThrow('enough')
  await new Promise((resolve) => setTimeout(resolve, 10))
  expect(unheard).toEqual([])
})
