import type { Execution, NodeExecution } from '@steward/contract/api/execution'
import { expect, test } from 'vitest'
import { compareExecutions, firstDifference } from './compare-executions.ts'

const node = (nodeId: string, json: unknown, more: Partial<NodeExecution> = {}): NodeExecution => ({
  index: 0,
  nodeId,
  nodeName: nodeId,
  nodeType: 'set',
  runIndex: 0,
  status: 'completed',
  effect: 'pure',
  startedAt: '2026-01-01T00:00:00.000Z',
  durationMs: 5,
  tries: 1,
  error: null,
  sources: [],
  itemCounts: { inputs: [1], outputs: [1] },
  outputs: [[{ json, pairedItem: { item: 0 } }]],
  ...more,
})
const execution = (...nodes: NodeExecution[]) => ({ nodes }) as unknown as Execution

test('nodes stand in the order of the second execution, and what only the first has done at the end', () => {
  const compared = compareExecutions(
    execution(node('A', 1), node('Gone', 1), node('B', 1)),
    execution(node('A', 1), node('New', 1), node('B', 2)),
  )

  expect(compared.map(({ name, isSame, left, right }) => [name, isSame, left !== undefined, right !== undefined])).toEqual([
    ['A', true, true, true],
    ['New', false, false, true],
    ['B', false, true, true],
    ['Gone', false, true, false],
  ])
  expect(compared[2]?.difference).toEqual({ path: 'outputs[0][0]', left: '1', right: '2' })
})

test('an error counts before items, runs of a loop are told apart, and what is too large is said to be unknown', () => {
  const { outputs: _large, ...large } = node('L', 1)
  const [failed, second, unknown] = compareExecutions(
    execution(node('A', 1), node('B', 1, { runIndex: 1 }), large),
    execution(
      node('A', 1, { status: 'failed', error: { message: 'no', description: null, itemIndex: null } }),
      node('B', 1, { runIndex: 1 }),
      large,
    ),
  )

  expect(failed).toMatchObject({ isSame: false, difference: { path: 'error', left: '–', right: 'no' } })
  expect(second).toMatchObject({ isSame: true, runIndex: 1 })
  expect(unknown).toMatchObject({ isSame: false, difference: 'unknown' })
})

test('the first difference names its place, also where one side has more, or another kind of value', () => {
  expect(firstDifference({ a: [1, { b: 2 }] }, { a: [1, { b: 3 }] }, 'x')).toEqual({ path: 'x.a[1].b', left: '2', right: '3' })
  expect(firstDifference([1], [1, 2], 'x')).toEqual({ path: 'x[1]', left: '–', right: '2' })
  expect(firstDifference({ a: null }, { a: {} }, 'x')).toEqual({ path: 'x.a', left: 'null', right: '{}' })
  expect(firstDifference({ a: [] }, { a: [] }, 'x')).toBeUndefined()
})
