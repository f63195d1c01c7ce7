import { shown } from '@steward/sdk/form'
import { Type } from 'typebox'

const operations = ['csv', 'html', 'fromIcs', 'fromJson', 'ods', 'pdf', 'rtf', 'text', 'xml', 'xls', 'xlsx', 'binaryToPropery']

export const tableOptions = {
  delimiter: Type.String({ title: 'Delimiter', default: ',' }),
  encoding: Type.String({ title: 'Encoding', default: 'utf-8' }),
  enableBOM: Type.Boolean({ title: 'Exclude byte-order mark', default: false }),
  relaxQuotes: Type.Boolean({ title: 'Preserve quotes', default: false }),
  headerRow: Type.Boolean({ title: 'Header row', description: 'The first row names the fields.', default: true }),
  includeEmptyCells: Type.Boolean({ title: 'Include empty cells', default: false }),
  maxRowCount: Type.Integer({ title: 'Max number of rows', description: '-1 reads all.', default: -1 }),
  fromLine: Type.Integer({ title: 'Starting line', default: 0 }),
  range: Type.String({ title: 'Range', description: 'A1:B10, or the number of rows to skip.', default: '' }),
  rawData: Type.Boolean({ title: 'Raw data', description: 'Leaves texts as they are.', default: false }),
  readAsString: Type.Boolean({ title: 'Read as string', default: false }),
  sheetName: Type.String({ title: 'Sheet name', description: 'The first one where empty.' }),
  skipRecordsWithErrors: Type.Object(
    {
      value: Type.Object({
        enabled: Type.Boolean({ title: 'On', default: false }),
        maxSkippedRecords: Type.Integer({ title: 'At most so many', description: '-1 skips all.', default: -1 }),
      }),
    },
    { title: 'Skip records with errors' },
  ),
}

const { delimiter, encoding, enableBOM, relaxQuotes, headerRow, includeEmptyCells, maxRowCount, fromLine } = tableOptions
const { range, rawData, readAsString, sheetName, skipRecordsWithErrors } = tableOptions

export const parameters = Type.Object({
  operation: Type.Union(
    operations.map((name) => Type.Literal(name)),
    { title: 'Operation', default: 'csv' },
  ),
  binaryPropertyName: Type.String({ title: 'Input binary field', default: 'data' }),
  ...shown(
    { operation: ['fromIcs', 'fromJson', 'text', 'xml', 'binaryToPropery'] },
    { destinationKey: Type.String({ title: 'Destination output field', default: 'data' }) },
  ),
  options: Type.Partial(
    Type.Object({
      ...shown({ '/operation': ['csv'] }, { delimiter, enableBOM, relaxQuotes, maxRowCount, fromLine, skipRecordsWithErrors }),
      ...shown({ '/operation': ['csv', 'fromJson', 'fromIcs', 'text', 'xml', 'binaryToPropery'] }, { encoding }),
      ...shown({ '/operation': ['csv', 'html', 'ods', 'rtf', 'xls', 'xlsx'] }, { headerRow }),
      ...shown({ '/operation': ['html', 'ods', 'rtf', 'xls', 'xlsx'] }, { includeEmptyCells, rawData, readAsString, range }),
      ...shown({ '/operation': ['ods', 'xls', 'xlsx'] }, { sheetName }),
      ...shown(
        { '/operation': ['fromJson', 'fromIcs', 'text', 'xml'] },
        { stripBOM: Type.Boolean({ title: 'Strip byte-order mark', default: true }) },
      ),
      keepSource: Type.Union([Type.Literal('json'), Type.Literal('binary'), Type.Literal('both')], {
        title: 'Keep source',
        default: 'json',
      }),
      ...shown(
        { '/operation': ['pdf'] },
        {
          joinPages: Type.Boolean({ title: 'Join pages', default: true }),
          maxPages: Type.Integer({ title: 'Max pages', description: '0 reads all.', default: 0 }),
        },
      ),
      ...shown({ '/operation': ['pdf'] }, { password: Type.String({ title: 'Password', default: '', control: 'password' }) }),
    }),
    { title: 'Options' },
  ),
})
