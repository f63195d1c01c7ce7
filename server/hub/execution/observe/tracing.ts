import { createHash } from 'node:crypto'
import type { JsonObject } from '@steward/contract/item'
import type { Spans } from '#base/spans'
import type { NodeRecord, PlanNode } from '#engine/core'
import type { ExecutionEvents, ExecutionHead, LiveExecution, Standing, Trigger } from '#engine/host'

type Trace = {
  readonly traceId: string
  readonly rootId: string
  readonly isSampled: boolean
  /** The span of whoever called, in a trace of theirs. */
  readonly caller: { readonly spanId: string; readonly isSampled: boolean } | undefined
}

/** Executions whose trace is kept at hand. */
const keptMax = 5_000

/**
 * Tells each execution as a trace and each node execution as a span of it. All
 * ids follow from the execution, so processes that work on it one after another
 * need to tell each other nothing. A webhook call that belongs to a trace
 * already makes the execution a part of that one.
 */
export class Tracing implements ExecutionEvents {
  private readonly kept = new Map<string, Trace>()
  private readonly spans: Spans

  constructor(spans: Spans) {
    this.spans = spans
  }

  executionChanged(head: ExecutionHead, standing: Standing): void {
    if (standing.endedMs === null) return
    const trace = this.traceOf(head.id, head.trigger)
    this.kept.delete(head.id)
    if (!trace.isSampled) return
    this.spans.tell({
      traceId: trace.traceId,
      spanId: trace.rootId,
      parent: trace.caller,
      name: `execute ${head.workflowName}`,
      kind: head.mode === 'webhook' ? 'server' : 'internal',
      startMs: head.startedMs,
      endMs: standing.endedMs,
      attributes: {
        'steward.execution.id': head.id,
        'steward.execution.mode': head.mode,
        'steward.execution.status': standing.status,
        'steward.workflow.id': head.workflowId,
        'steward.workflow.name': head.workflowName,
        'steward.workflow.version': head.workflowVersion,
        'steward.workspace.id': head.workspaceId,
      },
      error: standing.status === 'completed' ? undefined : (standing.error ?? standing.status),
    })
  }

  nodeStarted(): void {
    // A span is told when it is over.
  }

  nodeFinished(live: LiveExecution, record: NodeRecord): void {
    const trace = this.traceOf(live.id, live.trigger)
    if (!trace.isSampled) return
    const { node, definition } = live.plan.nodes[record.node] as PlanNode
    this.spans.tell({
      traceId: trace.traceId,
      spanId: spanIdOf(live.id, node.id, record.runIndex),
      parent: { spanId: trace.rootId, isSampled: true },
      name: node.name,
      kind: 'internal',
      startMs: record.startedMs,
      endMs: record.startedMs + record.durationMs,
      attributes: {
        'steward.execution.id': live.id,
        'steward.node.id': node.id,
        'steward.node.type': definition?.type ?? node.type,
        'steward.node.run': record.runIndex,
        'steward.node.effect': record.effect,
        'steward.node.tries': record.tries,
        'steward.node.items': record.outputs.map((items) => items.length),
      },
      error: record.error?.message,
    })
  }

  /** The header that makes what a node calls a part of the trace; see W3C Trace Context. */
  headerFor(live: LiveExecution, node: PlanNode): string {
    const trace = this.traceOf(live.id, live.trigger)
    const run = live.state.runs[node.index]?.length ?? 0
    return `00-${trace.traceId}-${spanIdOf(live.id, node.node.id, run)}-${trace.isSampled ? '01' : '00'}`
  }

  private traceOf(executionId: string, trigger: Trigger): Trace {
    let trace = this.kept.get(executionId)
    if (trace === undefined) {
      trace = this.makeTrace(executionId, trigger)
      if (this.kept.size >= keptMax) this.kept.clear()
      this.kept.set(executionId, trace)
    }
    return trace
  }

  private makeTrace(executionId: string, trigger: Trigger): Trace {
    const rootId = spanIdOf(executionId, '', 0)
    const caller = callerOf(trigger)
    if (caller !== undefined) return { ...caller, rootId, isSampled: caller.caller.isSampled }
    const traceId = executionId.replaceAll('-', '')
    return { traceId, rootId, isSampled: this.spans.isSampled(traceId), caller: undefined }
  }
}

function spanIdOf(executionId: string, nodeId: string, run: number): string {
  return createHash('sha256').update(`${executionId} ${nodeId} ${run}`).digest('hex').slice(0, 16)
}

/** The span that a webhook call names as its own. */
function callerOf({ items }: Trigger): (Pick<Trace, 'traceId'> & { readonly caller: NonNullable<Trace['caller']> }) | undefined {
  const headers = (items[0]?.json as { headers?: JsonObject } | undefined)?.headers
  const header = typeof headers === 'object' && headers !== null ? headers['traceparent'] : undefined
  if (typeof header !== 'string') return undefined
  const found = /^[\da-f]{2}-([\da-f]{32})-([\da-f]{16})-([\da-f]{2})$/.exec(header.trim())
  const [, traceId = '', spanId = '', flags = ''] = found ?? []
  if (found === null || header.startsWith('ff') || /^0+$/.test(traceId) || /^0+$/.test(spanId)) return undefined
  return { traceId, caller: { spanId, isSampled: (Number.parseInt(flags, 16) & 1) === 1 } }
}
