import type { Item, JsonObject } from '@steward/contract/item'
import type { RunView } from './view.ts'

/** A node execution with these items as its input, for tests and measurements. */
export function viewOf(list: readonly Record<string, unknown>[], more: Partial<RunView> = {}): RunView {
  const items: Item[] = list.map((json) => ({ json: json as JsonObject }))
  return {
    nodeName: 'Here',
    nodeVersion: 1,
    nodeId: 'node-1',
    webhookId: undefined,
    position: [0, 0],
    parameters: {},
    runIndex: 0,
    inputs: [items],
    sources: [null],
    node: () => undefined,
    mode: 'manual',
    workflow: { id: 'w1', name: 'Flow', active: true },
    execution: { id: 'e1', resumeUrl: 'http://localhost/resume', resumeFormUrl: 'http://localhost/form', customData: {} },
    environment: {},
    variables: {},
    timezone: 'UTC',
    nowMs: 0,
    ...more,
  }
}
