import { listNodeKinds, type NodeKind } from '@steward/contract/api/workflow'
import type { NodeDefinition } from '@steward/sdk/node'
import type { NodeCatalog } from '#engine/core'
import { route, type Route } from '#http'

export function nodeKindRoutes(catalog: NodeCatalog): readonly Route[] {
  return [route(listNodeKinds, () => ({ items: catalog.all().map(asKind) }))]
}

function asKind(definition: NodeDefinition): NodeKind {
  const { type, title, description, category, icon, trigger, effect, parameters, older } = definition
  return {
    type,
    title,
    description,
    category,
    icon,
    trigger: trigger ?? null,
    versions: [...new Set(definition.n8n.flatMap((alias) => [...alias.versions]))].sort((a, b) => a - b),
    // Null where it depends on the parameters.
    effect: typeof effect === 'string' ? effect : null,
    parameters,
    ...(older === undefined ? {} : { older: [...older] }),
  }
}
