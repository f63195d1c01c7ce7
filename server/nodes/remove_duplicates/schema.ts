import { shown } from '@steward/sdk/form'
import { Type } from 'typebox'

const choice = (title: string, fallback: string, choices: Readonly<Record<string, string>>) =>
  Type.Optional(
    Type.Union(
      Object.entries(choices).map(([value, label]) => Type.Literal(value, { title: label })),
      { title, default: fallback },
    ),
  )

export const parameters = Type.Object({
  operation: choice('Remove', 'removeDuplicateInputItems', {
    removeDuplicateInputItems: 'Duplicates among the items',
    removeItemsSeenInPreviousExecutions: 'Items that earlier executions have seen',
    clearDeduplicationHistory: 'Nothing; forget what was seen',
  }),
  ...shown(
    { operation: ['removeDuplicateInputItems'] },
    {
      compare: choice('Compare', 'allFields', {
        allFields: 'All fields',
        allFieldsExcept: 'All fields except',
        selectedFields: 'Selected fields',
      }),
    },
  ),
  ...shown(
    { operation: ['removeDuplicateInputItems'], compare: ['selectedFields'] },
    {
      fieldsToCompare: Type.Optional(
        Type.String({ title: 'Fields to compare', description: 'Names separated by commas.', default: '' }),
      ),
    },
  ),
  ...shown(
    { operation: ['removeDuplicateInputItems'], compare: ['allFieldsExcept'] },
    {
      fieldsToExclude: Type.Optional(
        Type.String({ title: 'Fields to leave out', description: 'Names separated by commas.', default: '' }),
      ),
    },
  ),
  ...shown(
    { operation: ['removeItemsSeenInPreviousExecutions'] },
    {
      logic: choice('Keep items whose', 'removeItemsWithAlreadySeenKeyValues', {
        removeItemsWithAlreadySeenKeyValues: 'value is new',
        removeItemsUpToStoredIncrementalKey: 'number is higher than any before',
        removeItemsUpToStoredDate: 'date is later than any before',
      }),
    },
  ),
  ...shown(
    { operation: ['removeItemsSeenInPreviousExecutions'], logic: ['removeItemsWithAlreadySeenKeyValues'] },
    { dedupeValue: Type.Optional(Type.Unknown({ title: 'Value to compare' })) },
  ),
  ...shown(
    { operation: ['removeItemsSeenInPreviousExecutions'], logic: ['removeItemsUpToStoredIncrementalKey'] },
    { incrementalDedupeValue: Type.Optional(Type.Unknown({ title: 'Number to compare' })) },
  ),
  ...shown(
    { operation: ['removeItemsSeenInPreviousExecutions'], logic: ['removeItemsUpToStoredDate'] },
    { dateDedupeValue: Type.Optional(Type.Unknown({ title: 'Date to compare' })) },
  ),
  options: Type.Optional(
    Type.Object(
      {
        ...shown(
          { '/operation': ['removeDuplicateInputItems'] },
          {
            disableDotNotation: Type.Optional(Type.Boolean({ title: 'Dots in names are part of the name', default: false })),
            removeOtherFields: Type.Optional(Type.Boolean({ title: 'Keep only the compared fields', default: false })),
          },
        ),
        ...shown(
          { '/operation': ['removeItemsSeenInPreviousExecutions', 'clearDeduplicationHistory'] },
          { scope: choice('Remember for', 'node', { node: 'This node', workflow: 'The whole workflow' }) },
        ),
        ...shown(
          { '/operation': ['removeItemsSeenInPreviousExecutions'] },
          { historySize: Type.Optional(Type.Number({ title: 'Number of values to remember', minimum: 1, default: 10_000 })) },
        ),
      },
      { title: 'Options' },
    ),
  ),
})
