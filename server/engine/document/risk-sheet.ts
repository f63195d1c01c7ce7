import type { EffectLine } from '@steward/contract/effect'
import { stickyNoteType, type WorkflowDocument, type WorkflowNode } from '@steward/contract/workflow'
import type { NodeDefinition } from '@steward/sdk/node'
import type { NodeCatalog } from '#engine/core'
import { guessEffect, shortType } from './guess-effect.ts'
import { nodeViewOf } from '#engine/core'
import { staticEffect } from './static-effect.ts'

/** What each node would do outside, as far as the document tells. Notes and disabled nodes do nothing. */
export function riskSheet(document: WorkflowDocument, catalog: NodeCatalog): EffectLine[] {
  return document.nodes
    .filter((node) => node.type !== stickyNoteType && node.settings.disabled !== true)
    .map((node) => lineOf(node, catalog.get(node.type)))
}

function lineOf(node: WorkflowNode, definition: NodeDefinition | undefined): EffectLine {
  const [connection = null] = Object.keys({ ...node.connections, ...definition?.names?.(nodeViewOf(node)) })
  const about = { node: node.name, type: node.type, connection }
  if (definition === undefined) {
    const effect = guessEffect(node.type, node.parameters)
    return { ...about, class: effect, target: effect === 'pure' ? null : shortType(node.type) }
  }
  return { ...about, class: staticEffect(node, definition), target: targetOf(node, definition) }
}

function targetOf(node: WorkflowNode, definition: NodeDefinition): string | null {
  try {
    return definition.target?.(nodeViewOf(node)) ?? null
  } catch {
    // A definition that cannot make sense of the raw parameters has nothing to tell about them.
    return null
  }
}
