import { expect, test } from 'vitest'
import { callNode, jsonAfter as run, jsonOf } from '../../test/call-node.ts'
import removeDuplicates from './index.ts'

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

test('duplicates are found among a hundred thousand items', async () => {
  const items = Array.from({ length: 100_000 }, (_, n) => ({ n: n % 60_000 }))

  expect(await run(removeDuplicates, { compare: 'selectedFields', fieldsToCompare: 'n' }, items)).toHaveLength(60_000)
})
