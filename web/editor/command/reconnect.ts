import { edgeKey } from '@steward/contract/change'
import type { WorkflowEdge } from '@steward/contract/workflow'
import type { Command } from './command.ts'

/** Moves an end of an edge to another port. */
export function reconnect(before: WorkflowEdge, after: WorkflowEdge): Command {
  return {
    name: 'reconnect',
    apply: (document) => {
      const others = document.edges.filter((edge) => edgeKey(edge) !== edgeKey(before))
      if (others.length === document.edges.length || others.some((edge) => edgeKey(edge) === edgeKey(after))) return document
      return { ...document, edges: [...others, after] }
    },
  }
}
