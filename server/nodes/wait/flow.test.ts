import { expect, test } from 'vitest'
import type { Item, JsonObject, NodeIo } from '@steward/sdk/node'
import errorTrigger from '../error_trigger/index.ts'
import executeWorkflow from '../execute_workflow/index.ts'
import subworkflowTrigger from '../execute_workflow_trigger/index.ts'
import manualTrigger from '../manual_trigger/index.ts'
import stopAndError from '../stop_and_error/index.ts'
import { callNode, jsonOf, runNode } from '../../test/call-node.ts'
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
  [{ unit: 'fortnights' }, 'no unit of time'],
  [{ resume: 'specificTime', dateTime: 'soon' }, 'no date and time'],
  [{ resume: 'form' }, 'not supported'],
])('waiting with %j is refused', async (parameters, message) => {
  await expect(waiting(parameters)).rejects.toThrow(message)
})

test('an error of your own carries its message and its details', async () => {
  await expect(callNode(stopAndError, { parameters: { errorMessage: 'No stock' } })).rejects.toThrow('No stock')
  await expect(
    callNode(stopAndError, { parameters: { errorType: 'errorObject', errorObject: '{"message": "m", "code": 4}' } }),
  ).rejects.toMatchObject({
    message: 'm',
    details: { code: 4 },
    retryable: false,
  })
})

type Called = Parameters<NodeIo['callWorkflow']>[0]
function caller(answer: (items: readonly Item[]) => readonly Item[]) {
  const calls: Called[] = []
  const callWorkflow: NodeIo['callWorkflow'] = async (call) => {
    calls.push(call)
    return answer(call.items)
  }
  return { calls, io: { callWorkflow } }
}

test('another workflow is called once with all items or once for each, each call with a key of its own', async () => {
  const { calls, io } = caller((items) => items)
  const parameters = { workflowId: { __rl: true, mode: 'id', value: 'w1' } }

  await callNode(executeWorkflow, { parameters, items: [{ a: 1 }, { a: 2 }], io })
  const outputs = await callNode(executeWorkflow, {
    parameters: { ...parameters, mode: 'each' },
    items: [{ a: 1 }, { a: 2 }],
    io,
  })

  expect(calls.map(({ key, workflow, items }) => [key, workflow, items.length])).toEqual([
    ['all', { id: 'w1' }, 2],
    ['0', { id: 'w1' }, 1],
    ['1', { id: 'w1' }, 1],
  ])
  expect(outputs[0]?.map(({ pairedItem }) => pairedItem)).toEqual([{ item: 0 }, { item: 1 }])
})

test('mapped fields take the place of the item and have the declared type', async () => {
  const { calls, io } = caller(() => [])
  const schema = [{ id: 'n', type: 'number' }, { id: 'x' }, { id: 'gone', removed: true }]
  const workflowInputs = { mappingMode: 'defineBelow', value: { n: '5' }, schema, attemptToConvertTypes: true }

  await callNode(executeWorkflow, { parameters: { workflowId: 'w1', workflowInputs }, items: [{ a: 1 }], io })

  expect(calls[0]?.items[0]?.json).toEqual({ n: 5, x: null })
})

test('a call that is not waited for passes the items on', async () => {
  const { io } = caller(() => [])
  const parameters = { workflowId: 'w1', options: { waitForSubWorkflow: false } }

  expect(jsonOf(await callNode(executeWorkflow, { parameters, items: [{ a: 1 }], io }))).toEqual([{ a: 1 }])
  await expect(callNode(executeWorkflow, { parameters: {}, io })).rejects.toThrow('Choose the workflow')
  await expect(callNode(executeWorkflow, { parameters: { source: 'url' }, io })).rejects.toThrow('web address')
})

test('a called workflow takes its declared fields, those of an example, or all', async () => {
  const items = [{ a: 1, z: 2 }]
  const declared = { workflowInputs: { values: [{ name: 'a' }, { name: 'b' }] } }

  expect(jsonOf(await callNode(subworkflowTrigger, { parameters: declared, items, version: 1.1 }))).toEqual([{ a: 1, b: null }])
  expect(
    jsonOf(await callNode(subworkflowTrigger, { parameters: { inputSource: 'jsonExample', jsonExample: '{"z": 0}' }, items })),
  ).toEqual([{ z: 2 }])
  expect(jsonOf(await callNode(subworkflowTrigger, { parameters: declared, items, version: 1 }))).toEqual(items)
})

test('a start by hand gives one empty item, and a sample to the error trigger', async () => {
  expect(await callNode(manualTrigger, { items: [] })).toEqual([[{ json: {} }]])
  expect(jsonOf(await callNode(errorTrigger, {}))[0]).toHaveProperty('execution.error.message')
  expect(jsonOf(await callNode(errorTrigger, { mode: 'error', items: [{ real: true }] }))).toEqual([{ real: true }])
})
