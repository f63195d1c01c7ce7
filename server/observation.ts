import { Registry } from 'prom-client'
import type { Logger } from 'pino'
import { openSpans } from '#base/spans'
import type { PlanNode } from '#engine/core'
import type { ExecutionEvents, LiveExecution } from '#engine/host'
import { FailureLog, Tracing, WorkflowMeter } from '#hub/execution'

export type Observation = {
  readonly metrics: Registry
  /** To be told of everything that executions do. */
  readonly observers: readonly ExecutionEvents[]
  /** What a call that a node makes says about the trace it belongs to. */
  traceHeaders(live: LiveExecution, node: PlanNode): Readonly<Record<string, string>>
  close(): Promise<void>
}

type Options = { readonly log: Logger; readonly otlpEndpoint: string | undefined; readonly version: string }

const none = {}

/** Whoever watches what the engine does: metrics, the log of failures, and traces where somebody collects them. */
export async function openObservation({ log, otlpEndpoint, version }: Options): Promise<Observation> {
  const metrics = new Registry()
  const spans = otlpEndpoint === undefined ? undefined : await openSpans(otlpEndpoint, version)
  const tracing = spans === undefined ? undefined : new Tracing(spans)
  const observers = [new WorkflowMeter(metrics), new FailureLog(log, Date.now), ...(tracing === undefined ? [] : [tracing])]
  return {
    metrics,
    observers,
    traceHeaders: (live, node) => (tracing === undefined ? none : { traceparent: tracing.headerFor(live, node) }),
    close: async () => spans?.close(),
  }
}
