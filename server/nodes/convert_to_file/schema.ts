import { shown } from '@steward/sdk/form'
import { Type } from 'typebox'

const operations = ['csv', 'html', 'iCal', 'toJson', 'ods', 'rtf', 'toText', 'xls', 'xlsx', 'toBinary']

const event = {
  title: Type.String({ title: 'Event title', default: '' }),
  start: Type.String({ title: 'Start', default: '' }),
  end: Type.String({ title: 'End', default: '' }),
  allDay: Type.Boolean({ title: 'All day', default: false }),
  binaryPropertyName: Type.String({ title: 'Put output file in field', default: 'data' }),
  additionalFields: Type.Record(Type.String(), Type.Unknown(), { title: 'More about the event' }),
}

export const icsParameters = Type.Object({ operation: Type.Literal('createEventFile', { default: 'createEventFile' }), ...event })

export const parameters = Type.Object({
  operation: Type.Union(
    operations.map((name) => Type.Literal(name)),
    { title: 'Operation', default: 'csv' },
  ),
  ...shown(
    { operation: ['toJson'] },
    {
      mode: Type.Union([Type.Literal('once'), Type.Literal('each')], {
        title: 'Mode',
        description: 'All items to one file, or each to its own.',
        default: 'once',
      }),
    },
  ),
  ...shown({ operation: ['toBinary', 'toText'] }, { sourceProperty: Type.String({ title: 'Input field', default: '' }) }),
  ...event,
  options: Type.Partial(
    Type.Object({
      fileName: Type.String({ title: 'File name', default: '' }),
      mimeType: Type.String({ title: 'MIME type', default: '' }),
      ...shown({ '/operation': ['csv'] }, { delimiter: Type.String({ title: 'Delimiter', default: ',' }) }),
      ...shown(
        { '/operation': ['csv', 'html', 'ods', 'rtf', 'xls', 'xlsx'] },
        { headerRow: Type.Boolean({ title: 'Header row', default: true }) },
      ),
      ...shown({ '/operation': ['ods', 'xls', 'xlsx'] }, { sheetName: Type.String({ title: 'Sheet name', default: 'Sheet' }) }),
      ...shown({ '/operation': ['xlsx', 'ods'] }, { compression: Type.Boolean({ title: 'Compression', default: false }) }),
      ...shown(
        { '/operation': ['toJson'] },
        { format: Type.Boolean({ title: 'Format', description: 'Makes the JSON easy to read.', default: false }) },
      ),
      ...shown({ '/operation': ['toJson', 'toText'] }, { encoding: Type.String({ title: 'Encoding', default: 'utf8' }) }),
      ...shown(
        { '/operation': ['toJson', 'toText'] },
        { addBOM: Type.Boolean({ title: 'Add byte-order mark', default: false }) },
      ),
      ...shown(
        { '/operation': ['toBinary'] },
        { dataIsBase64: Type.Boolean({ title: 'Data is base64', description: 'In the first version only.', default: true }) },
      ),
    }),
    { title: 'Options' },
  ),
})
