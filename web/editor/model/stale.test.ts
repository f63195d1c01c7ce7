import type { NodeExecution } from '@steward/contract/api/execution'
import type { WorkflowDocument } from '@steward/contract/workflow'
import { expect, test } from 'vitest'
import { given } from './given-document.ts'
import { withNode } from './rename.ts'
import { staleNodes } from './stale.ts'

const document = given.document(
  [given.node('A'), given.node('B', { parameters: { text: "={{ $('A').item.json.x }}" } }), given.node('C'), given.node('D')],
  [given.edge('A', 'B'), given.edge('B', 'C'), given.edge('A', 'D')],
)
const execution = (of = document) => ({
  document: of,
  nodes: ['A', 'B', 'C', 'D'].map((nodeId) => ({ nodeId }) as NodeExecution),
})
const changed = (name: string, more: object): WorkflowDocument => ({
  ...document,
  nodes: document.nodes.map((node) => (node.name === name ? { ...node, ...more } : node)),
})
const told = (now: WorkflowDocument, then = document) =>
  Object.fromEntries(
    [...staleNodes(now, execution(then))].map(([id, { reason, node }]) => [
      id,
      node === undefined ? reason : `${reason} ${node}`,
    ]),
  )

test('nothing is stale while nothing has changed, or only what changes no item', () => {
  expect(told(document)).toEqual({})
  expect(told(changed('B', { position: [90, 90], settings: { notes: 'a note' } }))).toEqual({})
})

test('a changed node is stale, and so is what comes after it, and says why', () => {
  expect(told(changed('B', { parameters: { text: 'x' } }))).toEqual({ B: 'stale_parameters', C: 'stale_before B' })
  expect(told(changed('A', { settings: { disabled: true } }))).toEqual({
    A: 'stale_settings',
    B: 'stale_before A',
    C: 'stale_before A',
    D: 'stale_before A',
  })
  expect(told({ ...document, edges: [given.edge('A', 'B'), given.edge('A', 'C'), given.edge('A', 'D')] })).toEqual({
    C: 'stale_edges',
  })
  expect(told({ ...document, pins: { D: [{ json: {} }] } })).toEqual({ D: 'stale_pins' })
})

test('a new name is no change, nor are the expressions that follow it', () => {
  const followed = withNode(document, { ...given.node('A'), name: "Ada's" })
  const both = withNode(followed, { ...given.node('B', followed.nodes[1]), name: 'Bea' })

  expect(followed.nodes[1]?.parameters).toEqual({ text: "={{ $('Ada\\'s').item.json.x }}" })
  expect([told(followed), told(both)]).toEqual([{}, {}])
})

test('nodes that were not executed are not marked', () => {
  const grown = { ...document, nodes: [...document.nodes, given.node('New')], edges: [...document.edges, given.edge('C', 'New')] }

  expect(told(grown)).toEqual({})
})
