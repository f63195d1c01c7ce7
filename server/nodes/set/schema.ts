import { shown } from '@steward/sdk/form'
import { Type } from 'typebox'

const Assignment = Type.Object(
  {
    id: Type.Optional(Type.String()),
    name: Type.String({ title: 'Name', default: '' }),
    type: Type.Union(
      [
        Type.Literal('string', { title: 'Text' }),
        Type.Literal('number', { title: 'Number' }),
        Type.Literal('boolean', { title: 'Yes or no' }),
        Type.Literal('array', { title: 'List' }),
        Type.Literal('object', { title: 'Object' }),
        Type.Literal('binary', { title: 'File' }),
      ],
      { title: 'Type', default: 'string', noExpression: true },
    ),
    value: Type.Unknown({
      title: 'Value',
      controls: {
        by: 'type',
        of: { string: 'text', number: 'number', boolean: 'switch', array: 'json', object: 'json', binary: 'text' },
      },
    }),
  },
  { title: 'Field' },
)

export const parameters = Type.Object({
  mode: Type.Optional(
    Type.Union([Type.Literal('manual', { title: 'Field by field' }), Type.Literal('raw', { title: 'JSON' })], {
      title: 'Mode',
      default: 'manual',
    }),
  ),
  ...shown(
    { mode: ['manual'] },
    {
      assignments: Type.Optional(Type.Object({ assignments: Type.Optional(Type.Array(Assignment)) }, { title: 'Fields to set' })),
    },
  ),
  ...shown(
    { mode: ['raw'] },
    {
      jsonOutput: Type.Optional(
        Type.Unknown({
          title: 'JSON',
          description: 'An object.',
          language: 'json',
          control: 'json',
          needed: true,
          default: '{}',
        }),
      ),
    },
  ),
  includeOtherFields: Type.Optional(Type.Boolean({ title: 'Keep the other fields of the item', default: false })),
  ...shown(
    { includeOtherFields: [true] },
    {
      include: Type.Optional(
        Type.Union(
          [
            Type.Literal('all', { title: 'All' }),
            Type.Literal('selected', { title: 'Selected' }),
            Type.Literal('except', { title: 'All except' }),
          ],
          { title: 'Fields to keep', default: 'all' },
        ),
      ),
    },
  ),
  ...shown(
    { includeOtherFields: [true], include: ['selected'] },
    {
      includeFields: Type.Optional(
        Type.String({ title: 'Fields to include', description: 'Names separated by commas.', default: '' }),
      ),
    },
  ),
  ...shown(
    { includeOtherFields: [true], include: ['except'] },
    {
      excludeFields: Type.Optional(
        Type.String({ title: 'Fields to leave out', description: 'Names separated by commas.', default: '' }),
      ),
    },
  ),
  duplicateItem: Type.Optional(
    Type.Boolean({ title: 'Duplicate items', description: 'Only when started by hand, to try things out.', default: false }),
  ),
  ...shown(
    { duplicateItem: [true] },
    { duplicateCount: Type.Optional(Type.Number({ title: 'Number of copies', minimum: 0, default: 0 })) },
  ),
  options: Type.Optional(
    Type.Object(
      {
        dotNotation: Type.Optional(Type.Boolean({ title: 'Dots in names reach into objects', default: true })),
        ignoreConversionErrors: Type.Optional(Type.Boolean({ title: 'Ignore type conversion errors', default: false })),
        stripBinary: Type.Optional(Type.Boolean({ title: 'Leave out files', default: false })),
      },
      { title: 'Options' },
    ),
  ),
})
