import { defineNode, type Item } from '@steward/sdk/node'
import { Type } from 'typebox'

const nothing: readonly Item[] = [{ json: {} }]

export default defineNode({
  type: 'manual_trigger',
  title: 'Manual trigger',
  description: 'Starts the workflow when somebody asks for it.',
  category: 'trigger',
  icon: 'mouse-pointer-click',
  n8n: [
    { type: 'n8n-nodes-base.manualTrigger', versions: [1] },
    { type: 'n8n-nodes-base.start', versions: [1] },
  ],
  trigger: 'manual',
  parameters: Type.Object({}),
  effect: 'pure',
  inputs: [],
  execute: (call) => [call.items.length === 0 ? nothing : call.items],
})
