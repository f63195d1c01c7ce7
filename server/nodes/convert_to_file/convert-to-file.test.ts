import type { BinaryValue, Item, JsonObject, NodeDefinition } from '@steward/sdk/node'
import { toText } from '#engine/data'
import { expect, test } from 'vitest'
import { callNode, jsonOf } from '../../test/call-node.ts'
import { fileIo as io, fileOfText } from '../../test/file-io.ts'
import extract from '../extract_from_file/index.ts'
import definitions from './index.ts'

const [convert] = definitions
const rows = [
  { name: 'Ada', n: 1, in: { x: true } },
  { name: 'Bo; "B"', n: 2 },
]
const run = (definition: NodeDefinition, parameters: JsonObject, items: readonly (Item | JsonObject)[]) =>
  callNode(definition, { parameters, items, io })
const write = async (parameters: JsonObject, items: readonly JsonObject[] = rows) =>
  (await run(convert!, parameters, items))[0]?.[0]?.binary?.['data'] as BinaryValue
const read = async (operation: string, file: BinaryValue, options: JsonObject = {}) =>
  jsonOf(await run(extract, { operation, options }, [{ json: {}, binary: { data: file } }]))
const textOf = (file: BinaryValue) => Buffer.from(file.data ?? '', 'base64').toString()

test.each(['csv', 'xlsx', 'xls', 'ods'])('what is written as %s is read back', async (format) => {
  const file = await write({ operation: format })
  expect(file.fileName).toBe(`File.${format}`)
  const [first, second] = await read(format, file, { enableBOM: true })
  expect([first?.['name'], second?.['name']]).toEqual(['Ada', 'Bo; "B"'])
  expect(toText(first?.['n'])).toBe('1')
  expect(toText(first?.['in.x']).toLowerCase()).toBe('true')
})

test('JSON goes out in one file or in one each, and comes back', async () => {
  expect(await read('fromJson', await write({ operation: 'toJson' }))).toEqual([{ data: rows }])
  expect((await run(convert!, { operation: 'toJson', mode: 'each' }, rows))[0]).toHaveLength(2)
  await expect(read('fromJson', fileOfText('nope'))).rejects.toThrow('not in JSON format')
})

test('text is written and read in its encoding, without its byte-order mark', async () => {
  const file = await write({ operation: 'toText', sourceProperty: 't', options: { encoding: 'iso88591' } }, [{ t: 'é' }])
  expect(file.data).toBe(Buffer.from([0xe9]).toString('base64'))
  expect(await read('text', file, { encoding: 'iso88591' })).toEqual([{ data: 'é' }])
  expect(await read('text', fileOfText('\uFEFFx'))).toEqual([{ data: 'x' }])
})

test('base64 becomes a file and back; what is no base64 is refused', async () => {
  expect(await read('binaryToPropery', await write({ operation: 'toBinary', sourceProperty: 'b' }, [{ b: 'aGk=' }]))).toEqual([
    { data: 'aGk=' },
  ])
  await expect(write({ operation: 'toBinary', sourceProperty: 'b' }, [{ b: '%%%' }])).rejects.toThrow('does not hold base64')
})

test('an event goes through a calendar file', async () => {
  const parameters = {
    operation: 'iCal',
    title: 'Lunch, late',
    start: '2024-01-02T12:00:00Z',
    end: '2024-01-02T13:00:00Z',
    additionalFields: { description: 'x\nBEGIN:VEVENT' },
  }
  const file = await write(parameters, [{}])
  expect(textOf(file)).toContain('\r\nSUMMARY:Lunch\\, late\r\n')
  const [{ data } = {}] = (await read('fromIcs', file)) as { data: { events: JsonObject[] } }[]
  expect(data?.events).toHaveLength(1)
  expect(data?.events[0]).toMatchObject({
    summary: 'Lunch, late',
    start: { date: '2024-01-02T12:00:00.000Z', type: 'DATE-TIME' },
  })
})

test('a sheet that is not there is named', async () => {
  await expect(read('xlsx', await write({ operation: 'xlsx' }), { sheetName: 'Other' })).rejects.toThrow(
    'no sheet called "Other"',
  )
})
