import type { WorkflowNode } from '@steward/contract/workflow'
import type { Command } from './command.ts'

type Change = { readonly content?: string; readonly color?: number; readonly width?: number; readonly height?: number }

/** Writes on a note, colours it or gives it another size; dragging the upper left corner moves it as well. */
export function changeNote({ id }: WorkflowNode, change: Change, position?: readonly [number, number]): Command {
  return {
    name: change.width === undefined && change.height === undefined ? 'changeNote' : 'resizeNote',
    apply: (document) => ({
      ...document,
      nodes: document.nodes.map((node) =>
        node.id === id
          ? {
              ...node,
              parameters: { ...node.parameters, ...change },
              ...(position === undefined ? {} : { position: [position[0], position[1]] }),
            }
          : node,
      ),
    }),
  }
}
