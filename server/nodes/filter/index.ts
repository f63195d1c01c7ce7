import { defineNode } from '@steward/sdk/node'
import { text } from '../parameter.ts'
import { parameters } from './schema.ts'
import { splitByFilter } from './split-by-filter.ts'

export default defineNode({
  type: 'filter',
  title: 'Filter',
  description: 'Lets the items pass that meet the conditions.',
  category: 'flow',
  icon: 'funnel',
  n8n: [{ type: 'n8n-nodes-base.filter', versions: [1, 2, 2.1, 2.2, 2.3] }],
  parameters,
  effect: 'pure',
  execute: (call) => [
    splitByFilter(call, (index) => (text(call, 'combineConditions', index, 'AND') === 'OR' ? 'any' : 'all')).met,
  ],
})
