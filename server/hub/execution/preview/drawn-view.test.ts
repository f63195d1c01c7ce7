import type { Item } from '@steward/contract/item'
import type { WorkflowDocument } from '@steward/contract/workflow'
import { expect, test } from 'vitest'
import { compilePlan, createCatalog, type NodeRecord } from '#engine/core'
import { givenWorkflow } from '#test/given-workflow'
import { drawnView } from './drawn-view.ts'

const items = (...names: string[]): Item[] => names.map((name, item) => ({ json: { name }, pairedItem: { item } }))
const document = givenWorkflow([{ name: 'A', to: { B: [0, 0] } }, { name: 'B', to: { C: [0, 0] } }, { name: 'C' }])
const plan = compilePlan(document, createCatalog([]))
const record = (node: number, outputs: Item[][], more: Partial<NodeRecord> = {}): NodeRecord => ({
  index: node, node, runIndex: 0, status: 'completed', inputs: [], sources: [], outputs, error: null, effect: 'pure',
  tries: 1, startedMs: 0, durationMs: 0, memory: undefined, ...more,
}) // prettier-ignore
const source = (node: string, run = 0) => ({ node, output: 0, run })
const recorded = {
  plan,
  runs: [
    [record(0, [items('a')])],
    [record(1, [items('b')], { inputs: [items('a')], sources: [source('A')] })],
    [record(2, [[]], { inputs: [items('b')], sources: [source('B')] })],
  ],
}
const node = (from: WorkflowDocument, id: string) => from.nodes.find((one) => one.id === id) ?? from.nodes[0]!

test('a node sees what came in, and the nodes before it by the names they have now', () => {
  const renamed = { ...document, nodes: document.nodes.map((one) => (one.id === 'A' ? { ...one, name: 'First' } : one)) }

  const view = drawnView(renamed, node(renamed, 'B'), { recorded })

  expect(view.inputs).toEqual([items('a')])
  expect(view.sources).toEqual([source('First')])
  expect(view.node('First')?.runs[0]?.outputs).toEqual([items('a')])
  expect(view.node('A')).toBeUndefined()
})

test('pinned items stand in for what the node gave, also where it was never executed', () => {
  const pinned = { ...document, pins: { B: items('pinned') } }

  expect(drawnView(pinned, node(pinned, 'C'), { recorded }).inputs).toEqual([items('pinned')])
  expect(drawnView(pinned, node(pinned, 'C'), { recorded: undefined }).inputs).toEqual([items('pinned')])
  expect(drawnView(pinned, node(pinned, 'C'), { recorded }).node('B')?.runs).toHaveLength(1)
})

test('a node that was drawn after the execution gets what the node before it gave', () => {
  const grown = givenWorkflow([
    { name: 'A', to: { B: [0, 0] } },
    { name: 'B', to: { New: [0, 0] } },
    { name: 'New', to: { C: [0, 0] } },
    { name: 'C' },
  ])

  expect(drawnView(grown, node(grown, 'New'), { recorded }).inputs).toEqual([items('b')])
  const after = drawnView(grown, node(grown, 'C'), { recorded })
  expect([after.inputs, after.waitsFor]).toEqual([[[]], 'New'])
})

test('without an execution it is said which node would have to be executed', () => {
  expect(drawnView(document, node(document, 'B'), { recorded: undefined }).waitsFor).toBe('A')
  expect(drawnView(document, node(document, 'A'), { recorded: undefined }).waitsFor).toBeUndefined()
})
