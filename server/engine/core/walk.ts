import { at, gather, isEnough, isWhole, taskOf } from './gathering.ts'
import { ancestors } from './joins.ts'
import { beginNext, passOn } from './parallel.ts'
import type { Plan, PlanNode } from './plan.ts'
import type { ExecutionState, Gathering, NodeRecord, Task } from './state.ts'

/**
 * The node execution that is due, taken off the state; undefined when the
 * execution is over, or where branches go side by side when none may begin now.
 * When nothing else is left, a node that still waits for an input goes ahead
 * with what has arrived.
 */
export function nextTask(plan: Plan, state: ExecutionState): Task | undefined {
  if (state.failure !== undefined) return undefined
  if (state.parallel !== undefined) return beginNext(state.parallel)
  for (let turns = state.stack.length; turns >= 0; turns--) {
    const task = state.stack.shift() ?? releaseGathered(plan, state)
    if (task === undefined) return undefined
    if (plan.order === 'v1' || isComplete(plan, task) || turns === 0) return task
    // In the old order a node with several inputs steps back until all of them have data.
    state.stack.push(task)
  }
  return undefined
}

function isComplete(plan: Plan, task: Task): boolean {
  const { origins } = plan.nodes[task.node] as PlanNode
  return origins.every((from, input) => from.length === 0 || (task.inputs[input] ?? null) !== null)
}

/** Takes over a finished node execution and lines up what follows from it. */
export function advance(plan: Plan, state: ExecutionState, record: NodeRecord): void {
  state.records.push(record)
  state.runs[record.node]?.push(record)
  if (record.memory !== undefined) state.memory.set(record.node, record.memory)

  const node = plan.nodes[record.node] as PlanNode
  if (record.status === 'failed' && node.view.onError === 'stopWorkflow') {
    state.failure ??= { node: record.node, error: record.error ?? { message: 'The node failed.' } }
  }
  if (state.parallel !== undefined) return passOn(plan, state, record)
  if (state.failure !== undefined) return
  for (const arrival of arrivals(plan, node, record)) deliver(plan, state, arrival)
}

type Arrival = { readonly record: NodeRecord; readonly output: number; readonly to: PlanNode; readonly input: number }

function arrivals(plan: Plan, node: PlanNode, record: NodeRecord): Arrival[] {
  const due: Arrival[] = []
  for (let output = 0; output < node.targets.length; output++) {
    const items = record.outputs[output]
    if (items === undefined) continue
    for (const { node: target, input } of node.targets[output] ?? []) {
      // The old order also tells a second input that nothing came; the new one lets an empty output end its branch.
      if (items.length === 0 && !(plan.order === 'v0' && input > 0)) continue
      due.push({ record, output, to: plan.nodes[target] as PlanNode, input })
    }
  }
  if (plan.order === 'v0' || due.length < 2) return due
  // What is delivered last is executed first, so the top-left node comes last.
  return due.sort((a, b) => b.to.node.position[1] - a.to.node.position[1] || b.to.node.position[0] - a.to.node.position[0])
}

function deliver(plan: Plan, state: ExecutionState, arrival: Arrival): void {
  const { record, output, to, input } = arrival
  const source = { node: (plan.nodes[record.node] as PlanNode).node.name, output, run: record.runIndex }
  const items = record.outputs[output] ?? []
  if (to.origins.length <= 1) {
    enqueue(plan, state, { node: to.index, inputs: at(input, items), sources: at(input, source) })
    return
  }

  const first = !state.gathering.has(to.index)
  const queue = state.gathering.get(to.index) ?? []
  state.gathering.set(to.index, queue)
  const entry = gather(queue, to.origins.length, { input, items, source })

  if (isWhole(entry)) {
    queue.splice(queue.indexOf(entry), 1)
    if (queue.length === 0) state.gathering.delete(to.index)
    enqueue(plan, state, { node: to.index, inputs: entry.inputs, sources: entry.sources })
  } else if (first && plan.order === 'v0') {
    forceOtherInputs(plan, state, arrival)
  }
}

function enqueue(plan: Plan, state: ExecutionState, task: Task): void {
  if (plan.order === 'v1') state.stack.unshift(task)
  else state.stack.push(task)
}

/**
 * The old order makes sure that the other inputs of a node get data: what feeds
 * them is started with one empty item, unless it is due anyway.
 */
function forceOtherInputs(plan: Plan, state: ExecutionState, arrival: Arrival): void {
  const parent = plan.nodes[arrival.record.node] as PlanNode
  const siblings = new Set(parent.targets.flat().map((target) => target.node))
  const isStacked = (node: number) => state.stack.some((task) => task.node === node)
  const hasRun = (node: number) => (state.runs[node]?.length ?? 0) > 0

  for (const origin of arrival.to.origins.flat()) {
    if (origin === parent.index || isStacked(origin) || hasRun(origin)) continue
    if (siblings.has(origin) && !gotNothing(plan, state, origin)) continue

    const line = [origin, ...nearestFirst(plan, origin)]
    const covered = line.some((node) => (node !== origin && siblings.has(node)) || isStacked(node) || hasRun(node))
    const start = line.at(-1)
    if (covered || start === undefined) continue
    const entry = plan.nodes[start] as PlanNode
    if (entry.origins.length > 0 && !gotNothing(plan, state, start)) continue
    enqueue(plan, state, {
      node: start,
      inputs: [[{ json: {} }]],
      sources: [{ node: parent.node.name, output: arrival.output, run: arrival.record.runIndex }],
    })
  }
}

/** Whether everything that has reached the first input of a node so far was empty. */
function gotNothing(plan: Plan, state: ExecutionState, index: number): boolean {
  const node = plan.nodes[index] as PlanNode
  return (node.origins[0] ?? []).every((origin) => {
    const last = state.runs[origin]?.at(-1)
    if (last === undefined) return false
    const outputs = (plan.nodes[origin] as PlanNode).targets
    return outputs.every(
      (targets, output) => !targets.some((target) => target.node === index) || (last.outputs[output]?.length ?? 0) === 0,
    )
  })
}

function nearestFirst(plan: Plan, index: number): number[] {
  const found: number[] = []
  for (let open = [index]; open.length > 0;) {
    open = open
      .flatMap((node) => plan.nodes[node]?.origins.flat() ?? [])
      .filter((node) => node !== index && !found.includes(node))
    found.push(...new Set(open))
  }
  return found
}

/** When nothing else is left to do: the first node that may go ahead without its missing inputs. */
function releaseGathered(plan: Plan, state: ExecutionState): Task | undefined {
  for (const [index, queue] of state.gathering) {
    const node = plan.nodes[index] as PlanNode
    const entry = queue[0]
    if (entry === undefined || !mayGoAhead(plan, state, node, entry)) continue

    queue.shift()
    if (queue.length === 0) state.gathering.delete(index)
    const task = taskOf(node, entry)
    if (task.inputs.some((items) => items !== null && items.length > 0)) return task
    return releaseGathered(plan, state)
  }
  return undefined
}

function mayGoAhead(plan: Plan, state: ExecutionState, node: PlanNode, entry: Gathering): boolean {
  if (plan.order === 'v1' && !isEnough(node, entry)) return false
  const before = ancestors(plan, node.index)
  return ![...state.gathering.keys()].some((other) => before.has(other))
}
