import { expect, test } from 'vitest'
import type { Item } from '@steward/contract/item'
import type { WorkflowDocument } from '@steward/contract/workflow'
import { NodeError, type NodeOutputs } from '@steward/sdk/node'
import { givenNode, givenWorkflow } from '../../test/given-workflow.ts'
import { createCatalog } from './catalog.ts'
import { settleFailure, settleOutputs, shortcut, visibleInputs } from './outcome.ts'
import { compilePlan, type PlanNode, startNode } from './plan.ts'
import { startState } from './start-state.ts'
import type { NodeRecord, Task } from './state.ts'
import { advance, nextTask } from './walk.ts'

const two = [{ name: 'a' }, { name: 'b' }]
const catalog = createCatalog([
  givenNode('pass'),
  givenNode('start', { trigger: 'manual', inputs: [] }),
  givenNode('hook', { trigger: 'webhook', inputs: [] }),
  givenNode('split', { outputs: two }),
  givenNode('join', { inputs: two, requiredInputs: () => 1 }),
  givenNode('both', { inputs: two, requiredInputs: () => [0, 1] }),
])

type Behaviour = (node: PlanNode, inputs: readonly (readonly Item[])[], run: number) => NodeOutputs

const pass: Behaviour = (node, inputs) => {
  const items = inputs.find((one) => one.length > 0) ?? []
  // A split sends everything out at the top and nothing at the bottom.
  return node.node.type === 'split'
    ? [items, []]
    : node.node.type === 'join' || node.node.type === 'both'
      ? [inputs.flat()]
      : [items]
}

/** Walks a document with nodes that behave as told; gives the names in the order of execution and the records. */
function walk(document: WorkflowDocument, behave: Behaviour = pass, items: readonly Item[] = [{ json: {} }]) {
  const plan = compilePlan(document, catalog)
  const state = startState(plan, startNode(plan)?.index ?? 0, items)
  for (let task = nextTask(plan, state); task !== undefined && state.records.length < 100; task = nextTask(plan, state)) {
    advance(
      plan,
      state,
      record(plan.nodes[task.node]!, task, state.records.length, state.runs[task.node]!.length, behave, document),
    )
  }
  return { order: state.records.map((one) => plan.nodes[one.node]!.node.name), records: state.records, failure: state.failure }
}

// The parts of one node execution, put together as the host does it.
// oxlint-disable-next-line max-params
function record(
  node: PlanNode,
  task: Task,
  index: number,
  runIndex: number,
  behave: Behaviour,
  document: WorkflowDocument,
): NodeRecord {
  const base = {
    index,
    node: task.node,
    runIndex,
    inputs: task.inputs,
    sources: task.sources,
    effect: 'pure' as const,
    tries: 1,
    startedMs: 0,
    durationMs: 0,
    memory: undefined,
  }
  try {
    const outputs =
      shortcut(node, task, document.pins as Record<string, Item[]> | undefined) ??
      behave(node, visibleInputs(node, task), runIndex)
    return { ...base, ...settleOutputs(node, task, outputs) }
  } catch (error) {
    return { ...base, ...settleFailure(node, task, error) }
  }
}

const fan = (order: 'v0' | 'v1') =>
  givenWorkflow(
    [
      { name: 'Start', type: 'start', to: { Low: [0, 0], High: [0, 0] } },
      { name: 'Low', position: [200, 300], to: { 'Low end': [0, 0] } },
      { name: 'High', position: [200, 100], to: { 'High end': [0, 0] } },
      { name: 'Low end', position: [400, 300] },
      { name: 'High end', position: [400, 100] },
    ],
    { settings: { executionOrder: order } },
  )

test('the new order follows the top branch to its end before it begins the next', () => {
  expect(walk(fan('v1')).order).toEqual(['Start', 'High', 'High end', 'Low', 'Low end'])
})

test('the old order goes breadth-first, in the order the edges were drawn', () => {
  expect(walk(fan('v0')).order).toEqual(['Start', 'Low', 'High', 'Low end', 'High end'])
})

test('of two nodes at one height the left one is executed first', () => {
  const document = givenWorkflow([
    { name: 'Start', type: 'start', to: { Right: [0, 0], Left: [0, 0] } },
    { name: 'Right', position: [400, 0] },
    { name: 'Left', position: [200, 0] },
  ])

  expect(walk(document).order).toEqual(['Start', 'Left', 'Right'])
})

test('an output without items ends its branch', () => {
  const document = givenWorkflow([
    { name: 'Start', type: 'start', to: { Split: [0, 0] } },
    { name: 'Split', type: 'split', to: { Taken: [0, 0], Left: [1, 0] } },
    { name: 'Taken' },
    { name: 'Left' },
  ])

  expect(walk(document).order).toEqual(['Start', 'Split', 'Taken'])
})

