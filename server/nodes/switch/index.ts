import { shown } from '@steward/sdk/form'
import { defineNode } from '@steward/sdk/node'
import { Type } from 'typebox'
import { Conditions } from '../filter/schema.ts'
import { outputsOf } from './outputs.ts'
import { route } from './route.ts'

export default defineNode({
  type: 'switch',
  title: 'Switch',
  description: 'Sends each item to one of several outputs.',
  category: 'flow',
  icon: 'route',
  n8n: [{ type: 'n8n-nodes-base.switch', versions: [1, 2, 3, 3.1, 3.2, 3.3, 3.4] }],
  parameters: Type.Object({
    mode: Type.Optional(
      Type.Union([Type.Literal('rules', { title: 'By rules' }), Type.Literal('expression', { title: 'By number' })], {
        title: 'Mode',
        default: 'rules',
      }),
    ),
    ...shown(
      { mode: ['rules'] },
      {
        rules: Type.Optional(
          Type.Object(
            {
              values: Type.Optional(
                Type.Array(
                  Type.Object({
                    conditions: Type.Optional(Conditions),
                    renameOutput: Type.Optional(Type.Boolean({ title: 'Name the output', default: false })),
                    ...shown(
                      { renameOutput: [true] },
                      { outputKey: Type.Optional(Type.String({ title: 'Name of the output', default: '' })) },
                    ),
                  }),
                ),
              ),
            },
            { title: 'Rules' },
          ),
        ),
      },
    ),
    ...shown(
      { mode: ['expression'] },
      {
        numberOutputs: Type.Optional(
          Type.Number({ title: 'Number of outputs', noExpression: true, minimum: 1, maximum: 100, default: 4 }),
        ),
        output: Type.Optional(
          Type.Unknown({ title: 'Output', description: 'The number of the output, from 0.', control: 'number', needed: true }),
        ),
      },
    ),
    ...shown(
      { mode: ['rules'] },
      { looseTypeValidation: Type.Optional(Type.Boolean({ title: 'Convert types where required', default: false })) },
    ),
    options: Type.Optional(
      Type.Object(
        {
          ...shown(
            { '/mode': ['rules'] },
            {
              fallbackOutput: Type.Optional(
                Type.Union(
                  [
                    Type.Literal('none', { title: 'Nowhere' }),
                    Type.Literal('extra', { title: 'To an extra output' }),
                    Type.Number({ title: 'To output' }),
                  ],
                  { title: 'Items that meet no rule go', default: 'none' },
                ),
              ),
            },
          ),
          ...shown(
            { fallbackOutput: ['extra'] },
            { renameFallbackOutput: Type.Optional(Type.String({ title: 'Name of the extra output', default: '' })) },
          ),
          ...shown(
            { '/mode': ['rules'] },
            {
              ignoreCase: Type.Optional(Type.Boolean({ title: 'Ignore case', default: true })),
              allMatchingOutputs: Type.Optional(
                Type.Boolean({ title: 'Send to all outputs whose rules are met', default: false }),
              ),
            },
          ),
        },
        { title: 'Options' },
      ),
    ),
  }),
  effect: 'pure',
  outputs: outputsOf,
  execute: route,
})
