import type { Execution } from '@steward/contract/api/execution'
import type { LiveEvent } from '@steward/contract/api/live-event'
import { expect, test } from 'vitest'
import { applyEvents } from './apply-events.ts'

const execution = {
  summary: { id: 'e1', workflowId: 'w1', status: 'running' },
  document: { steward: 1, name: 'A', nodes: [{ id: 'n1', name: 'Get', type: 'http_request' }], edges: [] },
  nodes: [],
  logs: [],
} as unknown as Execution

const at = { executionId: 'e1', workflowId: 'w1', nodeId: 'n1', nodeName: 'Get', index: 0, runIndex: 0 }
const started: LiveEvent = { type: 'node.started', ...at }
const finished: LiveEvent = { type: 'node.finished', ...at, status: 'completed', durationMs: 12, items: [3], error: null }

test('a node that starts is running, and its type is the drawn one', () => {
  const { nodes } = applyEvents(execution, [started])

  expect(nodes).toMatchObject([{ index: 0, status: 'running', nodeType: 'http_request' }])
})

test('a node that finishes carries its items and its time', () => {
  const { nodes } = applyEvents(execution, [started, finished])

  expect(nodes).toMatchObject([{ status: 'completed', durationMs: 12, itemCounts: { outputs: [3] } }])
})

test('a start that arrives late does not undo the end', () => {
  const { nodes } = applyEvents(execution, [finished, started, finished])

  expect(nodes).toHaveLength(1)
  expect(nodes[0]?.status).toBe('completed')
})

test('events of other executions change nothing', () => {
  expect(applyEvents(execution, [{ ...finished, executionId: 'e2' }])).toBe(execution)
})

test('node executions stay in order of their index', () => {
  const later: LiveEvent = { ...started, index: 1, runIndex: 1 }

  expect(applyEvents(execution, [later, started]).nodes.map((node) => node.index)).toEqual([0, 1])
})
