import { shown } from '@steward/sdk/form'
import { defineNode } from '@steward/sdk/node'
import { Type } from 'typebox'
import { sort } from './sort-node.ts'

export default defineNode({
  type: 'sort',
  title: 'Sort',
  description: 'Puts the items in an order.',
  category: 'transform',
  icon: 'arrow-down-a-z',
  n8n: [{ type: 'n8n-nodes-base.sort', versions: [1] }],
  parameters: Type.Object({
    type: Type.Optional(
      Type.Union(
        [
          Type.Literal('simple', { title: 'By fields' }),
          Type.Literal('random', { title: 'At random' }),
          Type.Literal('code', { title: 'By code' }),
        ],
        { title: 'Order', default: 'simple' },
      ),
    ),
    ...shown(
      { type: ['simple'] },
      {
        sortFieldsUi: Type.Optional(
          Type.Object(
            {
              sortField: Type.Optional(
                Type.Array(
                  Type.Object({
                    fieldName: Type.String({ title: 'Field', default: '' }),
                    order: Type.Optional(
                      Type.Union(
                        [Type.Literal('ascending', { title: 'Ascending' }), Type.Literal('descending', { title: 'Descending' })],
                        {
                          title: 'Order',
                          default: 'ascending',
                        },
                      ),
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
      { type: ['code'] },
      {
        code: Type.Optional(
          Type.String({
            title: 'Code',
            description: 'JavaScript that compares the items a and b and returns -1, 1 or 0.',
            language: 'javascript',
            noExpression: true,
          }),
        ),
      },
    ),
    options: Type.Optional(
      Type.Object(
        {
          ...shown(
            { '/type': ['simple'] },
            { disableDotNotation: Type.Optional(Type.Boolean({ title: 'Dots in names are part of the name', default: false })) },
          ),
        },
        { title: 'Options' },
      ),
    ),
  }),
  effect: 'pure',
  execute: async (call) => [await sort(call)],
})
