import type { NodeKind } from '@steward/contract/api/workflow'
import { type EffectClass, strongestEffect } from '@steward/contract/effect'
import type { WorkflowNode } from '@steward/contract/workflow'

const byMethod: Readonly<Record<string, EffectClass>> = { GET: 'read', HEAD: 'read', OPTIONS: 'read', DELETE: 'delete' }

/** What the drawn node may do outside: what its kind says, or what a person said of it where that is stronger. */
export function effectOf(node: WorkflowNode, kind: NodeKind | undefined): EffectClass {
  const own = ownEffectOf(node, kind)
  return own === 'pure' ? own : strongestEffect([own, node.settings.effect?.class ?? 'pure'])
}

/** What its kind and its parameters say; a kind whose class depends on them has none of its own. */
export function ownEffectOf(node: WorkflowNode, kind: NodeKind | undefined): EffectClass {
  if (kind === undefined) return 'pure'
  if (kind.effect !== null) return kind.effect
  const method = node.parameters['method'] ?? node.parameters['requestMethod'] ?? 'GET'
  if (node.type === 'http_request' && typeof method === 'string') return byMethod[method.toUpperCase()] ?? 'write'
  return 'pure'
}
