import type { WorkflowDocument, WorkflowNode } from '@steward/contract/workflow'
import { expect, test } from 'vitest'
import { compareDocuments } from './compare-documents.ts'
import { givenCatalog } from './given-catalog.ts'

const node = (name: string, more: Partial<WorkflowNode> = {}): WorkflowNode => ({
  id: name.toLowerCase(),
  name,
  type: 'set',
  version: 1,
  position: [0, 0],
  parameters: {},
  settings: {},
  ...more,
})
const call = (name: string, parameters: object, more: Partial<WorkflowNode> = {}) =>
  node(name, { type: 'http_request', parameters: parameters as WorkflowNode['parameters'], ...more })
const edge = (from: string, to: string, output = 0): WorkflowDocument['edges'][number] => ({
  from: { node: from, output },
  to: { node: to, input: 0 },
  kind: 'main',
})
const document = (nodes: WorkflowNode[], more: Partial<WorkflowDocument> = {}): WorkflowDocument => ({
  steward: 1,
  name: 'W',
  nodes,
  edges: [],
  settings: { executionOrder: 'v1' },
  ...more,
})
const compare = (before: WorkflowDocument | undefined, after: WorkflowDocument) => compareDocuments(before, after, givenCatalog)

test('what lies elsewhere on the canvas, notes and the order of nodes change nothing', () => {
  const before = document([node('A'), node('B', { settings: { notes: 'x' } }), node('N', { type: 'note' })])
  const after = document([node('B', { settings: { notes: 'y' }, position: [5, 5] }), node('A')])

  expect(compare(before, after)).toMatchObject({ same: true, nodes: { added: [], removed: [], changed: [] } })
})

test('nodes that come, go, are renamed or are set otherwise are told, with every place', () => {
  const before = document([node('A', { parameters: { to: { name: 'x' } } }), node('B')])
  const after = document([node('A', { name: 'Aa', parameters: { to: { name: 'y' } }, settings: { disabled: true } }), node('C')])

  expect(compare(before, after)).toMatchObject({
    same: false,
    nodes: {
      added: [{ id: 'c', name: 'C', type: 'set' }],
      removed: [{ id: 'b', name: 'B', type: 'set' }],
      changed: [
        {
          name: 'Aa',
          nameBefore: 'A',
          changes: [
            { path: 'name', before: 'A', after: 'Aa' },
            { path: 'parameters.to.name', before: 'x', after: 'y' },
            { path: 'settings.disabled', after: true },
          ],
        },
      ],
    },
  })
})

test('edges and settings of the workflow are told in words and places', () => {
  const before = document([node('A'), node('B')], { edges: [edge('a', 'b')] })
  const after = document([node('A'), node('B')], {
    edges: [edge('a', 'b', 1)],
    settings: { executionOrder: 'v1', environment: 'staging' },
  })

  expect(compare(before, after)).toMatchObject({
    same: false,
    edges: { added: ['A (output 2) → B'], removed: ['A → B'] },
    settings: [{ path: 'environment', after: 'staging' }],
  })
})

test('connections, variables and called workflows are told by name', () => {
  const before = document([
    call('A', { url: '={{ $vars.HOST }}/x' }, { connections: { stripe: { id: 'c1', name: 'Test' } } }),
    node('W', { type: 'execute_workflow', parameters: { workflowId: { __rl: true, value: 'w1' } } }),
  ])
  const after = document(
    [
      call('A', { url: `={{ $vars["OTHER"] + $vars['THIRD'] }}` }, { connections: { stripe: { id: 'c2', name: 'Live' } } }),
      node('W', { type: 'execute_workflow', parameters: { workflowId: 'w2' } }),
    ],
    { settings: { executionOrder: 'v1', errorWorkflow: 'w3' } },
  )

  expect(compare(before, after)).toMatchObject({
    connections: { added: ['stripe: Live'], removed: ['stripe: Test'] },
    variables: { added: ['OTHER', 'THIRD'], removed: ['HOST'] },
    workflows: { added: ['w2', 'w3'], removed: ['w1'] },
  })
})

test('effects are told by what they do, not by what their nodes are called', () => {
  const get = { method: 'GET', url: 'https://a.example/x' }
  const before = document([call('Old name', get), call('Gone', { method: 'POST', url: 'https://b.example' })])
  const after = document([call('New name', get), call('New', { method: 'DELETE', url: 'https://a.example/x' })])

  expect(compare(before, after).effects).toMatchObject({
    kept: [{ node: 'New name', class: 'read' }],
    added: [{ node: 'New', class: 'delete', target: 'a.example' }],
    removed: [{ node: 'Gone', class: 'write', target: 'b.example' }],
  })
})

test('without a former version everything is new', () => {
  expect(compare(undefined, document([call('A', { method: 'POST', url: 'https://a.example' })]))).toMatchObject({
    same: false,
    nodes: { added: [{ name: 'A' }], removed: [] },
    effects: { added: [{ class: 'write' }], removed: [] },
  })
})
