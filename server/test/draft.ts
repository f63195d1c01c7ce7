import type { WorkflowDocument, WorkflowNode } from '@steward/contract/workflow'

export const node = (over: Partial<WorkflowNode> & { name: string; type: string }): WorkflowNode => ({
  id: over.name,
  version: 1,
  position: [0, 0],
  parameters: {},
  settings: {},
  ...over,
})

/** A webhook and a node behind it. */
export const draft = (over: Partial<WorkflowDocument> & { path?: string } = {}): WorkflowDocument => {
  const { path = 'greet', ...document } = over
  return {
    steward: 1,
    name: 'Greet',
    nodes: [
      node({ name: 'Hook', type: 'webhook', version: 2, parameters: { path, httpMethod: 'POST' } }),
      node({ name: 'Edit', type: 'set', version: 3.4, position: [200, 0], parameters: { z: 1, a: 2 } }),
    ],
    edges: [{ from: { node: 'Hook', output: 0 }, to: { node: 'Edit', input: 0 }, kind: 'main' }],
    settings: { executionOrder: 'v1' },
    ...document,
  }
}
