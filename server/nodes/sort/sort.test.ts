import { expect, test } from 'vitest'
import type { NodeIo } from '@steward/sdk/node'
import { callNode, jsonAfter as run, jsonOf } from '../../test/call-node.ts'
import sort from './index.ts'

const sortBy = (...fields: [string, string?][]) => ({
  sortFieldsUi: { sortField: fields.map(([fieldName, order]) => ({ fieldName, order })) },
})

test('sorting goes by several fields, texts without case, the missing last, and keeps the pairing', async () => {
  const items = [{ g: 'b', n: 2 }, { g: 'A', n: 10 }, { n: 1 }, { g: 'b', n: 10 }]

  const outputs = await callNode(sort, { parameters: sortBy(['g'], ['n', 'descending']) as never, items })

  expect(outputs[0]?.map(({ pairedItem }) => pairedItem)).toEqual([{ item: 1 }, { item: 3 }, { item: 0 }, { item: 2 }])
  await expect(run(sort, sortBy(['nothing']), items)).rejects.toThrow("Couldn't find the field 'nothing'")
})

test('sorting by code gives the items to the isolated runner and takes back positions only', async () => {
  const runCode: NodeIo['runCode'] = async ({ items = [], code }) => {
    expect(code).toContain('a.json.n - b.json.n')
    return [{ value: items.map((_, index) => items.length - 1 - index) }]
  }

  const outputs = await callNode(sort, {
    parameters: { type: 'code', code: 'return a.json.n - b.json.n' },
    items: [{ n: 2 }, { n: 1 }],
    io: { runCode },
  })

  expect(jsonOf(outputs)).toEqual([{ n: 1 }, { n: 2 }])
  await expect(run(sort, { type: 'code', code: 'a' }, [{}])).rejects.toThrow("doesn't return")
})

test('random order loses no item', async () => {
  const items = Array.from({ length: 50 }, (_, n) => ({ n }))

  expect((await run(sort, { type: 'random' }, items)).map(({ n }) => n as number).sort((a, b) => a - b)).toEqual(
    items.map(({ n }) => n),
  )
})

test('a hundred thousand items are sorted', async () => {
  const items = Array.from({ length: 100_000 }, (_, n) => ({ n, group: n % 100 }))

  const sorted = await run(sort, sortBy(['group'], ['n', 'descending']), items)

  expect(sorted).toHaveLength(100_000)
  expect([sorted[0], sorted.at(-1)]).toEqual([
    { n: 99_900, group: 0 },
    { n: 99, group: 99 },
  ])
})
