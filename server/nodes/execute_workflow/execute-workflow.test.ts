import { expect, test } from 'vitest'
import type { Item, NodeIo } from '@steward/sdk/node'
import { callNode, jsonOf } from '../../test/call-node.ts'
import executeWorkflow from './index.ts'

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
