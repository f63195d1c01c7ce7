import type { Item, JsonObject } from '@steward/sdk/node'
import { expect, test } from 'vitest'
import { callNode, jsonOf } from '../../test/call-node.ts'
import { fileIo as io, fileOfText } from '../../test/file-io.ts'
import spreadsheetFile from './index.ts'

const run = (parameters: JsonObject, items: readonly (Item | JsonObject)[]) =>
  callNode(spreadsheetFile, { parameters, items, io })

test.each(['csv', 'ods', 'xls', 'xlsx'])('rows written as %s in one file come back', async (fileFormat) => {
  const [[written] = []] = await run({ operation: 'toFile', fileFormat }, [{ name: 'Ada' }, { name: 'Bo' }])

  expect(written?.binary?.['data']?.fileName).toBe(`spreadsheet.${fileFormat}`)
  expect(jsonOf(await run({ options: { enableBOM: true } }, [written!]))).toEqual([{ name: 'Ada' }, { name: 'Bo' }])
})

test('a format that is none is named', async () => {
  await expect(run({ operation: 'toFile', fileFormat: 'doc' }, [{}])).rejects.toThrow('"doc" is not a format')
  expect(jsonOf(await run({}, [{ json: {}, binary: { data: fileOfText('a,b\n1,2', 'text/csv') } }]))).toEqual([
    { a: '1', b: '2' },
  ])
})
