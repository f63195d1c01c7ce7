import { invariant } from '#base/invariant'
import { at, gather, isEnough, isWhole, taskOf } from './gathering.ts'
import { distances, type Join, type ParallelPlan } from './joins.ts'
import type { Plan, PlanNode } from './plan.ts'
import type { Arrival, ExecutionState, Gathering, NodeRecord, Parallel, Task } from './state.ts'

export function startParallel(plan: Plan, start: Task): Parallel {
  return {
    start,
    due: new Map([[start.node, [start]]]),
    busy: new Set(),
    urgent: [start.node],
    arrived: new Map(),
    past: plan.nodes.map(() => []),
    distance: distances(plan, start.node),
  }
}

/** The task that is to be executed next; it is under way from now on. Undefined when none may begin. */
export function beginNext(parallel: Parallel): Task | undefined {
  const node = parallel.urgent.find((one) => !parallel.busy.has(one))
  return node === undefined ? undefined : begin(parallel, node)
}

/** The task of this node that is next; it is under way from now on. */
export function begin(parallel: Parallel, node: number): Task | undefined {
  const task = parallel.due.get(node)?.[0]
  if (task !== undefined) parallel.busy.add(node)
  return task
}

/** Takes a finished task off its node and hands its items on, unless the execution is to end. */
export function passOn(plan: Plan, state: ExecutionState, record: NodeRecord): void {
  const parallel = parallelOf(state)
  finish(parallel, record.node)
  parallel.past[record.node]?.push(pastOf(plan, state, record))
  if (state.failure !== undefined) return
  for (const { to, arrival } of arrivals(plan, plan.nodes[record.node] as PlanNode, record)) deliver(plan, parallel, to, arrival)
  takeArrived(plan, parallel)
}

function finish({ due, busy, urgent }: Parallel, node: number): void {
  const tasks = due.get(node)
  invariant(tasks !== undefined, 'what is finished was due')
  tasks.shift()
  busy.delete(node)
  if (tasks.length > 0) return
  due.delete(node)
  urgent.splice(urgent.indexOf(node), 1)
}

type Delivery = { readonly to: PlanNode; readonly arrival: Arrival }

/** What is delivered last is executed first, so the top-left node comes last. An output without items ends its branch. */
function arrivals(plan: Plan, node: PlanNode, record: NodeRecord): Delivery[] {
  const found = node.targets.flatMap((targets, output): Delivery[] => {
    const items = record.outputs[output] ?? []
    if (items.length === 0) return []
    const source = { node: node.node.name, output, run: record.runIndex }
    return targets.map(({ node: to, input, edge }) => ({
      to: plan.nodes[to] as PlanNode,
      arrival: { edge, from: node.index, input, items, source },
    }))
  })
  return found.sort((a, b) => b.to.node.position[1] - a.to.node.position[1] || b.to.node.position[0] - a.to.node.position[0])
}

function deliver(plan: Plan, parallel: Parallel, { index }: PlanNode, arrival: Arrival): void {
  const { input, items, source } = arrival
  if (!parallelPlanOf(plan).joins.has(index)) {
    enqueue(parallel, { node: index, inputs: at(input, items), sources: at(input, source) })
    return
  }
  const waiting = parallel.arrived.get(index)
  if (waiting === undefined) parallel.arrived.set(index, [arrival])
  else waiting.push(arrival)
}

function enqueue({ due, urgent }: Parallel, task: Task): void {
  const tasks = due.get(task.node)
  if (tasks !== undefined) tasks.push(task)
  else {
    due.set(task.node, [task])
    urgent.unshift(task.node)
  }
}

/** Lets every node go on that nothing can reach any more and that has enough to go on. */
function takeArrived(plan: Plan, parallel: Parallel): void {
  if (parallel.arrived.size === 0) return
  const ready = readyToTake(plan, parallel)
  for (;;) {
    const place = ready.findIndex((one) => comesNext(parallel, ready, one))
    if (place < 0) return
    take(parallel, ready[place] as Ready)
    ready.splice(place, 1)
  }
}

type Ready = { readonly node: number; readonly join: Join; readonly tasks: readonly Task[]; readonly left: readonly Arrival[] }

/**
 * The nodes that would go on with what has arrived. Where several of one circle
 * would, the one farthest from the start comes first: an inner loop ends before
 * the outer one goes on.
 */
function readyToTake(plan: Plan, parallel: Parallel): Ready[] {
  const { joins } = parallelPlanOf(plan)
  const ready: Ready[] = []
  for (const [node, waiting] of parallel.arrived) {
    const join = joins.get(node) as Join
    if (canBeReached(parallel, join)) continue
    const { tasks, left } = grouped(plan.nodes[node] as PlanNode, join, waiting)
    if (tasks.length > 0) ready.push({ node, join, tasks, left })
  }
  const far = (node: number) => parallel.distance[node] ?? 0
  return ready.sort((a, b) => far(b.node) - far(a.node) || a.node - b.node)
}

