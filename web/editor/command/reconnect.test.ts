import { expect, test } from 'vitest'
import { given } from '../model/given-document.ts'
import { reconnect } from './reconnect.ts'

const document = given.document([given.node('A'), given.node('B'), given.node('C')], [given.edge('A', 'B'), given.edge('A', 'C')])

test('an end of an edge moves to another port, unless it lies there already', () => {
  const moved = reconnect(given.edge('A', 'B'), given.edge('B', 'C')).apply(document)

  expect(moved.edges).toEqual([given.edge('A', 'C'), given.edge('B', 'C')])
  expect(reconnect(given.edge('A', 'B'), given.edge('A', 'C')).apply(document)).toBe(document)
  expect(reconnect(given.edge('C', 'A'), given.edge('C', 'B')).apply(document)).toBe(document)
})
