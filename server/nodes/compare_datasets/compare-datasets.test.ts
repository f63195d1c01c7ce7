import type { JsonObject } from '@steward/sdk/node'
import { expect, test } from 'vitest'
import { callNode, jsonOf } from '../../test/call-node.ts'
import compare from './index.ts'

const before = [
  { id: 1, v: 'a' },
  { id: 2, v: 'b' },
  { id: 3, v: 'c' },
]
const after = [{ id: 1, v: 'a' }, { id: 2, v: 'B', extra: true }, { id: 4 }]
const byId = { mergeByFields: { values: [{ field1: 'id', field2: 'id' }] } }
const run = (parameters: JsonObject, version?: number) =>
  callNode(compare, {
    parameters: { ...byId, ...parameters },
    inputs: [before, after],
    ...(version === undefined ? {} : { version }),
  })

test('each output tells one kind of difference', async () => {
  const outputs = await run({})
  expect([0, 1, 3].map((output) => jsonOf(outputs, output))).toEqual([[{ id: 3, v: 'c' }], [{ id: 1, v: 'a' }], [{ id: 4 }]])
  expect(jsonOf(outputs, 2)).toEqual([
    { keys: { id: 2 }, same: { id: 2 }, different: { v: { inputA: 'b', inputB: 'B' }, extra: { inputA: null, inputB: true } } },
  ])
})

test('the first version prefers the second input', async () => {
  expect(jsonOf(await run({}, 1), 2)).toEqual([{ id: 2, v: 'B', extra: true }])
})

test('a mix takes all but some fields from one side', async () => {
  expect(jsonOf(await run({ resolve: 'mix', exceptWhenMix: 'v' }), 2)).toEqual([{ id: 2, v: 'B' }])
})

test('skipped fields do not count as different', async () => {
  expect(jsonOf(await run({ options: { skipFields: 'v, extra' } }), 1)).toEqual([
    { id: 1, v: 'a' },
    { id: 2, v: 'b' },
  ])
})

test('without a field to match on it says so', async () => {
  await expect(run({ mergeByFields: { values: [] } })).rejects.toThrow('at least one pair of fields')
})
