import type { Command } from './command.ts'
import { moveNodes } from './move-nodes.ts'

type Moves = ReadonlyMap<string, readonly [number, number]>

/** Many moves that are one: alignment, distribution, a tidy layout. */
export function arrangeNodes(moves: Moves, name: 'alignNodes' | 'distributeNodes' | 'tidyNodes'): Command {
  return { name, values: { count: moves.size }, apply: moveNodes(moves).apply }
}
