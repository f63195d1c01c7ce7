import type { ExecutionSummary, LiveEvent } from '@steward/contract/api/execution'
import type { NodeRecord, PlanNode } from '#engine/core'
import type { ExecutionEvents, ExecutionHead, LiveExecution, Standing } from '#engine/host'

export type FeedFilter = {
  readonly workspaceId: string
  readonly workflowId?: string | undefined
  readonly executionId?: string | undefined
}
type Listener = { readonly filter: FeedFilter; readonly send: (event: LiveEvent) => void; budget: number }

/** Events a listener of a whole workspace gets per second; more help nobody who looks at a list. */
const eventsPerSecondMax = 100

/**
 * Tells people who watch what happens in this process. Costs nothing while
 * nobody watches. Node by node is told only to those who watch one workflow or
 * one execution.
 */
export class LiveFeed implements ExecutionEvents {
  private readonly listeners = new Set<Listener>()
  private readonly refill: NodeJS.Timeout

  constructor() {
    this.refill = setInterval(() => {
      for (const listener of this.listeners) listener.budget = eventsPerSecondMax
    }, 1000).unref()
  }

  listen(filter: FeedFilter, send: (event: LiveEvent) => void): () => void {
    const listener = { filter, send, budget: eventsPerSecondMax }
    this.listeners.add(listener)
    return () => this.listeners.delete(listener)
  }

  close(): void {
    clearInterval(this.refill)
    this.listeners.clear()
  }

  workflowChanged(workspaceId: string, workflowId: string): void {
    for (const listener of this.listeners) {
      const { filter } = listener
      if (filter.workspaceId !== workspaceId || filter.executionId !== undefined) continue
      if (filter.workflowId === undefined || filter.workflowId === workflowId)
        listener.send({ type: 'workflow.changed', workflowId })
    }
  }

  executionChanged(head: ExecutionHead, standing: Standing): void {
    for (const listener of this.listeners) {
      if (!concerns(listener.filter, head.workspaceId, head.workflowId, head.id)) continue
      const narrow = listener.filter.executionId !== undefined
      if (!narrow && listener.budget-- <= 0) continue
      listener.send({ type: 'execution.changed', execution: summarize(head, standing) })
    }
  }

  /** The same where nothing but the stored row is at hand. */
  summaryChanged(workspaceId: string, execution: ExecutionSummary): void {
    for (const { filter, send } of this.listeners) {
      if (concerns(filter, workspaceId, execution.workflowId, execution.id)) send({ type: 'execution.changed', execution })
    }
  }

  /** Whether anybody watches. */
  get isHeard(): boolean {
    return this.listeners.size > 0
  }

  nodeStarted(live: LiveExecution, node: PlanNode, runIndex: number): void {
    this.toWatchers(live, () => ({ type: 'node.started', ...place(live, node), index: live.state.records.length, runIndex }))
  }

  nodeFinished(live: LiveExecution, record: NodeRecord): void {
    this.toWatchers(live, () => ({
      type: 'node.finished',
      ...place(live, live.plan.nodes[record.node] as PlanNode),
      index: record.index,
      runIndex: record.runIndex,
      status: record.status,
      durationMs: record.durationMs,
      items: record.outputs.map((items) => items.length),
      error: record.error?.message ?? null,
    }))
  }

  private toWatchers(live: LiveExecution, make: () => LiveEvent): void {
    for (const listener of this.listeners) {
      const { filter } = listener
      if (filter.workflowId === undefined && filter.executionId === undefined) continue
      if (!concerns(filter, live.workflow.workspaceId, live.workflow.id, live.id)) continue
      if (filter.executionId === undefined && listener.budget-- <= 0) continue
      listener.send(make())
    }
  }
}

function concerns(filter: FeedFilter, workspaceId: string, workflowId: string, executionId: string): boolean {
  return (
    filter.workspaceId === workspaceId &&
    (filter.workflowId === undefined || filter.workflowId === workflowId) &&
    (filter.executionId === undefined || filter.executionId === executionId)
  )
}

const place = (live: LiveExecution, node: PlanNode) => ({
  executionId: live.id,
  workflowId: live.workflow.id,
  nodeId: node.node.id,
  nodeName: node.node.name,
})

function summarize(head: ExecutionHead, standing: Standing) {
  const { endedMs, waitUntilMs } = standing
  return {
    id: head.id,
    workflowId: head.workflowId,
    workflowName: head.workflowName,
    workflowVersion: head.workflowVersion,
    status: standing.status,
    mode: head.mode,
    startedAt: new Date(head.startedMs).toISOString(),
    endedAt: endedMs === null ? null : new Date(endedMs).toISOString(),
    durationMs: endedMs === null ? null : endedMs - head.startedMs,
    waitUntil: waitUntilMs === null ? null : new Date(waitUntilMs).toISOString(),
    inDoubt: standing.inDoubt,
    error: standing.error === null ? null : { message: standing.error, node: standing.errorNode },
    retryOf: head.retryOf,
  }
}
