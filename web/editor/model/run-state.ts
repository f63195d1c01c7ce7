import type { NodeExecution } from '@steward/contract/api/execution'
import type { State } from '../../ui/state.ts'

export type NodeOutcome = {
  readonly state: State
  readonly runs: number
  readonly durationMs: number | null
  /** Items per output over all its executions. */
  readonly items: readonly number[]
  readonly error: string | null
  readonly effect: NodeExecution['effect']
  /** Index of the node execution a person would want to see: the one with the trouble, else the last. */
  readonly index: number
}

export type RunState = ReadonlyMap<string, NodeOutcome>

/** What makes a node's many executions into its one state: trouble first, then what is still going on. */
const weight: Readonly<Record<string, number>> = { in_doubt: 5, failed: 4, running: 3, waiting: 2, cancelled: 1, completed: 0 }

/** The state of every node that has been executed; nodes that were not reached are absent. */
export function runState(executions: readonly NodeExecution[]): RunState {
  const state = new Map<string, NodeOutcome>()
  for (const execution of executions) state.set(execution.nodeId, join(state.get(execution.nodeId), execution))
  return state
}

function join(before: NodeOutcome | undefined, execution: NodeExecution): NodeOutcome {
  const { outputs } = execution.itemCounts
  const items = Array.from(
    { length: Math.max(outputs.length, before?.items.length ?? 0) },
    (_, index) => (before?.items[index] ?? 0) + (outputs[index] ?? 0),
  )
  const leads = before === undefined || (weight[execution.status] ?? 0) >= (weight[before.state] ?? 0)
  return {
    state: leads ? execution.status : before.state,
    runs: (before?.runs ?? 0) + 1,
    durationMs: execution.durationMs === null ? (before?.durationMs ?? null) : (before?.durationMs ?? 0) + execution.durationMs,
    items,
    error: execution.error?.message ?? before?.error ?? null,
    effect: execution.effect === 'pure' ? (before?.effect ?? 'pure') : execution.effect,
    index: leads ? execution.index : before.index,
  }
}
