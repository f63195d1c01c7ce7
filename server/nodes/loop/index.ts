import { defineNode, type NodeView, type Port } from '@steward/sdk/node'
import { Type } from 'typebox'
import { goRound } from './go-round.ts'

const done: Port = { name: 'done', label: 'Done' }
const loop: Port = { name: 'loop', label: 'Loop' }

export default defineNode({
  type: 'loop',
  title: 'Loop over items',
  description: 'Hands out the items in batches. Connect the end of the loop back to it; what came round leaves at the end.',
  category: 'flow',
  icon: 'repeat',
  n8n: [{ type: 'n8n-nodes-base.splitInBatches', versions: [1, 2, 3] }],
  parameters: Type.Object({
    batchSize: Type.Optional(Type.Number({ title: 'Items in a batch', minimum: 1, default: 1 })),
    options: Type.Optional(
      Type.Object(
        { reset: Type.Optional(Type.Boolean({ title: 'Begin anew with the items that come in', default: false })) },
        { title: 'Options' },
      ),
    ),
  }),
  effect: 'pure',
  outputs: ({ version }: NodeView) => (version < 2 ? [loop] : version < 3 ? [loop, done] : [done, loop]),
  execute: (call) => {
    const { batch, processed } = goRound(call)
    if (call.node.version < 2) return [batch]
    return call.node.version < 3 ? [batch, processed] : [processed, batch]
  },
})
