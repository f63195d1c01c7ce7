import type { Command } from './command.ts'

type Moves = ReadonlyMap<string, readonly [number, number]>

/** Puts nodes and notes elsewhere, in the measure of the document. */
export function moveNodes(moves: Moves, mergeKey?: string): Command {
  return {
    name: 'moveNodes',
    values: { count: moves.size },
    ...(mergeKey === undefined ? {} : { mergeKey }),
    apply: (document) => ({
      ...document,
      nodes: document.nodes.map((node) => {
        const to = moves.get(node.id)
        return to === undefined ? node : { ...node, position: [to[0], to[1]] as [number, number] }
      }),
    }),
  }
}
