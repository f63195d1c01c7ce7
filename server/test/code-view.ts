import type { Item, JsonObject } from '@steward/contract/item'
import { bareView, type OtherNode, type PastExecution, type RunView } from '#engine/expression'

/** A view of an execution for tests: the code stands behind a node called "Before". */
export function codeView(
  items: readonly Item[],
  more: Partial<RunView> & { others?: Record<string, Partial<OtherNode>> } = {},
): RunView {
  const before: PastExecution = { outputs: [items], sources: [] }
  const nodes: Record<string, OtherNode> = {
    Before: { name: 'Before', type: 'set', parameters: { colour: 'red' }, runs: [before], memory: {} },
  }
  for (const [name, other] of Object.entries(more.others ?? {})) {
    nodes[name] = { name, type: 'set', parameters: {}, runs: [], memory: {}, ...other }
  }
  const { others: _, ...rest } = more
  return bareView(items, {
    nodeName: 'Code',
    nodeVersion: 2,
    nodeId: 'node-1',
    sources: [{ node: 'Before', output: 0, run: 0 }],
    node: (name) => nodes[name],
    workflow: { id: 'w1', name: 'My workflow', active: true },
    execution: { id: 'e1', resumeUrl: 'http://localhost/resume', resumeFormUrl: 'http://localhost/form', customData: {} },
    environment: { REGION: 'eu' },
    variables: { limit: 5 },
    timezone: 'Europe/Berlin',
    nowMs: Date.UTC(2026, 6, 1, 10, 0, 0),
    ...rest,
  })
}

export function itemsOf(...jsons: JsonObject[]): Item[] {
  return jsons.map((json, item) => ({ json, pairedItem: { item } }))
}
