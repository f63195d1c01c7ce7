import { expect, test } from 'vitest'
import { callNode, jsonOf } from '../../test/call-node.ts'
import manualTrigger from './index.ts'

test('a start by hand gives one empty item, or the items it was given', async () => {
  expect(await callNode(manualTrigger, { items: [] })).toEqual([[{ json: {} }]])
  expect(jsonOf(await callNode(manualTrigger, { items: [{ a: 1 }, { a: 2 }] }))).toEqual([{ a: 1 }, { a: 2 }])
})
