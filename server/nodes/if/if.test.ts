import { expect, test } from 'vitest'
import type { JsonObject, NodeDefinition } from '@steward/sdk/node'
import { callNode } from '../../test/call-node.ts'
import node from './index.ts'

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
const split = async (parameters: object, version?: number) => {
  const outputs = await callNode(node as NodeDefinition, {
    parameters: parameters as JsonObject,
    items,
    evaluate,
    ...(version === undefined ? {} : { version }),
  })
  return outputs.map((output) => output.map(({ json }) => json['n']))
}

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
