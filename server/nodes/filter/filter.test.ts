import { expect, test } from 'vitest'
import { jsonOf } from '../../test/call-node.ts'
import filter from './index.ts'
import { condition, conditions, sortOut } from './numbers.fixture.ts'

const kept = async (parameters: object, version?: number) => jsonOf(await sortOut(filter, parameters, version)).map(({ n }) => n)

test('only the items that meet the conditions pass', async () => {
  expect(await kept(conditions('and', condition('n', 'gt', 1)))).toEqual([5, 9])
  expect(await kept(conditions('and', condition('n', 'gt', 9)))).toEqual([])
})

test('the first version combines its conditions as it was told', async () => {
  const number = [
    { value1: '={{ $json.n }}', operation: 'smaller', value2: 2 },
    { value1: '={{ $json.n }}', operation: 'larger', value2: 6 },
  ]

  expect(await kept({ conditions: { number } }, 1)).toEqual([])
  expect(await kept({ conditions: { number }, combineConditions: 'OR' }, 1)).toEqual([1, 9])
})

test('a pattern that would never end on its text is refused', async () => {
  const bomb = {
    ...condition('n', 'regex', '^(a+)+$'),
    leftValue: `${'a'.repeat(50)}b`,
    operator: { type: 'string', operation: 'regex' },
  }

  await expect(kept(conditions('and', bomb))).rejects.toThrow('takes too long on this text')
})
