import type { Command } from './command.ts'
import { moveNodes } from './move-nodes.ts'

type Moves = ReadonlyMap<string, readonly [number, number]>

/**
 * The command on a document whose nodes stand where they are drawn: one that came without places is drawn in the order of
 * its edges, and the first node that gets a place would leave the others behind in one corner.
 */
export function settlePlaces(command: Command, places: Moves): Command {
  return { ...command, apply: (document) => command.apply(moveNodes(places).apply(document)) }
}
