import { defineNode, type Listen, NodeError } from '@steward/sdk/node'
import { Type } from 'typebox'
import { createCatalog } from '#engine/core'

const plain = { category: 'core', icon: 'box', description: '', effect: 'pure', parameters: Type.Object({}) } as const

const textOf = (value: unknown) => (typeof value === 'string' ? value : '')

/** A few kinds of node, enough to draw and activate workflows without the real ones. */
export const testCatalog = createCatalog([
  defineNode({
    ...plain,
    type: 'manual_trigger',
    title: 'Manual',
    trigger: 'manual',
    n8n: [{ type: 'n8n-nodes-base.manualTrigger', versions: [1] }],
  }),
  defineNode({ ...plain, type: 'set', title: 'Set', n8n: [{ type: 'n8n-nodes-base.set', versions: [3, 3.4] }] }),
  defineNode({
    ...plain,
    type: 'http_request',
    title: 'HTTP',
    effect: 'write',
    n8n: [{ type: 'n8n-nodes-base.httpRequest', versions: [4.2] }],
    target: () => 'api.example.com',
  }),
  defineNode({
    ...plain,
    type: 'webhook',
    title: 'Webhook',
    trigger: 'webhook',
    n8n: [{ type: 'n8n-nodes-base.webhook', versions: [2] }],
    listens: ({ parameters }): Listen[] => {
      if (typeof parameters['path'] !== 'string' || parameters['path'] === '') throw new NodeError('the path is empty.')
      const method = typeof parameters['httpMethod'] === 'string' ? parameters['httpMethod'] : 'GET'
      return [{ kind: 'webhook', method, path: parameters['path'], responseMode: 'immediately', authentication: 'none' }]
    },
  }),
  defineNode({
    ...plain,
    type: 'schedule_trigger',
    title: 'Schedule',
    trigger: 'schedule',
    n8n: [{ type: 'n8n-nodes-base.scheduleTrigger', versions: [1.2] }],
    listens: ({ parameters }): Listen[] => [
      { kind: 'schedule', cron: textOf(parameters['cron']), text: `At ${textOf(parameters['cron'])}` },
    ],
  }),
])
