import { expect, test } from 'vitest'
import { jsonAfter as run } from '../../test/call-node.ts'
import summarize from './index.ts'

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

test('a hundred thousand items are summed up', async () => {
  const items = Array.from({ length: 100_000 }, (_, n) => ({ n: 1, group: n % 100 }))
  const parameters = { fieldsToSummarize: { values: [{ aggregation: 'sum', field: 'n' }] }, fieldsToSplitBy: 'group' }

  const sums = await run(summarize, parameters, items)

  expect(sums).toHaveLength(100)
  expect(sums.every((sum) => sum['sum_n'] === 1000)).toBe(true)
})
