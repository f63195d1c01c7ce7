import type { WorkflowDocument } from '@steward/contract/workflow'
import { expect, test } from 'vitest'
import { testInstallation } from '#test/installation'

const draft = (over: Partial<WorkflowDocument> = {}): WorkflowDocument => ({
  steward: 1,
  name: 'Greet',
  nodes: [
    {
      id: 'a',
      name: 'Hook',
      type: 'webhook',
      version: 2,
      position: [0, 0],
      parameters: { path: 'greet', httpMethod: 'POST' },
      settings: {},
    },
    { id: 'b', name: 'Edit', type: 'set', version: 3.4, position: [200, 0], parameters: { z: 1, a: 2 }, settings: {} },
  ],
  edges: [{ from: { node: 'a', output: 0 }, to: { node: 'b', input: 0 }, kind: 'main' }],
  settings: { executionOrder: 'v1' },
  ...over,
})

test('a workflow is created, listed, saved, activated and shown', async () => {
  await using steward = await testInstallation()
  const owner = await steward.owner()

  const made = await owner.send('POST', '/workflows', { document: draft({ tags: ['mail'] }) })
  expect(made.body).toMatchObject({
    summary: { name: 'Greet', status: 'draft', version: 1, nodeCount: 2, triggers: ['webhook'], tags: [{ name: 'mail' }] },
  })
  expect(made.status).toBe(201)
  const { id } = (made.body as { summary: { id: string } }).summary
  expect(JSON.stringify(made.body['document'])).toContain('{"z":1,"a":2}')

  const saved = await owner.send('PUT', `/workflows/${id}`, { document: draft({ name: 'Greet all' }), baseVersion: 1 })
  expect(saved.body).toMatchObject({ summary: { name: 'Greet all', version: 2 } })

  const live = await owner.send('POST', `/workflows/${id}/activate`)
  expect(live.body).toMatchObject({
    summary: { status: 'active', publishedVersion: 2 },
    webhooks: [{ node: 'Hook', method: 'POST', url: 'http://127.0.0.1:4000/webhook/greet' }],
  })

  const list = await owner.send('GET', '/workflows?search=hook%20greet')
  expect(list.body).toMatchObject({ items: [{ id }], next: null, counts: { active: 1, draft: 0 } })
})
