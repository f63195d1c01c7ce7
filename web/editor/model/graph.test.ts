import type { NodeKind } from '@steward/contract/api/workflow'
import { expect, test } from 'vitest'
import { given } from './given-document.ts'
import { drawGraph, reuse } from './graph.ts'
import type { NodeOutcome, RunState } from './run-state.ts'

const kind = (type: string, more: Partial<NodeKind> = {}): [string, NodeKind] => [
  type,
  {
    type,
    title: type,
    description: '',
    category: 'core',
    icon: 'globe',
    trigger: null,
    versions: [1],
    effect: 'pure',
    parameters: {},
    ...more,
  },
]
const kinds = new Map([
  kind('manual_trigger', { trigger: 'manual' }),
  kind('if'),
  kind('set'),
  kind('http_request', { effect: null }),
])
const ran = (more: Partial<NodeOutcome>): NodeOutcome => ({
  state: 'completed',
  runs: 1,
  durationMs: 1,
  items: [1],
  error: null,
  effect: 'pure',
  index: 0,
  ...more,
})

const document = given.document(
  [
    given.node('Start', { type: 'manual_trigger' }),
    given.node('Check', { type: 'if', position: [300, 0] }),
    given.node('Call', { type: 'http_request', position: [600, -80], parameters: { method: 'DELETE' } }),
    given.node('Slack', { type: 'n8n-nodes-base.slack', position: [600, 80] }),
  ],
  [
    given.edge('Start', 'Check'),
    given.edge('Check', 'Call'),
    given.edge('Check', 'Slack', { output: 1 }),
    given.edge('Check', 'gone'),
  ],
  { pins: { Check: [] } },
)
const draw = (run?: RunState) => drawGraph({ document, kinds, run })
const dataOf = (id: string, run?: RunState) => draw(run).nodes.find((node) => node.id === id)?.data

test('an unknown type is drawn as a placeholder', () => {
  expect(dataOf('Slack')).toMatchObject({ placeholder: true, icon: 'brand:slack' })
})

test('triggers, pins and effects are seen on the node', () => {
  expect(dataOf('Start')).toMatchObject({ trigger: true, inputs: 0 })
  expect(dataOf('Check')).toMatchObject({ pinned: true, outputs: 2 })
  expect(dataOf('Call')).toMatchObject({ effect: 'delete' })
})

test('an edge to a node that is not there is left out', () => {
  expect(draw().edges).toHaveLength(3)
})

test('before an execution edges carry only the names of branches', () => {
  expect(draw().edges.map((edge) => edge.data?.label)).toEqual(['', 'true', 'false'])
})

test('after an execution edges carry their items, and what was not reached is skipped once it has ended', () => {
  const run = new Map([
    ['Start', ran({})],
    ['Check', ran({ items: [2, 0] })],
    ['Call', ran({ state: 'running' })],
  ])

  expect(draw(run).edges.map((edge) => [edge.data?.label, edge.data?.tone])).toEqual([
    ['1', 'done'],
    ['true 2', 'busy'],
    ['false 0', 'none'],
  ])
  expect(dataOf('Slack', run)?.['state' as never]).toBeUndefined()
  const ended = drawGraph({ document, kinds, run, ended: true })
  expect(ended.nodes.find((node) => node.id === 'Slack')?.data).toMatchObject({ state: 'skipped' })
})

test('what has not changed stays the same object', () => {
  const before = draw().nodes
  const run = new Map([['Start', ran({ state: 'running' })]])

  const after = reuse(before, drawGraph({ document: { ...document, nodes: [...document.nodes] }, kinds, run: undefined }).nodes)

  expect(after.every((node, index) => node === before[index])).toBe(true)
  expect(reuse(before, draw(run).nodes).some((node, index) => node !== before[index])).toBe(true)
})
