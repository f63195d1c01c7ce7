import { expect, test } from 'vitest'
import { given } from '../model/given-document.ts'
import { insertOnEdge } from './insert-on-edge.ts'

const edge = given.edge('A', 'B', { output: 1 })
const document = given.document([given.node('A'), given.node('B'), given.node('Free')], [edge, given.edge('A', 'B')])

test('a node takes the place of an edge, and what follows makes room', () => {
  const after = insertOnEdge(given.node('New', { name: 'B' }), edge, new Map([['B', [500, 0]]])).apply(document)

  expect(after.nodes.map(({ name }) => name)).toEqual(['A', 'B', 'Free', 'B1'])
  expect(after.edges).toEqual([given.edge('A', 'B'), given.edge('A', 'New', { output: 1 }), given.edge('New', 'B')])
  expect(after.nodes[1]?.position).toEqual([500, 0])
})

test('a node that stands on the canvas already is not added again', () => {
  const after = insertOnEdge(given.node('Free'), edge, new Map()).apply(document)

  expect(after.nodes).toHaveLength(3)
  expect(after.edges).toContainEqual(given.edge('Free', 'B'))
})

test('an edge that somebody has taken away meanwhile is left alone', () => {
  expect(insertOnEdge(given.node('New'), given.edge('B', 'A'), new Map()).apply(document)).toBe(document)
})
