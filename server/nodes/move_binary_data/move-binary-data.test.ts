import { expect, test } from 'vitest'
import { callNode, jsonOf } from '../../test/call-node.ts'
import { fileIo as io } from '../../test/file-io.ts'
import moveBinaryData from './index.ts'

test('JSON moves into a file and back', async () => {
  const [[made] = []] = await callNode(moveBinaryData, { parameters: { mode: 'jsonToBinary' }, items: [{ a: 1 }], io })

  expect(made?.json).toEqual({})
  expect(jsonOf(await callNode(moveBinaryData, { items: [made!], io }))).toEqual([{ a: 1 }])
})
