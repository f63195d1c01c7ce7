import { shown } from '@steward/sdk/form'
import { defineNode } from '@steward/sdk/node'
import { Type } from 'typebox'
import { readSplitOutRule } from './read-rule.ts'
import { splitOutItem } from './split-out-item.ts'

export default defineNode({
  type: 'split_out',
  title: 'Split out',
  description: 'Makes one item of each entry of a list inside the items.',
  category: 'transform',
  icon: 'ungroup',
  n8n: [{ type: 'n8n-nodes-base.splitOut', versions: [1] }],
  parameters: Type.Object({
    fieldToSplitOut: Type.String({
      title: 'Fields to split out',
      needed: true,
      description: 'Names separated by commas; $binary stands for the files.',
      default: '',
    }),
    include: Type.Optional(
      Type.Union(
        [
          Type.Literal('noOtherFields', { title: 'No other fields' }),
          Type.Literal('allOtherFields', { title: 'All other fields' }),
          Type.Literal('selectedOtherFields', { title: 'Selected other fields' }),
        ],
        { title: 'Include', default: 'noOtherFields' },
      ),
    ),
    ...shown(
      { include: ['selectedOtherFields'] },
      {
        fieldsToInclude: Type.Optional(
          Type.String({ title: 'Fields to include', description: 'Names separated by commas.', default: '' }),
        ),
      },
    ),
    options: Type.Optional(
      Type.Object(
        {
          disableDotNotation: Type.Optional(Type.Boolean({ title: 'Dots in names are part of the name', default: false })),
          destinationFieldName: Type.Optional(Type.String({ title: 'Put the entries in the field', default: '' })),
          includeBinary: Type.Optional(Type.Boolean({ title: 'Include files', default: false })),
        },
        { title: 'Options' },
      ),
    ),
  }),
  effect: 'pure',
  execute: (call) => [call.items.flatMap((item, index) => splitOutItem(item, index, readSplitOutRule(call, index)))],
})
