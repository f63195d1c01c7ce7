import { defineNode } from '@steward/sdk/node'
import { parameters } from '../filter/schema.ts'
import { splitByFilter } from '../filter/split-by-filter.ts'
import { text } from '../parameter.ts'

export default defineNode({
  type: 'if',
  title: 'If',
  description: 'Sends each item one way or the other.',
  category: 'flow',
  icon: 'split',
  n8n: [{ type: 'n8n-nodes-base.if', versions: [1, 2, 2.1, 2.2, 2.3] }],
  parameters,
  effect: 'pure',
  outputs: [
    { name: 'true', label: 'True' },
    { name: 'false', label: 'False' },
  ],
  execute: (call) => {
    const { met, unmet } = splitByFilter(call, (index) =>
      text(call, 'combineOperation', index, 'all') === 'any' ? 'any' : 'all',
    )
    return [met, unmet]
  },
})
