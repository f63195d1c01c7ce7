import type { Item, JsonObject } from '@steward/contract/item'
import { bareView } from './bare-view.ts'
import type { RunView } from './view.ts'

/** A node execution with these items as its input, for tests and measurements. */
export function viewOf(list: readonly Record<string, unknown>[], more: Partial<RunView> = {}): RunView {
  const items: Item[] = list.map((json) => ({ json: json as JsonObject }))
  return bareView(items, {
    nodeName: 'Here',
    nodeId: 'node-1',
    workflow: { id: 'w1', name: 'Flow', active: true },
    execution: { id: 'e1', resumeUrl: 'http://localhost/resume', resumeFormUrl: 'http://localhost/form', customData: {} },
    ...more,
  })
}
