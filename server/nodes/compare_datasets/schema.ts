import { shown } from '@steward/sdk/form'
import { Type } from 'typebox'

const pair = Type.Object({
  field1: Type.String({ title: 'Input A field', default: '' }),
  field2: Type.String({ title: 'Input B field', default: '' }),
})

export const parameters = Type.Object({
  mergeByFields: Type.Object(
    { values: Type.Array(pair) },
    { title: 'Fields to match', description: 'Items with the same values here are compared.' },
  ),
  resolve: Type.Union(
    [
      Type.Literal('preferInput1', { title: 'Use version A' }),
      Type.Literal('preferInput2', { title: 'Use version B' }),
      Type.Literal('mix', { title: 'Use a mix' }),
      Type.Literal('includeBoth', { title: 'Include both versions' }),
    ],
    {
      title: 'When there are differences',
      default: 'includeBoth',
    },
  ),
  fuzzyCompare: Type.Boolean({ title: 'Fuzzy compare', description: 'Forgives differences of type: "3" is 3.', default: false }),
  ...shown(
    { resolve: ['mix'] },
    {
      preferWhenMix: Type.Union([Type.Literal('input1', { title: 'Input A' }), Type.Literal('input2', { title: 'Input B' })], {
        title: 'Prefer',
        default: 'input1',
      }),
    },
  ),
  ...shown(
    { resolve: ['mix'] },
    {
      exceptWhenMix: Type.String({
        title: 'For everything except',
        description: 'Names of fields, separated by commas.',
        default: '',
      }),
    },
  ),
  options: Type.Partial(
    Type.Object({
      skipFields: Type.String({
        title: 'Fields to skip comparing',
        description: 'Names of fields, separated by commas.',
        default: '',
      }),
      disableDotNotation: Type.Boolean({ title: 'Disable dot notation', default: false }),
      multipleMatches: Type.Union([Type.Literal('first'), Type.Literal('all')], { title: 'Multiple matches', default: 'first' }),
    }),
    { title: 'Options' },
  ),
})
