import { expect, test } from 'vitest'
import { readNodeSettings } from './read-node-settings.ts'

const read = (raw: Record<string, unknown>) => readNodeSettings(raw, 'A', [])

test('retry, output and note settings are read, times in milliseconds', () => {
  const raw = {
    retryOnFail: true,
    maxTries: 4,
    waitBetweenTries: '250',
    alwaysOutputData: true,
    executeOnce: false,
    disabled: true,
    notes: 'n',
    notesInFlow: true,
  }

  expect(read(raw)).toEqual({
    settings: {
      retryOnFail: true,
      maxTries: 4,
      waitBetweenTriesMs: 250,
      alwaysOutputData: true,
      executeOnce: false,
      disabled: true,
      notes: 'n',
      notesInFlow: true,
    },
    extra: {},
  })
})

test('the older switch to continue means the regular output, unless the error output is chosen', () => {
  expect(read({ continueOnFail: true }).settings.onError).toBe('continueRegularOutput')
  expect(read({ continueOnFail: true, onError: 'stopWorkflow' }).settings.onError).toBe('continueRegularOutput')
  expect(read({ continueOnFail: true, onError: 'continueErrorOutput' }).settings.onError).toBe('continueErrorOutput')
  expect(read({ continueOnFail: false }).settings.onError).toBeUndefined()
})

test('a value of the wrong kind is not lost', () => {
  const raw = { disabled: 'yes', maxTries: 'many', waitBetweenTries: {}, onError: 'explode', notes: 5 }

  expect(read(raw)).toEqual({ settings: {}, extra: raw })
})
