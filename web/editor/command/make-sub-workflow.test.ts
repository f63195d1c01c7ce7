import type { NodeKind } from '@steward/contract/api/workflow'
import { expect, test } from 'vitest'
import { given } from '../model/given-document.ts'
import { subDocument, takeOut, type Taken } from '../model/sub-workflow.ts'
import { makeSubWorkflow } from './make-sub-workflow.ts'

const start = { type: 'start', title: 'When called', versions: [1, 2], trigger: 'subworkflow' } as NodeKind
const kinds = new Map([['start', start]])
const nodes = [
  given.node('Start', { type: 'start' }),
  given.node('A', { position: [300, 0] }),
  given.node('B', { position: [600, 0], parameters: { text: "={{ $('A').item.json.x }}" } }),
  given.node('End', { position: [900, 0] }),
]
const edges = [given.edge('Start', 'A'), given.edge('A', 'B'), given.edge('B', 'End')]
const document = given.document(nodes, edges, { pins: { A: [], End: [] } })
const why = (taken: ReturnType<typeof takeOut>) => ('nodes' in taken ? [] : taken.map((obstacle) => obstacle.why))

test('a chain goes into a workflow that another one calls, and a node that calls it takes its place', () => {
  const taken = takeOut(document, new Set(['A', 'B']), kinds) as Taken

  const made = subDocument(document, taken, { name: 'Part', kind: start, makeId: () => 'called' })
  const left = makeSubWorkflow(taken, given.node('Call')).apply(document)

  expect(made.nodes.map(({ name }) => name)).toEqual(['When called', 'A', 'B'])
  expect(made.edges).toEqual([given.edge('called', 'A'), given.edge('A', 'B')])
  expect(left.nodes.map(({ name }) => name)).toEqual(['Start', 'End', 'Call'])
  expect(left.edges).toEqual([given.edge('Start', 'Call'), given.edge('Call', 'End')])
  expect([made.pins, left.pins]).toEqual([{ A: [] }, { End: [] }])
})

test('every reason why it cannot be done is said', () => {
  const other = given.document(
    [...nodes, given.node('Far', { parameters: { text: "={{ $('B').first().json }}" } })],
    [...edges, given.edge('Start', 'B'), given.edge('A', 'End')],
  )

  expect(why(takeOut(document, new Set(), kinds))).toEqual(['nothing'])
  expect(why(takeOut(document, new Set(['Start', 'A']), kinds))).toEqual(['trigger', 'refersIn'])
  expect(why(takeOut(other, new Set(['A', 'B']), kinds))).toEqual(['entries', 'exits', 'refersIn'])
  expect(why(takeOut(document, new Set(['A', 'End']), kinds))).toEqual(['entries', 'apart', 'refersIn'])
  expect(why(takeOut(document, new Set(['B']), kinds))).toEqual(['refersOut'])
})
