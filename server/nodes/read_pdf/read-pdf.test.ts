import { expect, test } from 'vitest'
import { callNode, jsonOf } from '../../test/call-node.ts'
import { fileIo as io, fileOfText, smallPdf } from '../../test/file-io.ts'
import readPdf from './index.ts'

test('the text of a PDF is read, and its file stays', async () => {
  const pdf = fileOfText(smallPdf('Hello there'), 'application/pdf')

  const outputs = await callNode(readPdf, { items: [{ json: {}, binary: { data: pdf } }], io })

  expect(jsonOf(outputs)).toMatchObject([{ numpages: 1, text: 'Hello there' }])
  expect(outputs[0]?.[0]?.binary).toEqual({ data: pdf })
})

test('what is no PDF is refused', async () => {
  await expect(callNode(readPdf, { items: [{ json: {}, binary: { data: fileOfText('nope') } }], io })).rejects.toThrow(
    'The PDF cannot be read',
  )
})
