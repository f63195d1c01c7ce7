import { shown } from '@steward/sdk/form'
import { defineNode } from '@steward/sdk/node'
import { Type } from 'typebox'
import { flag } from '../parameter.ts'
import { readSummarizeRule } from './read-rule.ts'
import { summarizeItems } from './summarize-items.ts'

const Aggregation = Type.Union(
  [
    Type.Literal('append', { title: 'Append to a list' }),
    Type.Literal('average', { title: 'Average' }),
    Type.Literal('concatenate', { title: 'Join as text' }),
    Type.Literal('count', { title: 'Count' }),
    Type.Literal('countUnique', { title: 'Count unique' }),
    Type.Literal('max', { title: 'Maximum' }),
    Type.Literal('min', { title: 'Minimum' }),
    Type.Literal('sum', { title: 'Sum' }),
  ],
  { title: 'Aggregation', default: 'count' },
)

export default defineNode({
  type: 'summarize',
  title: 'Summarize',
  description: 'Counts, sums and joins fields over the items, as a pivot table does.',
  category: 'transform',
  icon: 'sigma',
  n8n: [{ type: 'n8n-nodes-base.summarize', versions: [1, 1.1] }],
  parameters: Type.Object({
    fieldsToSummarize: Type.Optional(
      Type.Object(
        {
          values: Type.Optional(
            Type.Array(
              Type.Object({
                aggregation: Type.Optional(Aggregation),
                field: Type.String({ title: 'Field', default: '' }),
                ...shown(
                  { aggregation: ['append', 'concatenate', 'count', 'countUnique'] },
                  { includeEmpty: Type.Optional(Type.Boolean({ title: 'Include empty values', default: false })) },
                ),
                ...shown(
                  { aggregation: ['concatenate'] },
                  {
                    separateBy: Type.Optional(
                      Type.String({ title: 'Separator', description: '"other" takes the one below.', default: ',' }),
                    ),
                  },
                ),
                ...shown(
                  { aggregation: ['concatenate'], separateBy: ['other'] },
                  { customSeparator: Type.Optional(Type.String({ title: 'Other separator', default: '' })) },
                ),
              }),
            ),
          ),
        },
        { title: 'Fields to summarize' },
      ),
    ),
    fieldsToSplitBy: Type.Optional(
      Type.String({ title: 'Fields to split by', description: 'Names separated by commas.', default: '' }),
    ),
    options: Type.Optional(
      Type.Object(
        {
          disableDotNotation: Type.Optional(Type.Boolean({ title: 'Dots in names are part of the name', default: false })),
          outputFormat: Type.Optional(
            Type.Union(
              [
                Type.Literal('separateItems', { title: 'One item per group' }),
                Type.Literal('singleItem', { title: 'One item with all groups' }),
              ],
              {
                title: 'Output',
                default: 'separateItems',
              },
            ),
          ),
          skipEmptySplitFields: Type.Optional(
            Type.Boolean({ title: 'Leave out items without the fields to split by', default: false }),
          ),
        },
        { title: 'Options' },
      ),
    ),
  }),
  effect: 'pure',
  execute: (call) => {
    const isFirst = call.node.version < 1.1
    const requireFields = isFirst && !flag(call, 'options.continueIfFieldNotFound', 0)
    return [summarizeItems(call.items, readSummarizeRule(call, { groupsAsText: isFirst, requireFields }))]
  },
})
