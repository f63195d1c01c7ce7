import { Type } from 'typebox'

const oneOf = (...values: string[]) => values.map((value) => Type.Literal(value))
const units = ['years', 'quarters', 'months', 'weeks', 'days', 'hours', 'minutes', 'seconds', 'milliseconds']
const parts = ['year', 'month', 'week', 'day', 'hour', 'minute', 'second']

export const parameters = Type.Object({
  operation: Type.Union(
    oneOf('getCurrentDate', 'addToDate', 'subtractFromDate', 'formatDate', 'roundDate', 'getTimeBetweenDates', 'extractDate'),
    { title: 'Operation', default: 'getCurrentDate' },
  ),
  includeTime: Type.Boolean({ title: 'Include current time', description: 'Off gives midnight.', default: true }),
  magnitude: Type.String({ title: 'Date to change', default: '' }),
  timeUnit: Type.Union(oneOf(...units), { title: 'Unit', default: 'days' }),
  duration: Type.Number({ title: 'Duration', default: 0 }),
  date: Type.String({ title: 'Date', default: '' }),
  format: Type.Union(oneOf('MM/dd/yyyy', 'yyyy/MM/dd', 'MMMM dd yyyy', 'MM-dd-yyyy', 'yyyy-MM-dd', 'X', 'x', 'custom'), {
    title: 'Format',
    default: 'MM/dd/yyyy',
  }),
  customFormat: Type.String({ title: 'Custom format', description: 'In the tokens of Luxon: yyyy-MM-dd HH:mm.', default: '' }),
  mode: Type.Union(oneOf('roundDown', 'roundUp'), { title: 'Round', default: 'roundDown' }),
  toNearest: Type.Union(oneOf(...parts), { title: 'To nearest', default: 'month' }),
  to: Type.Union(oneOf('month'), { title: 'To', default: 'month' }),
  startDate: Type.String({ title: 'Start date', default: '' }),
  endDate: Type.String({ title: 'End date', default: '' }),
  units: Type.Array(Type.Union(oneOf(...parts, 'millisecond')), { title: 'Units', default: ['day'] }),
  part: Type.Union(oneOf(...parts), { title: 'Part', default: 'month' }),
  outputFieldName: Type.String({ title: 'Output field name', description: 'Each operation has a name of its own.' }),
  options: Type.Object(
    {
      includeInputFields: Type.Optional(Type.Boolean({ title: 'Include input fields', default: false })),
      timezone: Type.Optional(
        Type.Union([Type.String(), Type.Boolean()], {
          title: 'Time zone',
          description: 'For the current date the name of a zone; for a format whether to use that of the workflow.',
        }),
      ),
      fromFormat: Type.Optional(Type.String({ title: 'From date format', default: '' })),
      isoString: Type.Optional(Type.Boolean({ title: 'Output as ISO string', default: false })),
    },
    { title: 'Options' },
  ),
})
