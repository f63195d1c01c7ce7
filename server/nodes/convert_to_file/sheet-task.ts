import { utils, write, type BookType } from '@e965/xlsx'

export type SheetFile = {
  readonly rows: readonly Record<string, unknown>[]
  readonly format: string
  readonly sheetName: string
  readonly headerRow: boolean
  readonly delimiter: string
  readonly compression: boolean
}

/** Writes rows as a file in one of the formats of spreadsheets. Runs in a side process. */
export default function writeSheet({ rows, format, sheetName, headerRow, delimiter, compression }: SheetFile): Uint8Array {
  const sheet = utils.json_to_sheet([...rows], { skipHeader: !headerRow })
  const book = { SheetNames: [sheetName], Sheets: { [sheetName]: sheet } }
  const bytes: unknown = write(book, { type: 'buffer', bookType: format as BookType, bookSST: false, compression, FS: delimiter })
  return new Uint8Array(bytes as Buffer)
}
