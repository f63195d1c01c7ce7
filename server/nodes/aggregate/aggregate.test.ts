import { expect, test } from 'vitest'
import { callNode, jsonAfter as run } from '../../test/call-node.ts'
import aggregate from './index.ts'

test('aggregating makes lists of fields, or of whole items', async () => {
  const items = [{ a: 1, l: [1, 2] }, { a: null, l: [3] }, {}]
  const fields = (...names: string[]) => ({
    fieldsToAggregate: { fieldToAggregate: names.map((name) => ({ fieldToAggregate: name })) },
  })

  expect(await run(aggregate, fields('a', 'l'), items)).toEqual([{ a: [1], l: [[1, 2], [3]] }])
  expect(await run(aggregate, { ...fields('a', 'l'), options: { keepMissing: true, mergeLists: true } }, items)).toEqual([
    { a: [1, null, null], l: [1, 2, 3, null] },
  ])
  expect(
    await run(aggregate, { aggregate: 'aggregateAllItemData', include: 'specifiedFields', fieldsToInclude: 'a' }, items),
  ).toEqual([{ data: [{ a: 1 }, { a: null }] }])
  await expect(run(aggregate, fields('a', 'a'), items)).rejects.toThrow('used more than once')
})

test('files of many items come together without losing one', async () => {
  const files = ['x', 'y', 'z'].map((data) => ({ json: {}, binary: { f: { data, mimeType: 'text/plain' } } }))

  const outputs = await callNode(aggregate, {
    parameters: { aggregate: 'aggregateAllItemData', options: { includeBinaries: true } },
    items: files,
  })

  expect(Object.keys(outputs[0]?.[0]?.binary ?? {})).toEqual(['f', 'f_1', 'f_2'])
})
