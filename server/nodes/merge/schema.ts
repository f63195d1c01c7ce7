import { shown } from '@steward/sdk/form'
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
      mergeMode: Type.Union([Type.Literal('deepMerge', { title: 'Deep' }), Type.Literal('shallowMerge', { title: 'Shallow' })], {
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
    ...shown(
      { '/mode': ['combine'], '/combineBy': ['combineByFields'] },
      {
        fuzzyCompare: Type.Boolean({
          title: 'Fuzzy compare',
          description: 'Compares values of different types: "3" is 3.',
          default: false,
        }),
      },
    ),
    ...shown(
      { '/mode': ['combine'], '/combineBy': ['combineByFields'] },
      {
        disableDotNotation: Type.Boolean({
          title: 'Disable dot notation',
          description: 'Reads "a.b" as the name of one field.',
          default: false,
        }),
      },
    ),
    ...shown(
      { '/mode': ['combine'], '/combineBy': ['combineByFields'] },
      {
        multipleMatches: Type.Union(
          [
            Type.Literal('all', { title: 'Include all matches' }),
            Type.Literal('first', { title: 'Include the first match only' }),
          ],
          {
            title: 'Multiple matches',
            description: 'What to do with an item that matches several.',
            default: 'all',
          },
        ),
      },
    ),
    ...shown(
      { '/mode': ['combine'], '/combineBy': ['combineByPosition'] },
      { includeUnpaired: Type.Boolean({ title: 'Include any unpaired items', default: false }) },
    ),
    ...shown(
      { '/mode': ['combineBySql'] },
      {
        emptyQueryResult: Type.Union(
          [
            Type.Literal('success', { title: 'A single, successful item' }),
            Type.Literal('empty', { title: 'A single, empty item' }),
          ],
          {
            title: 'Empty query result gives',
            default: 'empty',
          },
        ),
      },
    ),
  }),
  { title: 'Options' },
)

export const parameters = Type.Object({
  mode: Type.Union(
    [
      Type.Literal('append', { title: 'Append' }),
      Type.Literal('combine', { title: 'Combine' }),
      Type.Literal('combineBySql', { title: 'SQL query' }),
      Type.Literal('chooseBranch', { title: 'Choose a branch' }),
    ],
    {
      title: 'Mode',
      description: 'How the data of the branches is put together.',
      noExpression: true,
      default: 'append',
    },
  ),
  numberInputs: Type.Integer({ title: 'Number of inputs', noExpression: true, minimum: 2, maximum: 10, default: 2 }),
  ...shown(
    { mode: ['combine'] },
    {
      combineBy: Type.Union(
        [
          Type.Literal('combineByFields', { title: 'Matching fields' }),
          Type.Literal('combineByPosition', { title: 'Position' }),
          Type.Literal('combineAll', { title: 'All possible combinations' }),
        ],
        {
          title: 'Combine by',
          description: 'Matching fields, position, or all possible combinations.',
          default: 'combineByFields',
        },
      ),
    },
  ),
  ...shown(
    { mode: ['combine'], combineBy: ['combineByFields'] },
    { advanced: Type.Boolean({ title: 'Fields to match have different names', default: false }) },
  ),
  ...shown(
    { mode: ['combine'], combineBy: ['combineByFields'], advanced: [false] },
    {
      fieldsToMatchString: Type.String({
        title: 'Fields to match',
        description: 'Names of fields, separated by commas.',
        default: '',
      }),
    },
  ),
  ...shown(
    { mode: ['combine'], combineBy: ['combineByFields'], advanced: [true] },
    { mergeByFields: Type.Object({ values: Type.Array(pair) }, { title: 'Fields to match' }) },
  ),
  ...shown(
    { mode: ['combine'], combineBy: ['combineByFields'] },
    {
      joinMode: Type.Union(
        [
          Type.Literal('keepMatches', { title: 'Keep matches' }),
          Type.Literal('keepNonMatches', { title: 'Keep what does not match' }),
          Type.Literal('keepEverything', { title: 'Keep everything' }),
          Type.Literal('enrichInput1', { title: 'Enrich input 1' }),
          Type.Literal('enrichInput2', { title: 'Enrich input 2' }),
        ],
        { title: 'Output type', description: 'Which items to keep.', default: 'keepMatches' },
      ),
    },
  ),
  ...shown(
    { mode: ['combine'], combineBy: ['combineByFields'], joinMode: ['keepMatches', 'keepNonMatches'] },
    {
      outputDataFrom: Type.Union(
        [
          Type.Literal('both', { title: 'Both inputs' }),
          Type.Literal('input1', { title: 'Input 1' }),
          Type.Literal('input2', { title: 'Input 2' }),
        ],
        {
          title: 'Output data from',
          default: 'both',
        },
      ),
    },
  ),
  ...shown(
    { mode: ['combineBySql'] },
    {
      query: Type.String({
        title: 'Query',
        language: 'sql',
        description: 'One SELECT; the inputs are the tables input1, input2 and so on.',
        default: 'SELECT * FROM input1 LEFT JOIN input2 ON input1.name = input2.id',
      }),
    },
  ),
  ...shown(
    { mode: ['chooseBranch'] },
    {
      output: Type.Union(
        [
          Type.Literal('specifiedInput', { title: 'The data of an input' }),
          Type.Literal('empty', { title: 'A single, empty item' }),
        ],
        { title: 'Output', default: 'specifiedInput' },
      ),
    },
  ),
  ...shown(
    { mode: ['chooseBranch'], output: ['specifiedInput'] },
    { useDataOfInput: Type.Integer({ title: 'Use data of input', minimum: 1, maximum: 10, default: 1 }) },
  ),
  options,
})
