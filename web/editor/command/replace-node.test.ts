import { expect, test } from 'vitest'
import { given } from '../model/given-document.ts'
import { replaceNode } from './replace-node.ts'

const old = given.node('Old', { type: 'if', position: [7, 9] })
const document = given.document(
  [given.node('Before'), old, given.node('After', { parameters: { text: "={{ $('Old').first() }}" } })],
  [given.edge('Before', 'Old'), given.edge('Old', 'After', { output: 1 })],
  { pins: { Old: [] } },
)

test('the new node stands where the old one stood, with its edges and the expressions that name it', () => {
  const after = replaceNode(old, given.node('Old', { name: 'New', type: 'set' }), { inputs: 1, outputs: 1 }).apply(document)

  expect(after.nodes[1]).toMatchObject({ id: 'Old', name: 'New', type: 'set', position: [7, 9] })
  expect(after.nodes[2]?.parameters).toEqual({ text: "={{ $('New').first() }}" })
  expect(after.edges).toEqual([given.edge('Before', 'Old'), given.edge('Old', 'After')])
  expect(after.pins).toBeUndefined()
})

test('edges for which the new node has no port are gone', () => {
  const after = replaceNode(old, given.node('Old', { type: 'manual_trigger' }), { inputs: 0, outputs: 1 }).apply(document)

  expect(after.edges).toEqual([given.edge('Old', 'After')])
})
