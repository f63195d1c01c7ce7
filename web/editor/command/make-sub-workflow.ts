import type { WorkflowNode } from '@steward/contract/workflow'
import type { Taken } from '../model/sub-workflow.ts'
import type { Command } from './command.ts'

/** Puts a node that executes a workflow in the place of the nodes that the workflow was made of. */
export function makeSubWorkflow(taken: Taken, node: WorkflowNode): Command {
  const gone = new Set(taken.nodes.map(({ id }) => id))
  const names = new Set(taken.nodes.map(({ name }) => name))
  return {
    name: 'makeSubWorkflow',
    values: { count: gone.size },
    apply: (document) => {
      const { pins, ...others } = document
      const kept = Object.entries(pins ?? {}).filter(([name]) => !names.has(name))
      return {
        ...others,
        ...(kept.length === 0 ? {} : { pins: Object.fromEntries(kept) }),
        nodes: [...document.nodes.filter(({ id }) => !gone.has(id)), node],
        edges: [
          ...document.edges.filter(({ from, to }) => !gone.has(from.node) && !gone.has(to.node)),
          ...taken.into.map((edge) => ({ ...edge, to: { node: node.id, input: 0 } })),
          ...taken.out.map((edge) => ({ ...edge, from: { node: node.id, output: 0 } })),
        ],
      }
    },
  }
}
