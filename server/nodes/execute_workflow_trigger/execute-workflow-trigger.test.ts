import { expect, test } from 'vitest'
import { callNode, jsonOf } from '../../test/call-node.ts'
import subworkflowTrigger from './index.ts'

test('a called workflow takes its declared fields, those of an example, or all', async () => {
  const items = [{ a: 1, z: 2 }]
  const declared = { workflowInputs: { values: [{ name: 'a' }, { name: 'b' }] } }

  expect(jsonOf(await callNode(subworkflowTrigger, { parameters: declared, items, version: 1.1 }))).toEqual([{ a: 1, b: null }])
  expect(
    jsonOf(await callNode(subworkflowTrigger, { parameters: { inputSource: 'jsonExample', jsonExample: '{"z": 0}' }, items })),
  ).toEqual([{ z: 2 }])
  expect(jsonOf(await callNode(subworkflowTrigger, { parameters: declared, items, version: 1 }))).toEqual(items)
})
