import type { WorkflowDocument, WorkflowNode } from '@steward/contract/workflow'
import type { NodeDefinition } from '@steward/sdk/node'
import { Type } from 'typebox'

type GivenNode = Partial<Omit<WorkflowNode, 'name'>> & {
  readonly name: string
  readonly to?: Readonly<Record<string, readonly [output: number, input: number]>>
}

/**
 * A document from nodes that say where they lead: `{ name: 'A', to: { B: [0, 0] } }`.
 * Nodes stand from left to right in the order given unless they have a position.
 */
export function givenWorkflow(nodes: readonly GivenNode[], more: Partial<WorkflowDocument> = {}): WorkflowDocument {
  return {
    steward: 1,
    name: 'Given',
    nodes: nodes.map(({ to: _to, ...node }, index) => ({
      id: node.name,
      type: 'pass',
      version: 1,
      position: [index * 200, 0],
      parameters: {},
      settings: {},
      ...node,
    })),
    edges: nodes.flatMap(({ name, to = {} }) =>
      Object.entries(to).map(([target, [output, input]]) => ({
        from: { node: name, output },
        to: { node: target, input },
        kind: 'main',
      })),
    ),
    settings: { executionOrder: 'v1' },
    ...more,
  }
}

/** A node definition that does as little as the test needs. */
export function givenNode(type: string, more: Partial<NodeDefinition> = {}): NodeDefinition {
  return {
    type,
    title: type,
    description: '',
    category: 'core',
    icon: 'box',
    n8n: [],
    parameters: Type.Object({}),
    effect: 'pure',
    execute: (call) => [call.items],
    ...more,
  }
}
