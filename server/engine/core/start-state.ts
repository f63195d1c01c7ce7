import { startParallel } from './parallel.ts'
import type { Plan } from './plan.ts'
import type { ExecutionState, Items, Task } from './state.ts'

/** An execution that begins at a node with these items, which leave it by the output told (the first, counted from 0). */
export function startState(plan: Plan, node: number, items: Items, output = 0): ExecutionState {
  // A trigger passes on what it is given, each input by the output of the same number.
  const before = Array.from({ length: output }, () => null)
  return startAt(plan, { node, inputs: [...before, items], sources: [...before, null] })
}

/** An execution that carries out these tasks one after the other; what follows from each comes before the next. */
export function startInOrder(plan: Plan, tasks: readonly Task[]): ExecutionState {
  return { ...startNothing(plan), stack: [...tasks] }
}

/** An execution that begins with this task. */
export function startAt(plan: Plan, start: Task): ExecutionState {
  const sideBySide = plan.parallel !== undefined
  return {
    ...startNothing(plan),
    stack: sideBySide ? [] : [start],
    parallel: sideBySide ? startParallel(plan, start) : undefined,
  }
}

function startNothing(plan: Plan): ExecutionState {
  return {
    stack: [],
    gathering: new Map(),
    records: [],
    runs: Array.from({ length: plan.nodes.length }, () => []),
    memory: new Map(),
    given: new Map(),
    failure: undefined,
    parallel: undefined,
  }
}
