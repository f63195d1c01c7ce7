import { defineNode } from '@steward/sdk/node'
import { Type } from 'typebox'
import { answerOf } from './answer.ts'
import { respondParameters } from './schema.ts'

const branches = (parameters: { readonly [name: string]: unknown }) =>
  (parameters['options'] as { enableResponseOutput?: unknown } | undefined)?.enableResponseOutput === true

export default defineNode({
  type: 'respond_to_webhook',
  title: 'Respond to webhook',
  description: 'Answers the call that started the workflow, and goes on.',
  category: 'core',
  icon: 'reply',
  n8n: [{ type: 'n8n-nodes-base.respondToWebhook', versions: [1, 1.1, 1.2, 1.3, 1.4, 1.5] }],
  parameters: Type.Object(respondParameters),
  // The caller waits for exactly this and is told once, so it needs no word before it.
  effect: 'pure',
  outputs: (node) =>
    branches(node.parameters)
      ? [
          { name: 'input', label: 'Input' },
          { name: 'response', label: 'Answer' },
        ]
      : [{ name: 'main' }],
  execute: async (call) => {
    const answer = await answerOf(call)
    const delivered = await call.io.respond(answer)
    if (!delivered) call.io.log('info', 'Nobody waits for an answer (any more), so it went nowhere.')
    if (!branches(call.node.parameters)) return [call.items]
    const response = { body: answer.body ?? null, headers: { ...answer.headers }, statusCode: answer.status }
    return [call.items, [{ json: { response }, pairedItem: { item: 0 } }]]
  },
})
