import { expect, test } from 'vitest'
import { callNode, jsonOf } from '../../test/call-node.ts'
import errorTrigger from './index.ts'

test('a start by hand gives a sample of a failure, a real failure gives itself', async () => {
  expect(jsonOf(await callNode(errorTrigger, {}))[0]).toHaveProperty('execution.error.message')
  expect(jsonOf(await callNode(errorTrigger, { mode: 'error', items: [{ real: true }] }))).toEqual([{ real: true }])
})
