import { expect, test } from 'vitest'
import { callNode } from '../../test/call-node.ts'
import noOp from './index.ts'

test('items pass as they are, files included, each from its own', async () => {
  const file = { data: 'eA==', mimeType: 'text/plain' }

  expect(await callNode(noOp, { items: [{ json: { a: 1 }, binary: { file } }, { json: {} }] })).toEqual([
    [
      { json: { a: 1 }, binary: { file }, pairedItem: { item: 0 } },
      { json: {}, pairedItem: { item: 1 } },
    ],
  ])
})
