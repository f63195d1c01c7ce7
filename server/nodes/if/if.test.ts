import { expect, test } from 'vitest'
import { condition, conditions, sortOut } from '../filter/numbers.fixture.ts'
import node from './index.ts'

const split = async (parameters: object, version?: number) =>
  (await sortOut(node, parameters, version)).map((output) => output.map(({ json }) => json['n']))

test('each item goes one way or the other', async () => {
  expect(await split(conditions('and', condition('n', 'gt', 1), condition('n', 'lt', 9)))).toEqual([[5], [1, 9]])
  expect(await split(conditions('or', condition('n', 'lt', 2), condition('n', 'gt', 8)))).toEqual([[1, 9], [5]])
})

test('the first version combines its conditions as it was told', async () => {
  const number = [
    { value1: '={{ $json.n }}', operation: 'larger', value2: 1 },
    { value1: '={{ $json.n }}', operation: 'smaller', value2: 6 },
  ]

  expect(await split({ conditions: { number } }, 1)).toEqual([[5], [1, 9]])
  expect(await split({ conditions: { number }, combineOperation: 'any' }, 1)).toEqual([[1, 5, 9], []])
})
