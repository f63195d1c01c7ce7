import { edgeKey } from '@steward/contract/change'
import type { Command } from './command.ts'

/** Takes edges away, by their keys. */
export function disconnect(keys: ReadonlySet<string>): Command {
  return {
    name: 'disconnect',
    values: { count: keys.size },
    apply: (document) => ({ ...document, edges: document.edges.filter((edge) => !keys.has(edgeKey(edge))) }),
  }
}
