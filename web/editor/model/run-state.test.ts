import type { NodeExecution } from '@steward/contract/api/execution'
import { expect, test } from 'vitest'
import { runState } from './run-state.ts'

const run = (nodeId: string, index: number, more: Partial<NodeExecution> = {}): NodeExecution => ({
  index,
  nodeId,
  nodeName: nodeId,
  nodeType: 'set',
  runIndex: 0,
  status: 'completed',
  effect: 'pure',
  startedAt: '2026-01-01T00:00:00Z',
  durationMs: 10,
  tries: 1,
  error: null,
  sources: [],
  itemCounts: { inputs: [], outputs: [1] },
  ...more,
})

test('a node in a loop adds up its items and its time', () => {
  const state = runState([run('A', 0), run('A', 1, { itemCounts: { inputs: [], outputs: [2, 3] } })])

  expect(state.get('A')).toMatchObject({ runs: 2, items: [3, 3], durationMs: 20, state: 'completed', index: 1 })
})

test('trouble in one of many executions is what the node shows', () => {
  const failed = run('A', 1, { status: 'failed', error: { message: 'No', description: null, itemIndex: null } })

  const state = runState([run('A', 0), failed, run('A', 2)])

  expect(state.get('A')).toMatchObject({ state: 'failed', index: 1, error: 'No' })
})

test('doubt weighs more than failure', () => {
  expect(runState([run('A', 0, { status: 'in_doubt' }), run('A', 1, { status: 'failed' })]).get('A')?.state).toBe('in_doubt')
})

test('a node that was not reached has no state', () => {
  expect(runState([run('A', 0)]).has('B')).toBe(false)
})
