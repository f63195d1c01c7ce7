import { expect, test } from 'vitest'
import { fragmentAt, fragmentOf, freshFragment } from '../model/fragment.ts'
import { given } from '../model/given-document.ts'
import { pasteNodes } from './paste-nodes.ts'

const document = given.document(
  [
    given.node('A', { type: 'webhook', webhookId: 'w', parameters: { path: 'w' } }),
    given.node('A1', { position: [260, 40], parameters: { text: "={{ $('A').item.json.x }} and $('Else')" } }),
    given.node('Else', { position: [520, 0] }),
  ],
  [given.edge('A', 'A1'), given.edge('A1', 'Else')],
  { pins: { A: [{ json: {} }], Else: [] }, groups: [{ id: 'g', name: 'Both', nodes: ['A', 'A1'] }] },
)

const pasted = () => {
  let number = 0
  const fragment = fragmentOf(document, new Set(['A', 'A1']))
  const fresh = freshFragment(fragment, {
    taken: new Set(document.nodes.map(({ name }) => name)),
    makeId: () => `new${(number += 1)}`,
  })
  return pasteNodes(fragmentAt(fresh, [1000, 1000])).apply(document)
}

test('what is pasted is a copy under names of its own, and its expressions follow these', () => {
  const { nodes } = pasted()

  expect(nodes.slice(3).map(({ name, position }) => [name, position])).toEqual([
    ['A2', [1000, 1000]],
    ['A3', [1260, 1040]],
  ])
  expect(nodes[4]?.parameters).toEqual({ text: "={{ $('A2').item.json.x }} and $('Else')" })
})

test('edges, groups and pins among the copied nodes come along, those to others do not', () => {
  const after = pasted()

  expect(after.edges).toHaveLength(3)
  expect(after.groups?.map(({ nodes }) => nodes)).toEqual([['A', 'A1'], after.nodes.slice(3).map(({ id }) => id)])
  expect(Object.keys(after.pins ?? {})).toEqual(['A', 'Else', 'A2'])
})

test('a copied webhook listens at an address of its own', () => {
  const webhook = pasted().nodes[3]

  expect(webhook?.webhookId).not.toBe('w')
  expect(webhook?.parameters).toEqual({ path: webhook?.webhookId })
})
