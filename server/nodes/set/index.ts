import { defineNode } from '@steward/sdk/node'
import { setValues } from './classic.ts'
import { editFields } from './edit-fields.ts'
import { parameters } from './schema.ts'

export default defineNode({
  type: 'set',
  title: 'Edit fields',
  description: 'Sets, changes and removes fields of each item.',
  category: 'transform',
  icon: 'pencil-line',
  n8n: [{ type: 'n8n-nodes-base.set', versions: [1, 2, 3, 3.1, 3.2, 3.3, 3.4, 3.5] }],
  parameters,
  effect: 'pure',
  execute: async (call) => [await (call.node.version < 3 ? setValues(call) : editFields(call))],
})
