import type { WorkflowNode } from '@steward/contract/workflow'
import type { Command } from './command.ts'

/** Keeps items as the output of a node, which it then gives instead of being executed by hand; undefined lets go of them. */
export function pinData({ name: node }: WorkflowNode, items: readonly unknown[] | undefined): Command {
  return {
    name: items === undefined ? 'unpinData' : 'pinData',
    values: { node },
    apply: (document) => {
      const { pins, ...others } = document
      const { [node]: _before, ...kept } = pins ?? {}
      const after = items === undefined ? kept : { ...kept, [node]: [...items] }
      return Object.keys(after).length === 0 ? others : { ...others, pins: after }
    },
  }
}
