import { shown } from '@steward/sdk/form'
import { defineNode, NodeError, type Item, type NodeCall } from '@steward/sdk/node'
import { Type } from 'typebox'
import { flag, number, text } from '../parameter.ts'
import { randomSource, sample } from './random-data.ts'

const maxCount = 10_000

const parameters = Type.Object({
  category: Type.Union([Type.Literal('doNothing'), Type.Literal('throwError'), Type.Literal('oom'), Type.Literal('randomData')], {
    title: 'Category',
    default: 'throwError',
  }),
  ...shown(
    { category: ['throwError'] },
    {
      throwErrorType: Type.Union([Type.Literal('NodeApiError'), Type.Literal('NodeOperationError'), Type.Literal('Error')], {
        title: 'Error type',
        default: 'NodeApiError',
      }),
      throwErrorMessage: Type.String({ title: 'Error message', default: 'Node has thrown an error' }),
    },
  ),
  ...shown({ category: ['randomData'] }, { randomDataType: Type.String({ title: 'Data type', default: 'user' }) }),
  ...shown(
    { category: ['randomData'], randomDataType: ['nanoid'] },
    {
      nanoidAlphabet: Type.String({ title: 'NanoId alphabet', default: '' }),
      nanoidLength: Type.String({ title: 'NanoId length', default: '16' }),
    },
  ),
  ...shown(
    { category: ['randomData'] },
    {
      randomDataSeed: Type.String({ title: 'Seed', description: 'The same seed gives the same data.', default: '' }),
      randomDataCount: Type.Integer({ title: 'Number of items to generate', default: 10 }),
      randomDataSingleArray: Type.Boolean({ title: 'Output as single array', default: false }),
    },
  ),
})

export default defineNode({
  type: 'debug_helper',
  title: 'Debug helper',
  description: 'Fails on purpose, or makes data to try things with.',
  category: 'core',
  icon: 'bug',
  n8n: [{ type: 'n8n-nodes-base.debugHelper', versions: [1] }],
  parameters,
  effect: 'pure',
  execute: (call) => [call.items.flatMap((_, index) => act(call, index))],
})

function act(call: NodeCall, index: number): Item[] {
  const category = text(call, 'category', index, 'throwError')
  switch (category) {
    case 'doNothing':
      return []
    case 'throwError':
      throw new NodeError(text(call, 'throwErrorMessage', index, 'Node has thrown an error'), { itemIndex: index })
    case 'randomData':
      return randomItems(call, index)
    default:
      throw new NodeError(`Debug helper does not do "${category}" here: it would take the other workflows down as well.`, {
        retryable: false,
      })
  }
}

function randomItems(call: NodeCall, index: number): Item[] {
  const count = Math.min(Math.max(0, Math.trunc(number(call, 'randomDataCount', index, 10))), maxCount)
  const random = randomSource(text(call, 'randomDataSeed', index))
  const kind = text(call, 'randomDataType', index, 'user')
  const nanoid = { alphabet: text(call, 'nanoidAlphabet', index), length: number(call, 'nanoidLength', index, 16) }
  const made = Array.from({ length: count }, () => sample(kind, random, nanoid))
  const pairedItem = { item: index }
  return flag(call, 'randomDataSingleArray', index)
    ? [{ json: { generatedItems: made }, pairedItem }]
    : made.map((json) => ({ json, pairedItem }))
}
