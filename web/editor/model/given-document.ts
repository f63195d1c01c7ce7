import type { WorkflowDocument, WorkflowEdge, WorkflowNode } from '@steward/contract/workflow'

/** Short ways to write documents in tests: `given.document([given.node('A')], [given.edge('A', 'B')])`. The name is the id. */
export const given = {
  node: (name: string, more: Partial<WorkflowNode> = {}): WorkflowNode => ({
    id: name,
    name,
    type: 'set',
    version: 1,
    position: [0, 0],
    parameters: {},
    settings: {},
    ...more,
  }),
  edge: (from: string, to: string, more: { output?: number; input?: number; kind?: string } = {}): WorkflowEdge => ({
    from: { node: from, output: more.output ?? 0 },
    to: { node: to, input: more.input ?? 0 },
    kind: more.kind ?? 'main',
  }),
  document: (nodes: WorkflowNode[], edges: WorkflowEdge[] = [], more: Partial<WorkflowDocument> = {}): WorkflowDocument => ({
    steward: 1,
    name: 'Given',
    nodes,
    edges,
    settings: { executionOrder: 'v1' },
    ...more,
  }),
}
