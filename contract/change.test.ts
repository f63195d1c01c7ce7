import fc from 'fast-check'
import { expect, test } from 'vitest'
import { applyOps, type DocumentOp, edgeKey, opProblem, opsBetween } from './change.ts'
import type { WorkflowDocument, WorkflowEdge, WorkflowNode } from './workflow.ts'

const node = (id: string, more: Partial<WorkflowNode> = {}): WorkflowNode => ({
  id,
  name: id.toUpperCase(),
  type: 'set',
  version: 1,
  position: [0, 0],
  parameters: {},
  settings: {},
  ...more,
})
const edge = (from: string, to: string): WorkflowEdge => ({
  from: { node: from, output: 0 },
  to: { node: to, input: 0 },
  kind: 'main',
})
const document = (nodes: WorkflowNode[], edges: WorkflowEdge[] = [], more: Partial<WorkflowDocument> = {}): WorkflowDocument => ({
  steward: 1,
  name: 'Given',
  nodes,
  edges,
  settings: { executionOrder: 'v1' },
  ...more,
})

const ids = ['a', 'b', 'c', 'd']
const anyNode = (id: string) =>
  fc
    .record({
      parameters: fc.dictionary(fc.constantFrom('url', 'options', 'rules'), fc.jsonValue({ maxDepth: 2 }), { maxKeys: 3 }),
      disabled: fc.boolean(),
      x: fc.integer({ min: 0, max: 9 }),
    })
    .map(({ parameters, disabled, x }) => node(id, { parameters, position: [x, 0], settings: disabled ? { disabled } : {} }))
const anyDocument = fc.subarray(ids).chain((present) =>
  fc
    .record({
      nodes: fc.tuple(...present.map(anyNode)),
      edges: fc.uniqueArray(fc.tuple(fc.constantFrom(...ids), fc.constantFrom(...ids)), { selector: String, maxLength: 6 }),
      grouped: fc.subarray(present),
      description: fc.option(fc.string(), { nil: undefined }),
    })
    .map(({ nodes, edges, grouped, description }) =>
      document(
        nodes,
        edges.filter((pair) => pair.every((id) => present.includes(id))).map(([from, to]) => edge(from, to)),
        {
          ...(description === undefined ? {} : { description }),
          ...(grouped.length === 0 ? {} : { groups: [{ id: 'g', name: 'Group', nodes: grouped }] }),
        },
      ),
    ),
)

const sorted = ({ nodes, edges, ...others }: WorkflowDocument) => ({
  ...others,
  nodes: nodes.toSorted((one, other) => one.id.localeCompare(other.id)),
  edges: edges.toSorted((one, other) => edgeKey(one).localeCompare(edgeKey(other))),
})

test('the ops between two documents make the one of the other, and back', () => {
  fc.assert(
    fc.property(anyDocument, anyDocument, (before, after) => {
      const there = applyOps(before, opsBetween(before, after))
      const back = applyOps(there, opsBetween(there, before))

      expect(sorted(there)).toEqual(sorted(after))
      expect(sorted(back)).toEqual(sorted(before))
      expect(opsBetween(there, there)).toEqual([])
    }),
  )
})

test('whatever two people do at once, both orders leave a document whose edges, groups and pins have their nodes', () => {
  fc.assert(
    fc.property(anyDocument, anyDocument, anyDocument, (base, mine, theirs) => {
      const both = applyOps(applyOps(base, opsBetween(base, mine)), opsBetween(base, theirs))

      const present = new Set(both.nodes.map(({ id }) => id))
      expect(both.edges.every(({ from, to }) => present.has(from.node) && present.has(to.node))).toBe(true)
      expect((both.groups ?? []).flatMap((group) => group.nodes).every((id) => present.has(id))).toBe(true)
      expect(new Set(both.nodes.map(({ name }) => name)).size).toBe(both.nodes.length)
    }),
  )
})

test('two people who set different properties of one node both keep what they set', () => {
  const base = document([node('a', { parameters: { url: 'x', options: { timeout: 1, retry: 2 } } })])
  const mine = document([node('a', { parameters: { url: 'y', options: { timeout: 1, retry: 2 } } })])
  const theirs = document([node('a', { name: 'Other', parameters: { url: 'x', options: { timeout: 9, retry: 2 } } })])

  const both = applyOps(applyOps(base, opsBetween(base, mine)), opsBetween(base, theirs))

  expect(both.nodes[0]).toEqual(node('a', { name: 'Other', parameters: { url: 'y', options: { timeout: 9, retry: 2 } } }))
})

test('an edge to a node that somebody else has taken away goes with it, and a change of that node does nothing', () => {
  const base = document([node('a'), node('b')])
  const gone = document([node('a')])
  const joined = document([node('a'), node('b', { parameters: { url: 'x' } })], [edge('a', 'b')])

  expect(applyOps(applyOps(base, opsBetween(base, gone)), opsBetween(base, joined))).toEqual(gone)
})

test('of two new nodes with one name the later one gets another', () => {
  const base = document([])
  const first = applyOps(base, [{ path: ['nodes', 'a'], value: node('a', { name: 'Wait' }) }])

  const both = applyOps(first, [{ path: ['nodes', 'b'], value: node('b', { name: 'Wait' }) }])

  expect(both.nodes.map(({ name }) => name)).toEqual(['Wait', 'Wait1'])
})

test('a node that comes back stands where it stood', () => {
  const before = document([node('a'), node('b'), node('c')], [edge('a', 'b'), edge('b', 'c')])
  const after = document([node('a'), node('c')])

  expect(applyOps(after, opsBetween(after, before))).toEqual(before)
})

test.each<DocumentOp>([
  { path: ['__proto__', 'polluted'], value: true },
  { path: ['settings', '__proto__', 'polluted'], value: true },
  { path: ['nodes', 'a', 'parameters', 'constructor', 'prototype', 'polluted'], value: true },
  { path: ['steward'], value: 2 },
  { path: ['nodes'], value: [] },
  { path: ['settings'] },
  { path: ['name'] },
  { path: [] },
])('what is no property to be set is refused and changes nothing: $path', (op) => {
  const before = document([node('a')])

  expect(opProblem(op)).toBeDefined()
  expect(applyOps(before, [op])).toBe(before)
  expect(({} as { polluted?: boolean }).polluted).toBeUndefined()
})

test.each<DocumentOp>([
  { path: ['nodes', 'a'], value: 'text' },
  { path: ['nodes', 'a'], value: { ...node('a'), id: 'b' } },
  { path: ['nodes', 'a', 'id'], value: 'b' },
  { path: ['nodes', 'gone', 'name'], value: 'b' },
  { path: ['nodes', 'a', 'name', 'deeper'], value: 'b' },
  { path: ['edges', 'x'], value: { from: null } },
])('what does not fit does nothing: $path', (op) => {
  const before = document([node('a')])

  expect(applyOps(before, [op]).nodes).toEqual(before.nodes)
})
