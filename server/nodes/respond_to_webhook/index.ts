import { defineNode, type NodeCall, type WebhookAnswer } from '@steward/sdk/node'
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
    const delivered = await deliver(call, answer)
    if (!delivered) call.io.log('info', 'Nobody waits for an answer (any more), so it went nowhere.')
    if (!branches(call.node.parameters)) return [call.items]
    const response = { body: answer.body ?? null, headers: { ...answer.headers }, statusCode: answer.status }
    return [call.items, [{ json: { response }, pairedItem: { item: 0 } }]]
  },
})

/** To a caller who takes parts the body is a part; everybody else is answered once. */
async function deliver(call: NodeCall, answer: WebhookAnswer): Promise<boolean> {
  const streams = answer.body !== undefined && call.param('options.enableStreaming', 0, true)
  if (!streams || !(await call.io.stream({ type: 'begin' }))) return call.io.respond(answer)
  await call.io.stream({ type: 'item', content: answer.body })
  return call.io.stream({ type: 'end' })
}
