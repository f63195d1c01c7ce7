import { defineNode, type NodeCall, NodeError } from '@steward/sdk/node'
import { Type } from 'typebox'
import { createCatalog } from '#engine/core'

const parameters = Type.Object({})
const pass = (call: NodeCall) => [call.items]
const plain = {
  description: 'For tests.',
  category: 'transform',
  icon: 'box',
  parameters,
  effect: 'pure',
  execute: pass,
} as const

/** A small catalogue for the tests of this room: enough kinds of node to tell every case apart. */
export const givenCatalog = createCatalog([
  defineNode({
    ...plain,
    type: 'manual_trigger',
    title: 'Manual trigger',
    trigger: 'manual',
    n8n: [{ type: 'n8n-nodes-base.manualTrigger', versions: [1] }],
  }),
  defineNode({
    ...plain,
    type: 'webhook',
    title: 'Webhook',
    trigger: 'webhook',
    n8n: [{ type: 'n8n-nodes-base.webhook', versions: [1, 1.1, 2, 2.1] }],
    listens: (node) => {
      if (node.parameters['path'] === ' ') throw new NodeError('The path is empty.')
      return []
    },
  }),
  defineNode({
    ...plain,
    type: 'set',
    title: 'Edit fields',
    n8n: [{ type: 'n8n-nodes-base.set', versions: [1, 2, 3, 3.1, 3.2, 3.3, 3.4] }],
  }),
  defineNode({ ...plain, type: 'if', title: 'If', n8n: [{ type: 'n8n-nodes-base.if', versions: [1, 2, 2.1, 2.2, 2.3] }] }),
  defineNode({
    ...plain,
    type: 'merge',
    title: 'Merge',
    n8n: [{ type: 'n8n-nodes-base.merge', versions: [1, 2, 2.1, 3, 3.1, 3.2] }],
  }),
  defineNode({
    ...plain,
    type: 'code',
    title: 'Code',
    n8n: [
      { type: 'n8n-nodes-base.code', versions: [1, 2] },
      { type: 'n8n-nodes-base.function', versions: [1] },
    ],
  }),
  defineNode({
    ...plain,
    type: 'execute_workflow',
    title: 'Execute workflow',
    n8n: [{ type: 'n8n-nodes-base.executeWorkflow', versions: [1, 1.1, 1.2] }],
  }),
  defineNode({
    ...plain,
    type: 'http_request',
    title: 'HTTP request',
    n8n: [{ type: 'n8n-nodes-base.httpRequest', versions: [1, 2, 3, 4, 4.1, 4.2] }],
    parameters: Type.Object({ method: Type.Enum(['GET', 'POST', 'DELETE']) }),
    effect: (reader) => {
      const method = reader.param<string>('method', 0, 'GET')
      if (method === 'GET') return 'read'
      return method === 'DELETE' ? 'delete' : 'write'
    },
    target: (node) => new URL(node.parameters['url'] as string).host,
  }),
])
