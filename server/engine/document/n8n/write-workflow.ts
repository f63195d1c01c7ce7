import { stickyNoteType, type WorkflowDocument, type WorkflowNode } from '@steward/contract/workflow'
import type { NodeCatalog } from '#engine/core'
import { isObject } from '../parse-json.ts'
import { n8nStickyNote } from './read-node.ts'

type Target = { readonly node: string; readonly type: string; readonly index: number }

/** The document as n8n imports it. Types that Steward does not know are written as they came. */
export function toN8n(document: WorkflowDocument, catalog: NodeCatalog): Record<string, unknown> {
  const { executionTimeoutSeconds, extra, ...settings } = document.settings
  const kept = document.meta?.['n8n']
  return {
    ...(isObject(kept) ? kept : {}),
    name: document.name,
    ...(document.description === undefined ? {} : { description: document.description }),
    nodes: document.nodes.map((node) => writeNode(node, catalog)),
    connections: writeConnections(document),
    settings: {
      ...extra,
      ...settings,
      ...(executionTimeoutSeconds === undefined ? {} : { executionTimeout: executionTimeoutSeconds }),
    },
    ...(document.pins === undefined ? {} : { pinData: document.pins }),
    ...(document.staticData === undefined ? {} : { staticData: document.staticData }),
    ...(document.tags === undefined ? {} : { tags: document.tags.map((name) => ({ name })) }),
  }
}

function writeNode(node: WorkflowNode, catalog: NodeCatalog): Record<string, unknown> {
  const { n8nType, ...extra } = node.extra ?? {}
  const { waitBetweenTriesMs, ...settings } = node.settings
  const known = node.type === stickyNoteType ? n8nStickyNote : catalog.get(node.type)?.n8n[0]?.type
  return {
    ...extra,
    parameters: node.parameters,
    id: node.id,
    name: node.name,
    type: typeof n8nType === 'string' ? n8nType : (known ?? node.type),
    typeVersion: node.version,
    position: node.position,
    ...settings,
    ...(waitBetweenTriesMs === undefined ? {} : { waitBetweenTries: waitBetweenTriesMs }),
    ...(node.connections === undefined ? {} : { credentials: node.connections }),
    ...(node.webhookId === undefined ? {} : { webhookId: node.webhookId }),
  }
}

function writeConnections(document: WorkflowDocument): Record<string, Record<string, Target[][]>> {
  const names = new Map(document.nodes.map((node) => [node.id, node.name]))
  const bySource = new Map<string, Map<string, Target[][]>>()
  for (const { from, to, kind } of document.edges) {
    const source = names.get(from.node)
    const target = names.get(to.node)
    if (source === undefined || target === undefined) continue
    const byKind = bySource.get(source) ?? new Map<string, Target[][]>()
    bySource.set(source, byKind)
    const outputs = byKind.get(kind) ?? []
    byKind.set(kind, outputs)
    while (outputs.length <= from.output) outputs.push([])
    outputs[from.output]?.push({ node: target, type: kind, index: to.input })
  }
  return Object.fromEntries([...bySource].map(([source, byKind]) => [source, Object.fromEntries(byKind)]))
}
