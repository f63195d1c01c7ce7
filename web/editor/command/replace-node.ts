import type { WorkflowEdge, WorkflowNode } from '@steward/contract/workflow'
import { withNode } from '../model/rename.ts'
import type { Command } from './command.ts'

type Ports = { readonly inputs: number; readonly outputs: number }

/** Puts a node of another kind in the place of one, with its edges as far as the new one has ports for them. */
export function replaceNode(before: WorkflowNode, node: WorkflowNode, ports: Ports): Command {
  return {
    name: 'replaceNode',
    values: { node: before.name },
    apply: (document) => {
      const replaced = withNode(document, { ...node, id: before.id, position: before.position })
      const { pins, ...others } = replaced
      const { [node.name]: _stale, ...kept } = pins ?? {}
      return {
        ...others,
        ...(Object.keys(kept).length === 0 ? {} : { pins: kept }),
        edges: replaced.edges.flatMap((edge) => fitted(edge, before.id, ports)),
      }
    },
  }
}

function fitted(edge: WorkflowEdge, id: string, { inputs, outputs }: Ports): WorkflowEdge[] {
  if (edge.kind !== 'main') return [edge]
  if ((edge.from.node === id && outputs === 0) || (edge.to.node === id && inputs === 0)) return []
  const from = edge.from.node === id ? { node: id, output: Math.min(edge.from.output, outputs - 1) } : edge.from
  const to = edge.to.node === id ? { node: id, input: Math.min(edge.to.input, inputs - 1) } : edge.to
  return [{ ...edge, from, to }]
}