function canBeReached({ due }: Parallel, { before }: Join): boolean {
  for (const node of due.keys()) if (before.has(node)) return true
  return false
}

/** Whether no task, and no other node that is ready and stands before its circle, has to go on first. */
function comesNext(parallel: Parallel, ready: readonly Ready[], { join }: Ready): boolean {
  return !canBeReached(parallel, join) && !ready.some(({ node }) => join.before.has(node) && !join.circle.has(node))
}

function take(parallel: Parallel, { node, join, tasks, left }: Ready): void {
  // Outside of a circle nothing more can come, so what does not suffice is never executed.
  if (left.length === 0 || !join.inCircle) parallel.arrived.delete(node)
  else parallel.arrived.set(node, [...left])
  for (const task of tasks) enqueue(parallel, task)
}

/**
 * What a node would do with all that has arrived: by edge in the order they
 * were drawn, then by run. In a circle it takes one task at a time, and what
 * comes round before what comes in, so that a loop ends before it begins again.
 */
function grouped(node: PlanNode, { inCircle, circle }: Join, waiting: readonly Arrival[]): Pick<Ready, 'tasks' | 'left'> {
  const comesIn = ({ from }: Arrival) => (inCircle && !circle.has(from) ? 1 : 0)
  const sorted = waiting.toSorted((a, b) => comesIn(a) - comesIn(b) || a.edge - b.edge || runOf(a) - runOf(b))
  const open: Gathering[] = []
  const whole: Gathering[] = []
  const parts = new Map<Gathering, Arrival[]>()
  for (const arrival of sorted) {
    const entry = gather(open, Math.max(1, node.origins.length), arrival)
    const part = parts.get(entry)
    if (part === undefined) parts.set(entry, [arrival])
    else part.push(arrival)
    if (!isWhole(entry)) continue
    whole.push(entry)
    open.splice(open.indexOf(entry), 1)
  }
  const able = [...whole, ...open.filter((entry) => isEnough(node, entry))]
  const taken = inCircle ? able.slice(0, 1) : able
  const used = new Set(taken.flatMap((entry) => parts.get(entry) ?? []))
  return { tasks: taken.map((entry) => taskOf(node, entry)), left: sorted.filter((arrival) => !used.has(arrival)) }
}

const runOf = ({ source }: Arrival) => source.run ?? 0

/** How many executions of each node an execution follows from, itself among them. */
function pastOf(plan: Plan, state: ExecutionState, record: NodeRecord): Uint32Array {
  const past = new Uint32Array(plan.nodes.length)
  for (const earlier of causesOf(plan, parallelOf(state), record)) {
    for (let node = 0; node < past.length; node++) past[node] = Math.max(past[node] ?? 0, earlier[node] ?? 0)
  }
  past[record.node] = record.runIndex + 1
  return past
}

/** The pasts of what a task directly follows from: where its items come from, and its node's execution before it. */
function causesOf(plan: Plan, { past }: Parallel, { node, sources }: Task): Uint32Array[] {
  const causes = [past[node]?.at(-1)]
  for (const source of sources) {
    if (source !== null) causes.push(past[plan.byName.get(source.node)?.index ?? -1]?.[source.run ?? 0])
  }
  return causes.filter((one) => one !== undefined)
}

/**
 * The finished executions of a node that a task may look at. Where branches go
 * side by side, these are the ones it follows from: what another branch has
 * done by now depends on the clock.
 */
export function visibleRuns(plan: Plan, state: ExecutionState, task: Task, node: number): readonly NodeRecord[] {
  const runs = state.runs[node] ?? []
  if (state.parallel === undefined || node === task.node) return runs
  // What an earlier execution has done came before everything.
  const first = runs.findIndex(({ index }) => index >= 0)
  const recalled = first < 0 ? runs.length : first
  const count = Math.max(recalled, ...causesOf(plan, state.parallel, task).map((past) => past[node] ?? 0))
  return count === runs.length ? runs : runs.slice(0, count)
}

/** The memory of a node as a task may see it. */
export function visibleMemory(plan: Plan, state: ExecutionState, task: Task, node: number): NodeRecord['memory'] {
  if (state.parallel === undefined || node === task.node) return state.memory.get(node)
  return visibleRuns(plan, state, task, node).findLast((record) => record.memory !== undefined)?.memory
}

function parallelOf({ parallel }: ExecutionState): Parallel {
  invariant(parallel !== undefined, 'the state is one of side-by-side branches')
  return parallel
}

function parallelPlanOf({ parallel }: Plan): ParallelPlan {
  invariant(parallel !== undefined, 'the plan has side-by-side branches')
  return parallel
}

/** Whether another node execution could begin. */
export function hasNext({ parallel, failure }: ExecutionState): boolean {
  return failure === undefined && parallel?.urgent.some((node) => !parallel.busy.has(node)) === true
}
