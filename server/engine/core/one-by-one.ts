import { invariant } from '#base/invariant'
import type { Plan } from './plan.ts'
import { recall } from './recall.ts'
import { startAt } from './start-state.ts'
import type { ExecutionState } from './state.ts'
import { advance, nextTask } from './walk.ts'

/**
 * Side-by-side branches as they would have gone one node at a time: the same
 * node executions in an order that no clock has a part in, up to the first
 * failure that ends the execution, however many there were.
 */
export function oneByOne(plan: Plan, { parallel, runs }: ExecutionState): Pick<ExecutionState, 'records' | 'failure'> {
  invariant(parallel !== undefined, 'only side-by-side branches have an order of their own')
  const again = startAt(plan, parallel.start)
  for (const record of runs.flat()) if (record.index < 0) recall(plan, again, record)
  for (let task = nextTask(plan, again); task !== undefined; task = nextTask(plan, again)) {
    const record = runs[task.node]?.[again.runs[task.node]?.length ?? 0]
    // What was not begun before another branch failed stays under way here, and what follows from it does not come.
    if (record !== undefined) advance(plan, again, record)
  }
  return again
}
