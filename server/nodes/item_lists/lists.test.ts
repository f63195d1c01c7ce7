import { expect, test } from 'vitest'
import type { JsonObject, NodeDefinition, NodeIo } from '@steward/sdk/node'
import aggregate from '../aggregate/index.ts'
import limit from '../limit/index.ts'
import removeDuplicates from '../remove_duplicates/index.ts'
import renameKeys from '../rename_keys/index.ts'
import sort from '../sort/index.ts'
import splitOut from '../split_out/index.ts'
import summarize from '../summarize/index.ts'
import { callNode, jsonOf } from '../../test/call-node.ts'
import itemLists from './index.ts'

const run = async (node: NodeDefinition, parameters: object, items: readonly object[], version?: number) =>
  jsonOf(
    await callNode(node, {
      parameters: parameters as JsonObject,
      items: items as JsonObject[],
      ...(version === undefined ? {} : { version }),
    }),
  )
const sortBy = (...fields: [string, string?][]) => ({
  sortFieldsUi: { sortField: fields.map(([fieldName, order]) => ({ fieldName, order })) },
})

test('limit keeps the first or the last', async () => {
  const items = [{ n: 1 }, { n: 2 }, { n: 3 }]

  expect(await run(limit, {}, items)).toEqual([{ n: 1 }])
  expect(await run(limit, { maxItems: 2, keep: 'lastItems' }, items)).toEqual([{ n: 2 }, { n: 3 }])
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

test('splitting out makes an item per entry, of one list or of several side by side', async () => {
  const item = { a: [1, { x: 1 }], b: 5, o: { p: 1 } }

  expect(await run(splitOut, { fieldToSplitOut: 'a' }, [item])).toEqual([{ a: 1 }, { x: 1 }])
  expect(await run(splitOut, { fieldToSplitOut: 'a, b' }, [item])).toEqual([{ a: 1, b: 5 }, { a: { x: 1 } }])
  expect(await run(splitOut, { fieldToSplitOut: 'a', include: 'selectedOtherFields', fieldsToInclude: 'o.p' }, [item])).toEqual([
    { a: 1, 'o.p': 1 },
    { a: { x: 1 }, 'o.p': 1 },
  ])
  expect(await run(splitOut, { fieldToSplitOut: 'nothing' }, [item])).toEqual([])
})

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

test('duplicates are found whatever the order of their fields', async () => {
  const items = [
    { a: 1, b: { c: 2 } },
    { b: { c: 2 }, a: 1 },
    { a: 2, b: { c: 2 } },
  ]

  expect(await run(removeDuplicates, {}, items)).toEqual([items[0], items[2]])
  expect(
    await run(
      removeDuplicates,
      { compare: 'selectedFields', fieldsToCompare: 'b.c', options: { removeOtherFields: true } },
      items,
    ),
  ).toEqual([{ b: { c: 2 } }])
  await expect(run(removeDuplicates, {}, [{ a: 1 }, { a: '1' }])).rejects.toThrow("'a' isn't always the same type")
  await expect(run(removeDuplicates, {}, [{ a: 1 }, {}])).rejects.toThrow("'a' field is missing")
})

test('what earlier executions have seen is remembered, up to a number', async () => {
  const staticData = { workflow: {}, node: {} }
  const seen = async (...ids: number[]) => {
    const items = ids.map((id) => ({ id }))
    const parameters = {
      operation: 'removeItemsSeenInPreviousExecutions',
      dedupeValue: '={{ $json.id }}',
      options: { historySize: 3 },
    }
    return jsonOf(await callNode(removeDuplicates, { parameters, items, staticData, evaluate: (_, index) => ids[index] })).map(
      ({ id }) => id,
    )
  }

  expect(await seen(1, 2, 2)).toEqual([1, 2])
  expect(await seen(2, 3, 4)).toEqual([3, 4])
  expect(await seen(1, 4)).toEqual([1])
})

test('summaries are made for each group, or nested in one item', async () => {
  const items = [
    { g: 'x', n: 1 },
    { g: 'y', n: 5 },
    { g: 'x', n: 3 },
  ]
  const parameters = { fieldsToSummarize: { values: [{ aggregation: 'sum', field: 'n' }, { field: 'n' }] }, fieldsToSplitBy: 'g' }

  expect(await run(summarize, parameters, items)).toEqual([
    { g: 'x', sum_n: 4, count_n: 2 },
    { g: 'y', sum_n: 5, count_n: 1 },
  ])
  expect(await run(summarize, { ...parameters, options: { outputFormat: 'singleItem' } }, items)).toEqual([
    { x: { sum_n: 4, count_n: 2 }, y: { sum_n: 5, count_n: 1 } },
  ])
})

test('renaming follows paths and patterns', async () => {
  const keys = {
    key: [
      { currentKey: 'a', newKey: 'z' },
      { currentKey: 'b.c', newKey: 'b.d' },
    ],
  }
  const pattern = { regexReplacement: { replacements: [{ searchRegex: '^f', replaceRegex: 'g', options: { depth: 0 } }] } }

  expect(await run(renameKeys, { keys }, [{ a: 1, b: { c: 2 } }])).toEqual([{ b: { d: 2 }, z: 1 }])
  expect(await run(renameKeys, { additionalOptions: pattern }, [{ foo: { foo: 1 } }])).toEqual([{ goo: { foo: 1 } }])
})

test('the old node does the same under its own names', async () => {
  const names = (...fieldNames: string[]) => ({ fields: fieldNames.map((fieldName) => ({ fieldName })) })

  expect(await run(itemLists, { fieldToSplitOut: 'l' }, [{ l: [1, 2] }], 1)).toEqual([{ l: 1 }, { l: 2 }])
  await expect(run(itemLists, { fieldToSplitOut: 'l' }, [{ l: 's' }], 1)).rejects.toThrow("'l' is not an array")
  expect(await run(itemLists, { fieldToSplitOut: 'l' }, [{ l: 's' }], 3)).toEqual([{ l: 's' }])
  expect(
    await run(
      itemLists,
      { operation: 'removeDuplicates', compare: 'selectedFields', fieldsToCompare: names('a') },
      [{ a: 1 }, { a: 1 }],
      2,
    ),
  ).toHaveLength(1)
})

test('a hundred thousand items take time in proportion', async () => {
  const items = Array.from({ length: 100_000 }, (_, n) => ({ n, g: n % 100 }))
  const startedMs = performance.now()

  await run(sort, sortBy(['g']), items)
  await run(removeDuplicates, { compare: 'selectedFields', fieldsToCompare: 'n' }, items)
  await run(summarize, { fieldsToSummarize: { values: [{ aggregation: 'sum', field: 'n' }] }, fieldsToSplitBy: 'g' }, items)

  expect(performance.now() - startedMs).toBeLessThan(15_000)
})
