import type { Item } from '@steward/contract/item'
import type { RunView } from './view.ts'

/** A node execution that stands alone, with these items as its input, in UTC at the beginning of time. */
export function bareView(items: readonly Item[], more: Partial<RunView> = {}): RunView {
  return {
    nodeName: 'node',
    nodeVersion: 1,
    nodeId: 'node',
    webhookId: undefined,
    position: [0, 0],
    parameters: {},
    runIndex: 0,
    inputs: [items],
    sources: [null],
    node: () => undefined,
    mode: 'manual',
    workflow: { id: '', name: '', active: false },
    execution: { id: '', resumeUrl: '', resumeFormUrl: '', customData: {} },
    environment: {},
    variables: {},
    timezone: 'UTC',
    nowMs: 0,
    ...more,
  }
}
