import { defineNode } from '@steward/sdk/node'
import { effectOfMethod, hasIdempotencyKey, methodOf, saysOf, targetOf } from './effect.ts'
import { execute } from './execute.ts'
import { askAddress } from './probe.ts'
import { parameters } from './schema.ts'

export default defineNode({
  type: 'http_request',
  title: 'HTTP request',
  description: 'Calls any HTTP address and reads the answer.',
  category: 'core',
  icon: 'globe',
  n8n: [{ type: 'n8n-nodes-base.httpRequest', versions: [1, 2, 3, 4, 4.1, 4.2, 4.3, 4.4] }],
  parameters,
  effect: (reader, itemIndex) => effectOfMethod(methodOf(reader, itemIndex)),
  says: saysOf,
  target: targetOf,
  repeatable: hasIdempotencyKey,
  probeGet: askAddress,
  execute: async (call) => [await execute(call)],
})
