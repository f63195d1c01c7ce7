import { defineNode } from '@steward/sdk/node'
import { Type } from 'typebox'
import { number, text } from '../parameter.ts'
import { limitItems } from './limit-items.ts'

export default defineNode({
  type: 'limit',
  title: 'Limit',
  description: 'Lets only so many items pass.',
  category: 'transform',
  icon: 'list-minus',
  n8n: [{ type: 'n8n-nodes-base.limit', versions: [1] }],
  parameters: Type.Object({
    maxItems: Type.Optional(Type.Number({ title: 'Most items', minimum: 1, default: 1 })),
    keep: Type.Optional(
      Type.Union([Type.Literal('firstItems', { title: 'The first' }), Type.Literal('lastItems', { title: 'The last' })], {
        title: 'Keep',
        default: 'firstItems',
      }),
    ),
  }),
  effect: 'pure',
  execute: (call) => [
    limitItems(call.items, number(call, 'maxItems', 0, 1), text(call, 'keep', 0, 'firstItems') === 'lastItems'),
  ],
})
