import type { NodeRecord, PlanNode } from '#engine/core'
import type { ExecutionHead, Standing } from './execution-log.ts'
import type { LiveExecution } from './live.ts'

/** Told while executions go on, for people who watch. Nobody may rely on it: what counts is stored. */
export type ExecutionEvents = {
  executionChanged(head: ExecutionHead, standing: Standing): void
  nodeStarted(live: LiveExecution, node: PlanNode, runIndex: number): void
  nodeFinished(live: LiveExecution, record: NodeRecord): void
}
