import type { BinaryValue, Item, JsonObject } from '@steward/sdk/node'
import { expect, test } from 'vitest'
import { callNode, jsonOf } from '../../test/call-node.ts'
import { fileIo as io, fileOfText, smallPdf } from '../../test/file-io.ts'
import extract from './index.ts'

const run = (parameters: JsonObject, items: readonly Item[]) => callNode(extract, { parameters, items, io })
const read = async (operation: string, file: BinaryValue, options: JsonObject = {}) =>
  jsonOf(await run({ operation, options }, [{ json: {}, binary: { data: file } }]))

test('a CSV without a header gives numbered cells, and its errors are told', async () => {
  expect(await read('csv', fileOfText('a;b\n1;2'), { headerRow: false, delimiter: ';' })).toEqual([
    { row: { 0: 'a', 1: 'b' } },
    { row: { 0: '1', 1: '2' } },
  ])
  await expect(read('csv', fileOfText('a,b\n1,2,3'))).rejects.toThrow('The CSV file cannot be read')
})

test('the text of a PDF is read, and what is no PDF is refused', async () => {
  const [pdf] = await read('pdf', fileOfText(smallPdf('Hello there'), 'application/pdf'))
  expect(pdf).toMatchObject({ numpages: 1, text: 'Hello there' })
  await expect(read('pdf', fileOfText('nope'))).rejects.toThrow('The PDF cannot be read')
})

test('a missing file is named, with those that are there', async () => {
  await expect(
    run({ operation: 'text', binaryPropertyName: 'doc' }, [{ json: {}, binary: { data: fileOfText('x') } }]),
  ).rejects.toThrow('no file "doc"')
})
