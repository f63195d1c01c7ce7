import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { Item } from '@steward/contract/item'
import { advance, compilePlan, createCatalog, nextTask, type NodeRecord, settleOutputs, startState } from '#engine/core'
import { encodeRecord, type JournalEntry } from './journal.ts'
import { restore } from './restore.ts'
import { givenNode, givenWorkflow } from '../../test/given-workflow.ts'

const catalog = createCatalog([
  givenNode('pass'),
  givenNode('split', { outputs: [{ name: 'even' }, { name: 'odd' }] }),
  givenNode('join', { inputs: [{ name: 'a' }, { name: 'b' }], requiredInputs: () => 1 }),
])

const plan = compilePlan(
  givenWorkflow([
    { name: 'Start', to: { Split: [0, 0] } },
    { name: 'Split', type: 'split', to: { Left: [0, 0], Join: [1, 1] } },
    { name: 'Left', to: { Join: [0, 0] } },
    { name: 'Join', type: 'join', to: { End: [0, 0] } },
    { name: 'End' },
  ]),
  catalog,
)

/** Walks the plan with a node behaviour of the test's own and keeps the journal as text, as the database would. */
function walk(items: readonly Item[]): { records: NodeRecord[]; journal: JournalEntry[] } {
  const state = startState(plan, 0, items)
  const journal: JournalEntry[] = []
  for (let task = nextTask(plan, state); task !== undefined; task = nextTask(plan, state)) {
    const node = plan.nodes[task.node]!
    const first = task.inputs.find((one) => one !== null && one.length > 0) ?? []
    const outputs =
      node.node.name === 'Split'
        ? [
            first.filter((_, i) => i % 2 === 0).map((item, i) => ({ ...item, pairedItem: { item: i * 2 } })),
            first.filter((_, i) => i % 2 === 1),
          ]
        : node.node.name === 'Left'
          ? [first.map((item, i) => ({ json: { ...item.json, left: true }, pairedItem: { item: i } }))]
          : [first]
    const record: NodeRecord = {
      index: state.records.length,
      node: task.node,
      runIndex: state.runs[task.node]!.length,
      ...settleOutputs(node, task, outputs),
      inputs: task.inputs,
      sources: task.sources,
      effect: 'pure',
      tries: 1,
      startedMs: 1,
      durationMs: 2,
      memory: node.node.name === 'Join' ? { count: first.length } : undefined,
    }
    advance(plan, state, record)
    journal.push(JSON.parse(JSON.stringify(encodeRecord(plan, record))) as JournalEntry)
  }
  return { records: state.records, journal }
}

const anyItem = fc.record({ json: fc.dictionary(fc.string(), fc.jsonValue()) }) as fc.Arbitrary<Item>
const plain = (value: unknown) => JSON.parse(JSON.stringify(value)) as unknown

test('an execution restored from its journal is the execution that was walked', () => {
  fc.assert(
    fc.property(fc.array(anyItem, { maxLength: 6 }), (items) => {
      const { records, journal } = walk(items)

      const restored = restore(plan, { node: 'Start', items }, journal)

      expect(plain(restored.state.records)).toEqual(plain(records))
    }),
  )
})

test('an execution restored from any beginning of its journal goes on with the node that came next', () => {
  const items = [{ json: { a: 1 } }, { json: { a: 2 } }, { json: { a: 3 } }]
  const { records, journal } = walk(items)

  for (let kept = 0; kept < journal.length; kept++) {
    const { state } = restore(plan, { node: 'Start', items }, journal.slice(0, kept))

    expect(nextTask(plan, state)?.node).toBe(records[kept]?.node)
  }
})

test('items that a node passes on untouched are not stored again', () => {
  const big = 'x'.repeat(10_000)
  const { journal } = walk([{ json: { big } }, { json: { big } }])

  const copies = JSON.stringify(journal).split(big).length - 1

  // Only the node that changes its items writes them; the trigger's are stored with the execution.
  expect(copies).toBe(1)
})

test('a journal that does not fit the workflow is refused, not bent to fit', () => {
  const { journal } = walk([{ json: {} }])
  const foreign = journal.map((entry) => (entry.k === 'done' && entry.n === 'Split' ? { ...entry, n: 'Other' } : entry))

  expect(() => restore(plan, { node: 'Start', items: [{ json: {} }] }, foreign)).toThrow('The journal has node Other')
})

test('an intent without an end is remembered, and forgotten once its node is done', () => {
  const items = [{ json: {} }]
  const intent = { k: 'intent', n: 'Split', r: 0, e: 'write', t: 1, rep: false } as const
  const { journal } = walk(items)

  expect(restore(plan, { node: 'Start', items }, [journal[0]!, intent]).open).toMatchObject([{ node: 1, runIndex: 0, intent }])
  expect(restore(plan, { node: 'Start', items }, [journal[0]!, intent, journal[1]!]).open).toEqual([])
})