const meeting = (type: 'join' | 'both', top: 0 | 1) =>
  givenWorkflow([
    { name: 'Start', type: 'start', to: { Split: [0, 0] } },
    { name: 'Split', type: 'split', to: { Taken: [0, 0], 'Not taken': [top, 0] } },
    { name: 'Taken', to: { Meet: [0, 0] } },
    { name: 'Not taken', position: [400, 200], to: { Meet: [0, 1] } },
    { name: 'Meet', type },
  ])

test('a node with two inputs waits for both', () => {
  const { order, records } = walk(meeting('join', 0), pass, [{ json: { a: 1 } }])

  expect(order).toEqual(['Start', 'Split', 'Taken', 'Not taken', 'Meet'])
  expect(records.at(-1)?.inputs.map((items) => items?.length)).toEqual([1, 1])
})

test('a node with two inputs goes ahead when one branch was never taken', () => {
  const { order, records } = walk(meeting('join', 1))

  expect(order.at(-1)).toBe('Meet')
  expect(records.at(-1)?.inputs.map((items) => items?.length)).toEqual([1, 0])
})

test('a node that needs both inputs is not executed when one never comes', () => {
  expect(walk(meeting('both', 1)).order).toEqual(['Start', 'Split', 'Taken'])
})

test('several edges into one input execute the node once per edge', () => {
  const document = givenWorkflow([
    { name: 'Start', type: 'start', to: { A: [0, 0], B: [0, 0] } },
    { name: 'A', position: [200, 0], to: { End: [0, 0] } },
    { name: 'B', position: [200, 100], to: { End: [0, 0] } },
    { name: 'End' },
  ])

  expect(walk(document).order).toEqual(['Start', 'A', 'End', 'B', 'End'])
})

test('a circle goes round until its exit is taken, and every round is a run of its own', () => {
  const document = givenWorkflow([
    { name: 'Start', type: 'start', to: { Count: [0, 0] } },
    { name: 'Count', to: { More: [0, 0] } },
    { name: 'More', type: 'split', to: { Count: [0, 0], End: [1, 0] } },
    { name: 'End' },
  ])
  const behave: Behaviour = (node, inputs, run) =>
    node.node.name === 'More' ? (run < 2 ? [inputs[0]!, []] : [[], inputs[0]!]) : [inputs[0]!]

  const { order, records } = walk(document, behave)

  expect(order).toEqual(['Start', 'Count', 'More', 'Count', 'More', 'Count', 'More', 'End'])
  expect(records.filter((one) => one.node === 1).map((one) => one.runIndex)).toEqual([0, 1, 2])
})

test('a disabled node lets its first input pass', () => {
  const document = givenWorkflow([
    { name: 'Start', type: 'start', to: { Off: [0, 0] } },
    { name: 'Off', settings: { disabled: true }, to: { End: [0, 0] } },
    { name: 'End' },
  ])
  const behave: Behaviour = (node, inputs) => {
    if (node.node.name === 'Off') throw new Error('a disabled node was executed')
    return [inputs[0]!]
  }

  expect(walk(document, behave, [{ json: { kept: 1 } }]).records.at(-1)?.outputs[0]?.[0]?.json).toEqual({ kept: 1 })
})

test('a pinned node gives what is pinned and is not executed', () => {
  const document = givenWorkflow([{ name: 'Start', type: 'start', to: { Pinned: [0, 0] } }, { name: 'Pinned' }], {
    pins: { Pinned: [{ json: { pinned: true } }] },
  })
  const behave: Behaviour = (node, inputs) => {
    if (node.node.name === 'Pinned') throw new Error('a pinned node was executed')
    return [inputs[0] ?? [{ json: {} }]]
  }

  expect(walk(document, behave).records.at(-1)?.outputs[0]?.[0]?.json).toEqual({ pinned: true })
})

test('executeOnce leaves one item of every input', () => {
  const document = givenWorkflow([
    { name: 'Start', type: 'start', to: { Once: [0, 0] } },
    { name: 'Once', settings: { executeOnce: true } },
  ])

  expect(walk(document, pass, [{ json: { n: 1 } }, { json: { n: 2 } }]).records.at(-1)?.outputs[0]).toHaveLength(1)
})

test('alwaysOutputData gives one empty item that is paired to all that came in', () => {
  const document = givenWorkflow([
    { name: 'Start', type: 'start', to: { Always: [0, 0] } },
    { name: 'Always', settings: { alwaysOutputData: true }, to: { End: [0, 0] } },
    { name: 'End' },
  ])
  const behave: Behaviour = (node, inputs) => (node.node.name === 'Always' ? [[]] : [inputs[0]!])

  const { order, records } = walk(document, behave, [{ json: {} }, { json: {} }])

  expect(order).toEqual(['Start', 'Always', 'End'])
  expect(records[1]?.outputs[0]).toEqual([{ json: {}, pairedItem: [{ item: 0 }, { item: 1 }] }])
})

