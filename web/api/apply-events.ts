import type { Execution, NodeExecution } from '@steward/contract/api/execution'
import type { LiveEvent } from '@steward/contract/api/live-event'

/** Carries live events into an execution as it was last read. Events may come twice or late; the later state wins. */
export function applyEvents(execution: Execution, events: readonly LiveEvent[]): Execution {
  return events.reduce(applyEvent, execution)
}

function applyEvent(execution: Execution, event: LiveEvent): Execution {
  if (event.type === 'workflow.changed' || event.type === 'workflow.edited' || event.type === 'workflow.presence')
    return execution
  if (event.type === 'approval.changed') return execution
  if (event.type === 'execution.changed') {
    return event.execution.id === execution.summary.id ? { ...execution, summary: event.execution } : execution
  }
  if (event.executionId !== execution.summary.id) return execution
  const known = execution.nodes.find((node) => node.index === event.index)
  if (event.type === 'node.started') {
    // A start that arrives after the end of the same node execution is old news.
    return known === undefined ? withNode(execution, begun(execution, event)) : execution
  }
  const base = known ?? begun(execution, event)
  return withNode(execution, {
    ...base,
    status: event.status as NodeExecution['status'],
    durationMs: event.durationMs,
    error: event.error === null ? null : { message: event.error, description: null, itemIndex: null },
    itemCounts: { ...base.itemCounts, outputs: event.items },
  })
}

function begun(execution: Execution, event: Extract<LiveEvent, { nodeId: string }>): NodeExecution {
  const drawn = execution.document.nodes.find((node) => node.id === event.nodeId)
  return {
    index: event.index,
    nodeId: event.nodeId,
    nodeName: event.nodeName,
    nodeType: drawn?.type ?? '',
    runIndex: event.runIndex,
    status: 'running',
    effect: 'pure',
    startedAt: new Date().toISOString(),
    durationMs: null,
    tries: 1,
    error: null,
    sources: [],
    itemCounts: { inputs: [], outputs: [] },
  }
}

function withNode(execution: Execution, node: NodeExecution): Execution {
  const others = execution.nodes.filter((one) => one.index !== node.index)
  return { ...execution, nodes: [...others, node].toSorted((a, b) => a.index - b.index) }
}
