import type { NodeDefinition } from '@steward/sdk/node'

/** The kinds of node an installation knows. The engine is given one; it imports no node itself. */
export type NodeCatalog = {
  /** By Steward's own type name. */
  readonly get: (type: string) => NodeDefinition | undefined
  /** By an n8n type name, such as `n8n-nodes-base.set`. */
  readonly fromN8n: (type: string) => NodeDefinition | undefined
  readonly all: () => readonly NodeDefinition[]
}

/** Builds a catalogue and refuses two definitions that claim the same name. */
export function createCatalog(definitions: readonly NodeDefinition[]): NodeCatalog {
  const byType = new Map<string, NodeDefinition>()
  const byN8n = new Map<string, NodeDefinition>()
  for (const definition of definitions) {
    claim(byType, definition.type, definition)
    for (const alias of definition.n8n) claim(byN8n, alias.type, definition)
  }
  return { get: (type) => byType.get(type), fromN8n: (type) => byN8n.get(type), all: () => definitions }
}

function claim(map: Map<string, NodeDefinition>, name: string, definition: NodeDefinition): void {
  const other = map.get(name)
  if (other !== undefined)
    throw new Error(`Two node definitions claim the type "${name}": ${other.title} and ${definition.title}.`)
  map.set(name, definition)
}
