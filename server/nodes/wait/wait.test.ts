import { expect, test } from 'vitest'
import type { JsonObject } from '@steward/sdk/node'
import { runNode } from '../../test/call-node.ts'
import wait from './index.ts'

const nowMs = Date.UTC(2024, 0, 1)
const waiting = (parameters: JsonObject, version = 1.1) =>
  runNode(wait, { parameters, version, nowMs, timezone: 'Europe/Berlin' })

test('what is not stored has the default of the version', async () => {
  expect(await waiting({})).toEqual({ kind: 'wait', untilMs: nowMs + 5000 })
  expect(await waiting({}, 1)).toEqual({ kind: 'wait', untilMs: nowMs + 3_600_000 })
  expect(await waiting({ amount: 2, unit: 'days' })).toEqual({ kind: 'wait', untilMs: nowMs + 172_800_000 })
})

test('a time that has come does not wait', async () => {
  expect(await waiting({ amount: 0 })).toEqual([[{ json: {}, pairedItem: { item: 0 } }]])
  expect(await waiting({ resume: 'specificTime', dateTime: '2023-12-31T10:00:00' })).toHaveLength(1)
})

test('a date without a zone is meant in that of the workflow', async () => {
  expect(await waiting({ resume: 'specificTime', dateTime: '2024-06-01T10:00:00' })).toEqual({
    kind: 'wait',
    untilMs: Date.UTC(2024, 5, 1, 8),
  })
})

test('a call ends the wait, or the limit does', async () => {
  const parameters = {
    resume: 'webhook',
    httpMethod: 'POST',
    responseMode: 'responseNode',
    limitWaitTime: true,
    resumeAmount: 2,
    options: { webhookSuffix: 'ok' },
  }

  expect(await waiting(parameters)).toEqual({
    kind: 'wait',
    webhook: { method: 'POST', suffix: 'ok', responseMode: 'respondNode' },
    untilMs: nowMs + 7_200_000,
  })
})

test.each([
  [{ amount: -1 }, 'cannot be -1'],
  [{ amount: 1e300 }, 'too long'],
  [{ amount: 8000 * 366, unit: 'days' }, 'after the year 9999'],
  [{ resume: 'specificTime', dateTime: '+012000-01-01T00:00:00Z' }, 'after the year 9999'],
  [{ unit: 'fortnights' }, 'no unit of time'],
  [{ resume: 'specificTime', dateTime: 'soon' }, 'no date and time'],
  [{ resume: 'form' }, 'not supported'],
])('waiting with %j is refused', async (parameters, message) => {
  await expect(waiting(parameters)).rejects.toThrow(message)
})
