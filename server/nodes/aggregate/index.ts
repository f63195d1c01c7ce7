import { shown } from '@steward/sdk/form'
import { defineNode } from '@steward/sdk/node'
import { Type } from 'typebox'
import { readFieldList } from '#engine/data'
import { aggregate } from './aggregate-node.ts'

export default defineNode({
  type: 'aggregate',
  title: 'Aggregate',
  description: 'Makes one item of many: lists of field values, or a list of the whole items.',
  category: 'transform',
  icon: 'group',
  n8n: [{ type: 'n8n-nodes-base.aggregate', versions: [1] }],
  parameters: Type.Object({
    aggregate: Type.Optional(
      Type.Union(
        [
          Type.Literal('aggregateIndividualFields', { title: 'Single fields' }),
          Type.Literal('aggregateAllItemData', { title: 'Whole items into one list' }),
        ],
        { title: 'Aggregate', default: 'aggregateIndividualFields' },
      ),
    ),
    ...shown(
      { aggregate: ['aggregateIndividualFields'] },
      {
        fieldsToAggregate: Type.Optional(
          Type.Object(
            {
              fieldToAggregate: Type.Optional(
                Type.Array(
                  Type.Object({
                    fieldToAggregate: Type.String({ title: 'Field', default: '' }),
                    renameField: Type.Optional(Type.Boolean({ title: 'Rename it', default: false })),
                    ...shown(
                      { renameField: [true] },
                      { outputFieldName: Type.Optional(Type.String({ title: 'New name', default: '' })) },
                    ),
                  }),
                ),
              ),
            },
            { title: 'Fields' },
          ),
        ),
      },
    ),
    ...shown(
      { aggregate: ['aggregateAllItemData'] },
      { destinationFieldName: Type.Optional(Type.String({ title: 'Put the list in the field', default: 'data' })) },
    ),
    ...shown(
      { aggregate: ['aggregateAllItemData'] },
      {
        include: Type.Optional(
          Type.Union(
            [
              Type.Literal('allFields', { title: 'All fields' }),
              Type.Literal('specifiedFields', { title: 'Only some fields' }),
              Type.Literal('allFieldsExcept', { title: 'All fields except some' }),
            ],
            { title: 'Include', default: 'allFields' },
          ),
        ),
      },
    ),
    ...shown(
      { include: ['specifiedFields'] },
      {
        fieldsToInclude: Type.Optional(
          Type.String({ title: 'Fields to include', description: 'Names separated by commas.', default: '' }),
        ),
      },
    ),
    ...shown(
      { include: ['allFieldsExcept'] },
      {
        fieldsToExclude: Type.Optional(
          Type.String({ title: 'Fields to leave out', description: 'Names separated by commas.', default: '' }),
        ),
      },
    ),
    options: Type.Optional(
      Type.Object(
        {
          disableDotNotation: Type.Optional(Type.Boolean({ title: 'Dots in names are part of the name', default: false })),
          ...shown(
            { '/aggregate': ['aggregateIndividualFields'] },
            { mergeLists: Type.Optional(Type.Boolean({ title: 'Merge lists into one flat list', default: false })) },
          ),
          includeBinaries: Type.Optional(Type.Boolean({ title: 'Include files', default: false })),
          ...shown(
            { includeBinaries: [true] },
            { keepOnlyUnique: Type.Optional(Type.Boolean({ title: 'Include equal files once', default: false })) },
          ),
          ...shown(
            { '/aggregate': ['aggregateIndividualFields'] },
            { keepMissing: Type.Optional(Type.Boolean({ title: 'Keep missing and null values', default: false })) },
          ),
        },
        { title: 'Options' },
      ),
    ),
  }),
  effect: 'pure',
  execute: (call) => [[aggregate(call, (path) => readFieldList(call.param(path, 0, '')))]],
})
