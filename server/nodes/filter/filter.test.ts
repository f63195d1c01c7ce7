import { expect, test } from 'vitest'
import type { JsonObject } from '@steward/sdk/node'
import { callNode, jsonOf } from '../../test/call-node.ts'
import filter from './index.ts'

const condition = (field: string, operation: string, rightValue: unknown) => ({
  leftValue: `={{ $json.${field} }}`,
  rightValue,
  operator: { type: 'number', operation },
})
const conditions = (combinator: string, ...list: object[]) => ({
  conditions: { combinator, conditions: list, options: { caseSensitive: true, typeValidation: 'strict', version: 2 } },
})
const items = [{ n: 1 }, { n: 5 }, { n: 9 }]
const evaluate = (expression: string, index: number) => (expression.includes('$json.n') ? items[index]?.n : undefined)
const kept = async (parameters: object, version?: number) => {
  const outputs = await callNode(filter, {
    parameters: parameters as JsonObject,
    items,
    evaluate,
    ...(version === undefined ? {} : { version }),
  })
  return jsonOf(outputs).map(({ n }) => n)
}

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
