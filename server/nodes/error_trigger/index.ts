import { defineNode, type Item } from '@steward/sdk/node'
import { Type } from 'typebox'

export default defineNode({
  type: 'error_trigger',
  title: 'Error trigger',
  description: 'Starts the workflow when another one that names it as its error workflow has failed.',
  category: 'trigger',
  icon: 'siren',
  n8n: [{ type: 'n8n-nodes-base.errorTrigger', versions: [1] }],
  trigger: 'error',
  parameters: Type.Object({}),
  effect: 'pure',
  inputs: [],
  execute: (call) => [call.mode !== 'error' && isNothing(call.items) ? [sample()] : call.items],
})

const isNothing = (items: readonly Item[]) => items.every(({ json }) => Object.keys(json).length === 0)

/** What a failed execution looks like, to draw the workflow with. */
function sample(): Item {
  return {
    json: {
      execution: {
        id: '231',
        url: 'http://localhost/executions/231',
        retryOf: '34',
        error: { message: 'Example error message', stack: 'Stack trace' },
        lastNodeExecuted: 'Node with error',
        mode: 'manual',
      },
      workflow: { id: '1', name: 'Example workflow' },
    },
  }
}
