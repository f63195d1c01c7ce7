import { read, utils, type ParsingOptions, type Sheet2JSONOpts } from '@e965/xlsx'

export type SheetInput = {
  readonly bytes: Uint8Array
  readonly asText: boolean
  readonly sheetName: string
  readonly range: string
  readonly headerRow: boolean
  readonly rawData: boolean
  readonly includeEmptyCells: boolean
}

/** Reads a spreadsheet in any format the library knows. Runs in a side process. */
export default function readSheet(input: SheetInput): unknown[] {
  const options: ParsingOptions = { raw: input.rawData, dense: false }
  const source = Buffer.from(input.bytes)
  const book = input.asText
    ? read(source.toString('utf8'), { ...options, type: 'string' })
    : read(source, { ...options, type: 'buffer' })
  if (book.SheetNames.length === 0) throw new Error('The spreadsheet has no sheet.')
  const name = input.sheetName === '' ? book.SheetNames[0] : input.sheetName
  const sheet = name === undefined ? undefined : book.Sheets[name]
  if (sheet === undefined) throw new Error(`The spreadsheet has no sheet called "${name}".`)
  const range = /^\d+$/.test(input.range) ? Number(input.range) : input.range
  const reading: Sheet2JSONOpts = {
    ...(input.range === '' ? {} : { range }),
    ...(input.includeEmptyCells ? { defval: '' } : {}),
    ...(input.headerRow ? {} : { header: 1 }),
  }
  const rows = utils.sheet_to_json<unknown>(sheet, reading)
  return input.headerRow ? rows : rows.map((row) => ({ row }))
}
