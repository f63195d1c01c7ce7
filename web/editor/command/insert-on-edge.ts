import { edgeKey, freeName } from '@steward/contract/change'
import type { WorkflowEdge, WorkflowNode } from '@steward/contract/workflow'
import type { Command } from './command.ts'
import { moveNodes } from './move-nodes.ts'

/** Puts a node, new or drawn already, in the middle of an edge. `moves` makes room for it. */
export function insertOnEdge(
  node: WorkflowNode,
  edge: WorkflowEdge,
  moves: ReadonlyMap<string, readonly [number, number]>,
): Command {
  const key = edgeKey(edge)
  return {
    name: 'insertOnEdge',
    values: { node: node.name },
    apply: (document) => {
      if (!document.edges.some((one) => edgeKey(one) === key)) return document
      const isNew = !document.nodes.some(({ id }) => id === node.id)
      const name = freeName(node.name, new Set(document.nodes.map((one) => one.name)))
      const moved = moveNodes(moves).apply(document)
      return {
        ...moved,
        nodes: isNew ? [...moved.nodes, { ...node, name }] : moved.nodes,
        edges: [
          ...document.edges.filter((one) => edgeKey(one) !== key),
          { from: edge.from, to: { node: node.id, input: 0 }, kind: 'main' },
          { from: { node: node.id, output: 0 }, to: edge.to, kind: 'main' },
        ],
      }
    },
  }
}
