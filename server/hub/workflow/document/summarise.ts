import { effectClasses, type EffectClass } from '@steward/contract/effect'
import { stickyNoteType, type WorkflowDocument, type WorkflowNode } from '@steward/contract/workflow'
import type { NodeCatalog } from '#engine/core'
import { wordsOf } from '../search/words.ts'
import { checkDocument, riskSheet } from '#engine/document'

export type DocumentSummary = {
  readonly nodeCount: number
  readonly triggers: string[]
  readonly effects: EffectClass[]
  readonly placeholders: number
  /** Lower case; what a search looks in, besides the tags. */
  readonly searchText: string
  /** What a search looks in besides, by how words begin: types, notes and the texts of parameters. */
  readonly searchWords: readonly string[]
}

/** What lists show of a document without reading it. */
export function summarise(document: WorkflowDocument, catalog: NodeCatalog): DocumentSummary {
  const nodes = document.nodes.filter((node) => node.type !== stickyNoteType)
  const effects = new Set(riskSheet(document, catalog).map((line) => line.class))
  return {
    nodeCount: nodes.length,
    triggers: nodes
      .filter((node) => isTrigger(node, catalog))
      .sort((a, b) => a.position[0] - b.position[0] || a.position[1] - b.position[1])
      .map((node) => node.type),
    effects: effectClasses.filter((one) => one !== 'pure' && effects.has(one)),
    placeholders: checkDocument(document, catalog).placeholders.length,
    searchWords: wordsOf(document),
    searchText: [document.name, document.description ?? '', ...nodes.map((node) => node.name)].join('\n').toLowerCase(),
  }
}

function isTrigger(node: WorkflowNode, catalog: NodeCatalog): boolean {
  if (node.settings.disabled === true) return false
  const definition = catalog.get(node.type)
  return definition === undefined ? /trigger$/i.test(node.type) : definition.trigger !== undefined
}
