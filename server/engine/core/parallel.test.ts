import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { WorkflowDocument } from '@steward/contract/workflow'
import { givenWorkflow } from '../../test/given-workflow.ts'
import { oneByOne } from './one-by-one.ts'
import { settleFailure, settleOutputs } from './outcome.ts'
import { begin, visibleRuns } from './parallel.ts'
import { anyWorkflow, digest, giveOutputs, parallelCatalog } from '#test/any-workflow'
import { compilePlan, type Plan } from './plan.ts'
import { startState } from './start-state.ts'
import type { ExecutionState, NodeRecord, Task } from './state.ts'
import { advance, nextTask } from './walk.ts'

const items = [{ json: { first: 1 } }, { json: { second: 2 } }]

/** How long a node execution takes, and whether it fails. */
type Timing = (name: string, run: number) => number
type Fails = (name: string, run: number) => boolean

const never: Fails = () => false
const nameOf = (plan: Plan, node: number) => plan.nodes[node]!.node.name

type Going = { readonly task: Task; readonly endMs: number; readonly sees: readonly number[] }

type Pace = { readonly limit: number; readonly takes: Timing; readonly fails?: Fails }

/** Walks on from a state with a clock of its own; gives what every node execution saw of the others. */
function walkOn(plan: Plan, state: ExecutionState, { limit, takes, fails = never }: Pace): Map<string, readonly number[]> {
  const going: Going[] = []
  const seen = new Map<string, readonly number[]>()
  for (let nowMs = 0; state.records.length < 2_000;) {
    for (let task = nextOf(plan, state, going, limit); task !== undefined; task = nextOf(plan, state, going, limit)) {
      const due = task
      const sees = plan.nodes.map((_, node) => visibleRuns(plan, state, due, node).length)
      const run = state.runs[task.node]!.length
      going.push({ task, endMs: nowMs + takes(nameOf(plan, task.node), run), sees })
    }
    going.sort((a, b) => a.endMs - b.endMs)
    const done = going.shift()
    if (done === undefined) return seen
    nowMs = done.endMs
    const record = recordOf(plan, state, done.task, fails)
    seen.set(`${nameOf(plan, record.node)} ${record.runIndex}`, done.sees)
    advance(plan, state, record)
  }
  throw new Error('The walk did not end.')
}

const nextOf = (plan: Plan, state: ExecutionState, going: readonly Going[], limit: number) =>
  going.length >= limit ? undefined : nextTask(plan, state)

function recordOf(plan: Plan, state: ExecutionState, task: Task, fails: Fails): NodeRecord {
  const node = plan.nodes[task.node]!
  const runIndex = state.runs[task.node]!.length
  const { name, type } = node.node
  const settled = fails(name, runIndex)
    ? settleFailure(node, task, new Error(`${name} broke`))
    : settleOutputs(node, task, giveOutputs(type, name, runIndex, task.inputs))
  return {
    index: state.records.length,
    node: task.node,
    runIndex,
    inputs: task.inputs,
    sources: task.sources,
    ...settled,
    effect: 'pure',
    tries: 1,
    startedMs: 0,
    durationMs: 0,
    memory: undefined,
  }
}

function walk(document: WorkflowDocument, limit: number, takes: Timing, fails: Fails = never) {
  const plan = compilePlan(document, parallelCatalog)
  const state = startState(plan, 0, items)
  const seen = walkOn(plan, state, { limit, takes, fails })
  return { plan, state, seen, order: state.records.map((one) => nameOf(plan, one.node)) }
}

/** What was executed, without a word about when. */
const outcome = (state: ExecutionState) =>
  state.runs.map((runs) => runs.map(({ inputs, sources, outputs, status }) => ({ inputs, sources, outputs, status })))

const timings =
  (seed: number): Timing =>
  (name, run) =>
    1 + (digest([seed, name, run]) % 50)
const places = (records: readonly NodeRecord[]) => records.map(({ node, runIndex }) => `${node} ${runIndex}`)

test('whatever nodes take and however many go at once, the same is executed with the same items and sees the same', () => {
  fc.assert(
    fc.property(anyWorkflow(4), fc.integer({ min: 2, max: 6 }), fc.nat(), (document, limit, seed) => {
      const one = walk(document, 1, timings(0))
      const many = walk(document, limit, timings(seed))

      expect(outcome(many.state)).toEqual(outcome(one.state))
      expect(Object.fromEntries(many.seen)).toEqual(Object.fromEntries(one.seen))
      expect(places(oneByOne(many.plan, many.state).records)).toEqual(places(one.state.records))
      // Nothing is left behind at a node that needs no second input.
      expect([...many.state.parallel!.arrived.keys()].filter((node) => many.plan.nodes[node]!.inputCount === 1)).toEqual([])
    }),
    { numRuns: 600 },
  )
})

test('from any beginning of what was completed, in whatever order, the rest comes to the same end', () => {
  fc.assert(
    fc.property(anyWorkflow(4), fc.nat(), fc.nat(), (document, seed, cut) => {
      const { plan, state: whole } = walk(document, 5, timings(seed))
      const kept = whole.records.slice(0, cut % (whole.records.length + 1))
      const again = startState(plan, 0, items)
      for (const record of kept) {
        const task = begin(again.parallel!, record.node)
        expect(task).toEqual({ node: record.node, inputs: record.inputs, sources: record.sources })
        advance(plan, again, record)
      }

      walkOn(plan, again, { limit: 3, takes: timings(seed + 1) })

      expect(outcome(again)).toEqual(outcome(whole))
    }),
    { numRuns: 300 },
  )
})

