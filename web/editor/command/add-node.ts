import { freeName } from '@steward/contract/change'
import type { WorkflowEdge, WorkflowNode } from '@steward/contract/workflow'
import type { Command } from './command.ts'

/** Adds a node, under a name that is free, and the edges that join it. */
export function addNode(node: WorkflowNode, edges: readonly WorkflowEdge[] = []): Command {
  return {
    name: 'addNode',
    values: { node: node.name },
    apply: (document) => ({
      ...document,
      nodes: [...document.nodes, { ...node, name: freeName(node.name, new Set(document.nodes.map(({ name }) => name))) }],
      edges: [...document.edges, ...edges],
    }),
  }
}
