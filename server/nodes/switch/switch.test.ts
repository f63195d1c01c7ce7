import { expect, test } from 'vitest'
import type { Port } from '@steward/sdk/node'
import filter from '../filter/index.ts'
import ifNode from '../if/index.ts'
import { callNode, jsonOf, nodeCall } from '../../test/call-node.ts'
import switchNode from './index.ts'

const equals = (
  leftValue: unknown,
  rightValue: unknown,
  options: object = { caseSensitive: true, typeValidation: 'strict', version: 2 },
) => ({
  combinator: 'and',
  conditions: [{ leftValue, rightValue, operator: { type: 'string', operation: 'equals' } }],
  options,
})
const rules = (...rights: string[]) => ({ values: rights.map((right) => ({ conditions: equals('b', right) })) })
const counts = async (parameters: object, version = 3.2) =>
  (await callNode(switchNode, { version, parameters: parameters as never })).map((items) => items.length)
const outputs = (parameters: object, version: number) => {
  const { node } = nodeCall(switchNode, { parameters: parameters as never, version })
  return (switchNode.outputs as (view: typeof node) => readonly Port[])(node).map(({ label }) => label)
}

test('the first rule that is met gets the item, or all of them do', async () => {
  expect(await counts({ rules: rules('a', 'b', 'b') })).toEqual([0, 1, 0])
  expect(await counts({ rules: rules('a', 'b', 'b'), options: { allMatchingOutputs: true } })).toEqual([0, 1, 1])
})

test('an item that meets no rule goes nowhere, to the extra output, or to a rule', async () => {
  expect(await counts({ rules: rules('a') })).toEqual([0])
  expect(await counts({ rules: rules('a'), options: { fallbackOutput: 'extra' } })).toEqual([0, 1])
  expect(await counts({ rules: rules('a', 'c'), options: { fallbackOutput: 1 } })).toEqual([0, 1])
})

test('the outputs are drawn from the parameters', () => {
  expect(outputs({ rules: { values: [{ outputKey: 'Small' }, {}] }, options: { fallbackOutput: 'extra' } }, 3.2)).toEqual([
    'Small',
    '1',
    'Fallback',
  ])
  expect(outputs({ mode: 'expression', numberOutputs: 3 }, 3.2)).toEqual(['0', '1', '2'])
  expect(outputs({ rules: { rules: [{ outputKey: 'x' }, {}] } }, 2)).toEqual(['x', '1'])
  expect(outputs({}, 1)).toHaveLength(4)
})

test('a number sends the item, and a wrong one is refused', async () => {
  expect(await counts({ mode: 'expression', numberOutputs: 3, output: 2 })).toEqual([0, 0, 1])
  await expect(counts({ mode: 'expression', numberOutputs: 3, output: 3 })).rejects.toThrow('The output 3 is not allowed')
  await expect(counts({ mode: 'expression', numberOutputs: 3, output: 'x' })).rejects.toThrow('must be a number')
})

test('versions 1 and 2 compare one value with that of each rule', async () => {
  const parameters = {
    dataType: 'string',
    value1: 'b',
    rules: {
      rules: [
        { value2: 'a', output: 3 },
        { value2: 'b', output: 2 },
      ],
    },
  }

  expect(await counts(parameters, 1)).toEqual([0, 0, 1, 0])
  expect(await counts(parameters, 2)).toEqual([0, 1])
  expect(await counts({ ...parameters, value1: 'z', fallbackOutput: 0 }, 2)).toEqual([1, 0])
})

test('If sends an item one way or the other, paired to where it came from', async () => {
  const parameters = { conditions: equals('={{ v }}', 'b') } as never
  const items = [{ v: 'a' }, { v: 'b' }]

  const [met, unmet] = await callNode(ifNode, { parameters, items, evaluate: (_, index) => items[index]?.v })

  expect(met).toEqual([{ json: { v: 'b' }, pairedItem: { item: 1 } }])
  expect(unmet).toEqual([{ json: { v: 'a' }, pairedItem: { item: 0 } }])
})

test('If of version 2 understands the shape of version 1', async () => {
  const conditions = { string: [{ value1: 'a', value2: 'b' }], number: [{ value1: 1, value2: 2 }] }

  expect(
    jsonOf(await callNode(ifNode, { version: 2, parameters: { conditions, combineOperation: 'any' } as never })),
  ).toHaveLength(1)
  expect(jsonOf(await callNode(ifNode, { version: 2, parameters: { conditions } as never }))).toHaveLength(0)
  expect(jsonOf(await callNode(ifNode, { version: 1, parameters: { conditions } as never }))).toHaveLength(0)
})

test('conditions without options take those of the node, by its version', async () => {
  const conditions = {
    combinator: 'and',
    conditions: [{ leftValue: 5, rightValue: '5', operator: { type: 'string', operation: 'equals' } }],
  }
  const passed = async (version: number, more: object) =>
    jsonOf(await callNode(filter, { version, parameters: { conditions, ...more } as never })).length

  expect(await passed(2.2, { looseTypeValidation: true })).toBe(1)
  expect(await passed(2, { options: { looseTypeValidation: true } })).toBe(1)
  await expect(passed(2.2, {})).rejects.toThrow('Wrong type')
})

test('an item that cannot be compared counts as unmet when the node goes on', async () => {
  const conditions = { conditions: [{ leftValue: 5, rightValue: '5', operator: { type: 'string', operation: 'equals' } }] }

  const [met, unmet] = await callNode(ifNode, { parameters: { conditions } as never, onError: 'continueRegularOutput' })

  expect([met?.length, unmet?.length]).toEqual([0, 1])
})
