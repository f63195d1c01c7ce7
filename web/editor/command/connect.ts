import { edgeKey } from '@steward/contract/change'
import type { WorkflowEdge } from '@steward/contract/workflow'
import type { Command } from './command.ts'

/** Joins two ports; what is joined already stays as it is. */
export function connect(edge: WorkflowEdge, names: { readonly from: string; readonly to: string }): Command {
  return {
    name: 'connect',
    values: names,
    apply: (document) =>
      document.edges.some((one) => edgeKey(one) === edgeKey(edge)) ? document : { ...document, edges: [...document.edges, edge] },
  }
}