test('workflows of the property are worth it: nodes meet, go round and wait for each other', () => {
  const drawn = fc.sample(anyWorkflow(4), { numRuns: 300, seed: 1 }).map((document) => walk(document, 4, timings(1)))

  expect(drawn.filter(({ state }) => state.runs.some((runs) => runs.length > 2)).length).toBeGreaterThan(50)
  expect(
    drawn.filter(({ state }) => state.records.some((one) => one.inputs.filter((list) => (list ?? []).length > 0).length > 1))
      .length,
  ).toBeGreaterThan(20)
  expect(drawn.filter(({ state }) => state.records.length > 8).length).toBeGreaterThan(100)
})

const parallel = (limit: number) => ({ settings: { executionOrder: 'v1' as const, parallel: { limit } } })

const fan = givenWorkflow(
  [
    { name: 'Start', to: { Slow: [0, 0], Quick: [0, 0] } },
    { name: 'Slow', position: [200, 0], to: { End: [0, 0] } },
    { name: 'Quick', position: [200, 100], to: { After: [0, 0] } },
    { name: 'After', position: [400, 100], to: { End: [0, 0] } },
    { name: 'End', position: [600, 0] },
  ],
  parallel(2),
)
const slowFirst: Timing = (name) => (name === 'Slow' ? 100 : 1)

test('a branch does not wait for another one, and where they meet both are waited for', () => {
  const { order, state } = walk(fan, 2, slowFirst)

  expect(order).toEqual(['Start', 'Quick', 'After', 'Slow', 'End', 'End'])
  expect(state.runs[4]?.map((record) => record.sources[0]?.node)).toEqual(['Slow', 'After'])
})

test('one at a time, it goes as in the order of n8n: the top branch to its end, then the next', () => {
  expect(walk(fan, 1, slowFirst).order).toEqual(['Start', 'Slow', 'Quick', 'After', 'End', 'End'])
})

const loop = givenWorkflow(
  [
    { name: 'Start', to: { Twice: [0, 0], Also: [0, 0] } },
    { name: 'Twice', position: [200, 0], to: { Loop: [0, 0] } },
    { name: 'Also', position: [200, 100], to: { Loop: [0, 0] } },
    { name: 'Loop', position: [400, 0], to: { Body: [0, 0] } },
    { name: 'Body', position: [600, 0], to: { Loop: [0, 0] } },
  ],
  parallel(4),
)

test('a loop that is entered twice ends its first rounds before it begins the second time', () => {
  const { state } = walk(loop, 4, (name) => (name === 'Body' ? 50 : 1))

  // Loop gives nothing from its fourth run on: three rounds, then the second entry finds it at its end.
  expect(state.runs[3]?.map((record) => record.sources[0]?.node)).toEqual(['Twice', 'Body', 'Body', 'Body', 'Also'])
})

test('an inner loop ends before the outer one goes on', () => {
  const document = givenWorkflow(
    [
      { name: 'Start', to: { Outer: [0, 0] } },
      { name: 'Outer', to: { Inner: [0, 0], Shortcut: [0, 0] } },
      { name: 'Shortcut', to: { Outer: [0, 0] } },
      { name: 'Inner', to: { Body: [0, 0] } },
      { name: 'Body', type: 'split', to: { Inner: [0, 0], Outer: [1, 0] } },
    ],
    parallel(4),
  )
  const { order, plan, state } = walk(document, 4, (name) => (name === 'Shortcut' ? 1 : 20))

  expect([...state.parallel!.arrived.keys()].map((node) => nameOf(plan, node))).toEqual([])
  expect(order.slice(0, 6)).toEqual(['Start', 'Outer', 'Shortcut', 'Inner', 'Body', 'Inner'])
})

test('of several failures the one counts that would have come first, and what was under way is recorded', () => {
  const fails: Fails = (name) => name === 'Slow' || name === 'After'
  const { plan, state, order } = walk(fan, 2, slowFirst, fails)

  expect(order).toEqual(['Start', 'Quick', 'After', 'Slow'])
  expect(nameOf(plan, oneByOne(plan, state).failure!.node)).toBe('Slow')
})

test('after a failure nothing new is begun', () => {
  const document = givenWorkflow(
    [
      { name: 'Start', to: { Bad: [0, 0], Good: [0, 0] } },
      { name: 'Bad', position: [200, 0] },
      { name: 'Good', position: [200, 100], to: { Next: [0, 0] } },
      { name: 'Next', position: [400, 100] },
    ],
    parallel(2),
  )

  const { order } = walk(
    document,
    2,
    (name) => (name === 'Good' ? 10 : 1),
    (name) => name === 'Bad',
  )

  expect(order).toEqual(['Start', 'Bad', 'Good'])
})

test('a task sees the executions it follows from, not what another branch happens to have done', () => {
  const { plan, seen } = walk(fan, 2, slowFirst)
  const sees = (place: string) => Object.fromEntries(seen.get(place)!.map((count, node) => [nameOf(plan, node), count]))

  expect(sees('Slow 0')).toEqual({ Start: 1, Slow: 0, Quick: 0, After: 0, End: 0 })
  expect(sees('End 0')).toEqual({ Start: 1, Slow: 1, Quick: 0, After: 0, End: 0 })
  expect(sees('End 1')).toEqual({ Start: 1, Slow: 1, Quick: 1, After: 1, End: 1 })
})