const failing = (onError: 'stopWorkflow' | 'continueRegularOutput' | 'continueErrorOutput') =>
  givenWorkflow([
    { name: 'Start', type: 'start', to: { Bad: [0, 0] } },
    { name: 'Bad', settings: { onError }, to: { Good: [0, 0], Sorry: [1, 0] } },
    { name: 'Good' },
    { name: 'Sorry', position: [400, 200] },
  ])
const bad: Behaviour = (node, inputs) => {
  if (node.node.name === 'Bad') throw new NodeError('It broke.')
  return [inputs.find((one) => one.length > 0) ?? []]
}

test('a failure ends the execution where the node does not say otherwise', () => {
  const { order, failure } = walk(failing('stopWorkflow'), bad)

  expect(order).toEqual(['Start', 'Bad'])
  expect(failure?.error.message).toBe('It broke.')
})

test('a node told to go on passes its input on, and its record tells the failure', () => {
  const { order, records, failure } = walk(failing('continueRegularOutput'), bad, [{ json: { n: 1 } }])

  expect(order).toEqual(['Start', 'Bad', 'Good'])
  expect(records[1]).toMatchObject({ status: 'failed', error: { message: 'It broke.' }, outputs: [[{ json: { n: 1 } }]] })
  expect(failure).toBeUndefined()
})

test('a node with an error output sends its items there, with what went wrong', () => {
  const { order, records } = walk(failing('continueErrorOutput'), bad, [{ json: { n: 1 } }])

  expect(order).toEqual(['Start', 'Bad', 'Sorry'])
  expect(records.at(-1)?.outputs[0]?.[0]?.json).toEqual({ n: 1, error: 'It broke.' })
})

test('only the items that failed take the error output', () => {
  const behave: Behaviour = (node, inputs) => {
    const items = inputs.find((one) => one.length > 0) ?? []
    if (node.node.name !== 'Bad') return [items]
    return [
      items.map((item, index) =>
        index === 1
          ? { json: { error: 'no' }, error: { message: 'no' }, pairedItem: { item: 1 } }
          : { ...item, pairedItem: { item: index } },
      ),
    ]
  }

  const { records } = walk(failing('continueErrorOutput'), behave, [{ json: { n: 0 } }, { json: { n: 1 } }, { json: { n: 2 } }])

  expect(records[1]?.outputs.map((items) => items.map((item) => item.json))).toEqual([
    [{ n: 0 }, { n: 2 }],
    [{ n: 1, error: 'no' }],
  ])
})

test('items are paired where there is no doubt: one in, or as many out as in', () => {
  const document = givenWorkflow([{ name: 'Start', type: 'start', to: { Make: [0, 0] } }, { name: 'Make' }])
  const make =
    (count: number): Behaviour =>
    (node, inputs) =>
      node.node.name === 'Make' ? [Array.from({ length: count }, () => ({ json: {} }))] : [inputs[0]!]
  const pairs = (incoming: number, outgoing: number) =>
    walk(
      document,
      make(outgoing),
      Array.from({ length: incoming }, () => ({ json: {} })),
    )
      .records.at(-1)
      ?.outputs[0]?.map((item) => item.pairedItem)

  expect(pairs(1, 2)).toEqual([{ item: 0 }, { item: 0 }])
  expect(pairs(2, 2)).toEqual([{ item: 0 }, { item: 1 }])
  expect(pairs(2, 3)).toEqual([undefined, undefined, undefined])
})

test('edges to nodes that are not there, notes and unknown types do not stop a plan from being made', () => {
  const document = givenWorkflow([
    { name: 'Start', type: 'start', to: { Ghost: [0, 0], Unknown: [0, 0] } },
    { name: 'Unknown', type: 'n8n-nodes-base.somethingNew' },
    { name: 'Note', type: 'note' },
  ])

  const plan = compilePlan(document, catalog)

  expect(plan.nodes.map((node) => [node.node.name, node.definition?.type])).toEqual([
    ['Start', 'start'],
    ['Unknown', undefined],
  ])
})

test('an execution begins at the manual trigger, else at the first trigger, else at the first node nothing leads to', () => {
  const nodes = [
    { name: 'Loose', to: { End: [0, 0] as const } },
    { name: 'Hook', type: 'hook' },
    { name: 'Start', type: 'start' },
    { name: 'End' },
  ]
  const first = (count: number) =>
    startNode(compilePlan(givenWorkflow([...nodes.slice(0, count), { name: 'End' }]), catalog))?.node.name

  expect([first(3), first(2), first(1)]).toEqual(['Start', 'Hook', 'Loose'])
})
