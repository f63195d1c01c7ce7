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
  compare: choice('Compare', 'allFields', {
    allFields: 'All fields',
    allFieldsExcept: 'All fields except',
    selectedFields: 'Selected fields',
  }),
  fieldsToCompare: Type.Optional(
    Type.String({ title: 'Fields to compare', description: 'Names separated by commas.', default: '' }),
  ),
  fieldsToExclude: Type.Optional(
    Type.String({ title: 'Fields to leave out', description: 'Names separated by commas.', default: '' }),
  ),
  logic: choice('Keep items whose', 'removeItemsWithAlreadySeenKeyValues', {
    removeItemsWithAlreadySeenKeyValues: 'value is new',
    removeItemsUpToStoredIncrementalKey: 'number is higher than any before',
    removeItemsUpToStoredDate: 'date is later than any before',
  }),
  dedupeValue: Type.Optional(Type.Unknown({ title: 'Value to compare' })),
  incrementalDedupeValue: Type.Optional(Type.Unknown({ title: 'Number to compare' })),
  dateDedupeValue: Type.Optional(Type.Unknown({ title: 'Date to compare' })),
  options: Type.Optional(
    Type.Object(
      {
        disableDotNotation: Type.Optional(Type.Boolean({ title: 'Dots in names are part of the name', default: false })),
        removeOtherFields: Type.Optional(Type.Boolean({ title: 'Keep only the compared fields', default: false })),
        scope: choice('Remember for', 'node', { node: 'This node', workflow: 'The whole workflow' }),
        historySize: Type.Optional(Type.Number({ title: 'Number of values to remember', minimum: 1, default: 10_000 })),
      },
      { title: 'Options' },
    ),
  ),
})
