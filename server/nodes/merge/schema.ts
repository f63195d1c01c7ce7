import { Type } from 'typebox'

const pair = Type.Object({
  field1: Type.String({ title: 'Input 1 field', default: '' }),
  field2: Type.String({ title: 'Input 2 field', default: '' }),
})

const clashHandling = Type.Object(
  {
    values: Type.Object({
      resolveClash: Type.String({
        title: 'When field values clash',
        description: 'addSuffix, preferLast or preferInput and a number.',
        default: 'preferLast',
      }),
      mergeMode: Type.Union([Type.Literal('deepMerge'), Type.Literal('shallowMerge')], {
        title: 'Merging nested fields',
        description: 'Deep joins nested objects field by field; shallow replaces them.',
        default: 'deepMerge',
      }),
      overrideEmpty: Type.Boolean({
        title: 'Minimize empty fields',
        description: 'An empty value gives way to one that is not.',
        default: false,
      }),
    }),
  },
  { title: 'Clash handling' },
)

const options = Type.Partial(
  Type.Object({
    clashHandling,
    fuzzyCompare: Type.Boolean({
      title: 'Fuzzy compare',
      description: 'Compares values of different types: "3" is 3.',
      default: false,
    }),
    disableDotNotation: Type.Boolean({
      title: 'Disable dot notation',
      description: 'Reads "a.b" as the name of one field.',
      default: false,
    }),
    multipleMatches: Type.Union([Type.Literal('all'), Type.Literal('first')], {
      title: 'Multiple matches',
      description: 'What to do with an item that matches several.',
      default: 'all',
    }),
    includeUnpaired: Type.Boolean({ title: 'Include any unpaired items', default: false }),
    emptyQueryResult: Type.Union([Type.Literal('success'), Type.Literal('empty')], {
      title: 'Empty query result',
      default: 'empty',
    }),
  }),
  { title: 'Options' },
)

export const parameters = Type.Object({
  mode: Type.Union(
    [Type.Literal('append'), Type.Literal('combine'), Type.Literal('combineBySql'), Type.Literal('chooseBranch')],
    {
      title: 'Mode',
      description: 'How the data of the branches is put together.',
      default: 'append',
    },
  ),
  numberInputs: Type.Integer({ title: 'Number of inputs', minimum: 2, maximum: 10, default: 2 }),
  combineBy: Type.Union([Type.Literal('combineByFields'), Type.Literal('combineByPosition'), Type.Literal('combineAll')], {
    title: 'Combine by',
    description: 'Matching fields, position, or all possible combinations.',
    default: 'combineByFields',
  }),
  advanced: Type.Boolean({ title: 'Fields to match have different names', default: false }),
  fieldsToMatchString: Type.String({
    title: 'Fields to match',
    description: 'Names of fields, separated by commas.',
    default: '',
  }),
  mergeByFields: Type.Object({ values: Type.Array(pair) }, { title: 'Fields to match' }),
  joinMode: Type.Union(
    [
      Type.Literal('keepMatches'),
      Type.Literal('keepNonMatches'),
      Type.Literal('keepEverything'),
      Type.Literal('enrichInput1'),
      Type.Literal('enrichInput2'),
    ],
    { title: 'Output type', description: 'Which items to keep.', default: 'keepMatches' },
  ),
  outputDataFrom: Type.Union([Type.Literal('both'), Type.Literal('input1'), Type.Literal('input2')], {
    title: 'Output data from',
    default: 'both',
  }),
  query: Type.String({
    title: 'Query',
    description: 'One SELECT; the inputs are the tables input1, input2 and so on.',
    default: 'SELECT * FROM input1 LEFT JOIN input2 ON input1.name = input2.id',
  }),
  output: Type.Union([Type.Literal('specifiedInput'), Type.Literal('empty')], { title: 'Output', default: 'specifiedInput' }),
  useDataOfInput: Type.Integer({ title: 'Use data of input', minimum: 1, maximum: 10, default: 1 }),
  options,
})
