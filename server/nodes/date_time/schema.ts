import { shown } from '@steward/sdk/form'
import { Type } from 'typebox'

const oneOf = (...values: string[]) => values.map((value) => Type.Literal(value))
const units = ['years', 'quarters', 'months', 'weeks', 'days', 'hours', 'minutes', 'seconds', 'milliseconds']
const parts = ['year', 'month', 'week', 'day', 'hour', 'minute', 'second']

export const parameters = Type.Object({
  operation: Type.Union(
    oneOf('getCurrentDate', 'addToDate', 'subtractFromDate', 'formatDate', 'roundDate', 'getTimeBetweenDates', 'extractDate'),
    { title: 'Operation', default: 'getCurrentDate' },
  ),
  ...shown(
    { operation: ['getCurrentDate'] },
    { includeTime: Type.Boolean({ title: 'Include current time', description: 'Off gives midnight.', default: true }) },
  ),
  ...shown(
    { operation: ['addToDate', 'subtractFromDate'] },
    {
      magnitude: Type.String({ title: 'Date to change', default: '' }),
      timeUnit: Type.Union(oneOf(...units), { title: 'Unit', default: 'days' }),
      duration: Type.Number({ title: 'Duration', default: 0 }),
    },
  ),
  ...shown({ operation: ['formatDate', 'roundDate', 'extractDate'] }, { date: Type.String({ title: 'Date', default: '' }) }),
  ...shown(
    { operation: ['formatDate'] },
    {
      format: Type.Union(oneOf('MM/dd/yyyy', 'yyyy/MM/dd', 'MMMM dd yyyy', 'MM-dd-yyyy', 'yyyy-MM-dd', 'X', 'x', 'custom'), {
        title: 'Format',
        default: 'MM/dd/yyyy',
      }),
    },
  ),
  ...shown(
    { operation: ['formatDate'], format: ['custom'] },
    {
      customFormat: Type.String({
        title: 'Custom format',
        description: 'In the tokens of Luxon: yyyy-MM-dd HH:mm.',
        default: '',
      }),
    },
  ),
  ...shown(
    { operation: ['roundDate'] },
    { mode: Type.Union(oneOf('roundDown', 'roundUp'), { title: 'Round', default: 'roundDown' }) },
  ),
  ...shown(
    { operation: ['roundDate'], mode: ['roundDown'] },
    { toNearest: Type.Union(oneOf(...parts), { title: 'To nearest', default: 'month' }) },
  ),
  ...shown(
    { operation: ['roundDate'], mode: ['roundUp'] },
    { to: Type.Union(oneOf('month'), { title: 'To', default: 'month' }) },
  ),
  ...shown(
    { operation: ['getTimeBetweenDates'] },
    {
      startDate: Type.String({ title: 'Start date', default: '' }),
      endDate: Type.String({ title: 'End date', default: '' }),
      units: Type.Array(Type.Union(oneOf(...parts, 'millisecond')), { title: 'Units', default: ['day'] }),
    },
  ),
  ...shown({ operation: ['extractDate'] }, { part: Type.Union(oneOf(...parts), { title: 'Part', default: 'month' }) }),
  outputFieldName: Type.String({ title: 'Output field name', description: 'Each operation has a name of its own.' }),
  options: Type.Object(
    {
      includeInputFields: Type.Optional(Type.Boolean({ title: 'Include input fields', default: false })),
      ...shown(
        { '/operation': ['getCurrentDate', 'formatDate'] },
        {
          timezone: Type.Optional(
            Type.Union([Type.String(), Type.Boolean()], {
              title: 'Time zone',
              controls: { by: '/operation', of: { getCurrentDate: 'timeZone', formatDate: 'switch' } },
              description: 'For the current date the name of a zone; for a format whether to use that of the workflow.',
            }),
          ),
        },
      ),
      ...shown(
        { '/operation': ['formatDate'] },
        { fromFormat: Type.Optional(Type.String({ title: 'From date format', default: '' })) },
      ),
      ...shown(
        { '/operation': ['getTimeBetweenDates'] },
        { isoString: Type.Optional(Type.Boolean({ title: 'Output as ISO string', default: false })) },
      ),
    },
    { title: 'Options' },
  ),
})
