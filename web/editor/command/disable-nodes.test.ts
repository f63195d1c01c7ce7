import { expect, test } from 'vitest'
import { given } from '../model/given-document.ts'
import { disableNodes } from './disable-nodes.ts'

test('nodes are disabled and enabled again, and nothing else of them changes', () => {
  const document = given.document([given.node('A', { settings: { notes: 'kept' } }), given.node('B')])

  const off = disableNodes(new Set(['A']), true).apply(document)

  expect(off.nodes.map(({ settings }) => settings)).toEqual([{ notes: 'kept', disabled: true }, {}])
  expect(disableNodes(new Set(['A', 'B']), false).apply(off)).toEqual(document)
})
