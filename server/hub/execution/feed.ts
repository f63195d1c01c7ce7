import type { Presence } from '@steward/contract/api/draft'
import type { ExecutionSummary } from '@steward/contract/api/execution'
import type { LiveEvent } from '@steward/contract/api/live-event'
import type { NodeRecord, PlanNode } from '#engine/core'
import type { ExecutionEvents, ExecutionHead, LiveExecution, Standing } from '#engine/host'
import type { ApprovalChange } from '#hub/effect'
import type { Edit } from '#hub/workflow'
import { partOf } from './execution.store.ts'

export type FeedFilter = {
  readonly workspaceId: string
  readonly workflowId?: string | undefined
  readonly executionId?: string | undefined
}

type Send = (event: LiveEvent, workspaceId: string) => void

/** A person who watches here, or another process at which some do: then any of its filters counts. */
type Listener = {
  readonly filters: () => Iterable<FeedFilter>
  readonly send: Send
  /** How many more events it gets in this second, but for those of an execution it watches. */
  budget: number
  readonly budgetMax: number
}

/** What an event is about; a node's event is for those only who watch the workflow or the execution, a draft's for those who watch the workflow. */
type About = {
  readonly kind: 'execution' | 'node' | 'workflow' | 'draft' | 'approval'
  readonly workspaceId: string
  readonly workflowId: string
  readonly executionId: string
}

/** Events a person who watches a whole workspace gets per second; more help nobody who looks at a list. */
const eventsPerSecondMax = 100
const eventsPerSecondOfProcessMax = 1_000

/**
 * Tells people who watch what happens. Costs nothing while nobody watches.
 * Node by node is told only to those who watch one workflow or one execution.
 */
export class LiveFeed implements ExecutionEvents {
  private readonly local = new Set<Listener>()
  private readonly remote = new Set<Listener>()
  private readonly refill: NodeJS.Timeout
  /** Called when somebody begins or ceases to watch here. */
  onWatch: (filter: FeedFilter, watches: boolean) => void = () => {}

  constructor() {
    this.refill = setInterval(() => {
      for (const listeners of [this.local, this.remote]) for (const listener of listeners) listener.budget = listener.budgetMax
    }, 1000).unref()
  }

  /** Somebody watches here. */
  listen(filter: FeedFilter, send: (event: LiveEvent) => void): () => void {
    const listener = { filters: () => [filter], send, budget: eventsPerSecondMax, budgetMax: eventsPerSecondMax }
    this.local.add(listener)
    this.onWatch(filter, true)
    return () => {
      if (this.local.delete(listener)) this.onWatch(filter, false)
    }
  }

  /** Another process passes on to the people who watch there what happens here. */
  relay(filters: () => Iterable<FeedFilter>, send: Send): () => void {
    const listener = { filters, send, budget: eventsPerSecondOfProcessMax, budgetMax: eventsPerSecondOfProcessMax }
    this.remote.add(listener)
    return () => this.remote.delete(listener)
  }

  /** An event of another process, for those who watch here. */
  receive(workspaceId: string, event: LiveEvent): void {
    this.tell([this.local], aboutOf(workspaceId, event), () => event)
  }

  close(): void {
    clearInterval(this.refill)
    this.local.clear()
    this.remote.clear()
  }

  /** Every process hears by itself which workflows change, so this is for those who watch here. */
  workflowChanged(workspaceId: string, workflowId: string): void {
    const event: LiveEvent = { type: 'workflow.changed', workflowId }
    this.tell([this.local], aboutOf(workspaceId, event), () => event)
  }

  /** Only this process knows, so others are told. */
  workflowEdited({ workspaceId, workflowId, revision, client }: Edit): void {
    const event: LiveEvent = { type: 'workflow.edited', workflowId, revision, client }
    this.tell([this.local, this.remote], aboutOf(workspaceId, event), () => event)
  }

  /** Every process hears by itself of who is there. */
  presenceChanged({ workspaceId, workflowId }: Pick<Edit, 'workspaceId' | 'workflowId'>, people: readonly Presence[]): void {
    const event: LiveEvent = { type: 'workflow.presence', workflowId, people: [...people] }
    this.tell([this.local], aboutOf(workspaceId, event), () => event)
  }

  /** Every process hears by itself of approvals, too. */
  approvalChanged({ workspaceId, approvalId, executionId, workflowId, state }: ApprovalChange): void {
    const event: LiveEvent = { type: 'approval.changed', approvalId, executionId, workflowId, state }
    this.tell([this.local], aboutOf(workspaceId, event), () => event)
  }

  executionChanged(head: ExecutionHead, standing: Standing): void {
    if (this.local.size + this.remote.size === 0) return
    this.summaryChanged(head.workspaceId, summarize(head, standing))
  }

  /** The same where nothing but the stored row is at hand. */
  summaryChanged(workspaceId: string, execution: ExecutionSummary): void {
    const event: LiveEvent = { type: 'execution.changed', execution }
    this.tell([this.local, this.remote], aboutOf(workspaceId, event), () => event)
  }

  /** Whether anybody watches here. */
  get isHeard(): boolean {
    return this.local.size > 0
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
    if (this.local.size + this.remote.size === 0) return
    const { id: workflowId, workspaceId } = live.workflow
    this.tell([this.local, this.remote], { kind: 'node', workspaceId, workflowId, executionId: live.id }, make)
  }

  private tell(to: readonly Set<Listener>[], about: About, make: () => LiveEvent): void {
    let event: LiveEvent | undefined
    for (const listener of to.flatMap((listeners) => [...listeners])) {
      const concerning = [...listener.filters()].filter((filter) => concerns(filter, about))
      if (concerning.length === 0) continue
      if (!concerning.some((filter) => filter.executionId !== undefined) && listener.budget-- <= 0) continue
      event ??= make()
      listener.send(event, about.workspaceId)
    }
  }
}

function concerns(filter: FeedFilter, { kind, workspaceId, workflowId, executionId }: About): boolean {
  if (filter.workspaceId !== workspaceId) return false
  if (kind === 'workflow' && filter.executionId !== undefined) return false
  if (kind === 'draft') return filter.workflowId === workflowId && filter.executionId === undefined
  if (kind === 'node' && filter.workflowId === undefined && filter.executionId === undefined) return false
  return (
    (filter.workflowId === undefined || filter.workflowId === workflowId) &&
    (filter.executionId === undefined || filter.executionId === executionId)
  )
}

function aboutOf(workspaceId: string, event: LiveEvent): About {
  if (event.type === 'execution.changed') {
    const { id: executionId, workflowId } = event.execution
    return { kind: 'execution', workspaceId, workflowId, executionId }
  }
  if (event.type === 'approval.changed')
    return { kind: 'approval', workspaceId, workflowId: event.workflowId ?? '', executionId: event.executionId ?? '' }
  const { workflowId } = event
  if (event.type === 'workflow.edited' || event.type === 'workflow.presence')
    return { kind: 'draft', workspaceId, workflowId, executionId: '' }
  if (event.type === 'workflow.changed') return { kind: 'workflow', workspaceId, workflowId, executionId: '' }
  return { kind: 'node', workspaceId, workflowId, executionId: event.executionId }
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
    waitKind: standing.waitKind,
    approvalId: standing.approvalIds?.[0] ?? null,
    inDoubt: standing.inDoubt,
    error: standing.error === null ? null : { message: standing.error, node: standing.errorNode },
    retryOf: head.mode === 'undo' ? null : head.retryOf,
    undoes: head.mode === 'undo' ? head.retryOf : null,
    partial: partOf(head.trigger.partial),
  }
}
