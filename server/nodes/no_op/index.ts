import { defineNode } from '@steward/sdk/node'
import { Type } from 'typebox'
import { passOn } from '../pass-on.ts'

export default defineNode({
  type: 'no_op',
  title: 'Do nothing',
  description: 'Passes the items on as they are.',
  category: 'flow',
  icon: 'arrow-right',
  n8n: [{ type: 'n8n-nodes-base.noOp', versions: [1] }],
  parameters: Type.Object({}),
  effect: 'pure',
  execute: (call) => [call.items.map((item, index) => passOn(item, index))],
})
