import type { Plan } from './plan.ts'
import type { ExecutionState, NodeRecord } from './state.ts'

/**
 * Makes what a node did in an earlier execution part of this one's past:
 * expressions find it, and its later executions count on from it. It is no
 * record of this execution, and nothing follows from it.
 */
export function recall(plan: Plan, state: ExecutionState, record: NodeRecord): void {
  state.runs[record.node]?.push(record)
  if (record.memory !== undefined) state.memory.set(record.node, record.memory)
  // What came before this execution stands in the way of nobody.
  state.parallel?.past[record.node]?.push(new Uint32Array(plan.nodes.length))
}
