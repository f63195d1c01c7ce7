import { defineNode } from '@steward/sdk/node'
import { Type } from 'typebox'
import { choice } from '@steward/sdk/form'
import { effectOf, saysOf } from './effect.ts'
import { execute } from './execute.ts'
import { namedInstance } from './instance.ts'

export default defineNode({
  type: 'database_query',
  title: 'Query a database',
  description: 'Asks a database that Steward governs, through the same gate as people do.',
  category: 'core',
  icon: 'database',
  n8n: [],
  parameters: Type.Object({
    instance: Type.Optional(
      Type.Unknown({
        title: 'Instance',
        description: 'Its name or id. It has to let workflows query it.',
        loads: 'instances',
        needed: true,
        noExpression: true,
      }),
    ),
    database: Type.Optional(Type.String({ title: 'Database', loads: 'databases' })),
    does: choice('What it does', { read: 'Read', change: 'Change rows', delete: 'Delete', schema: 'Change the schema' }, 'read', {
      noExpression: true,
    }),
    text: Type.Optional(
      Type.String({
        title: 'Query',
        description: 'One statement of SQL, or one query of the MongoDB shell. Values of SQL stand in it as $1, $2 and so on.',
        language: 'sql',
        needed: true,
      }),
    ),
    values: Type.Optional(
      Type.Array(Type.Object({ value: Type.Optional(Type.Unknown({ title: 'Value' })) }), {
        title: 'Values for $1, $2 …',
        description: 'They are handed over beside the query, so nothing in them can become a part of it.',
      }),
    ),
    options: Type.Optional(
      Type.Object(
        {
          maxRows: Type.Optional(Type.Integer({ title: 'Most rows', description: 'The rest is left away.', minimum: 1 })),
          maxChangedRows: Type.Optional(
            Type.Integer({
              title: 'Most changed rows',
              description: 'A change that meets more rows is taken back.',
              minimum: 1,
            }),
          ),
        },
        { title: 'Options' },
      ),
    ),
  }),
  effect: effectOf,
  names: namedInstance,
  says: saysOf,
  target: (node) => (typeof node.parameters['database'] === 'string' ? node.parameters['database'] : null),
  execute: async (call) => [await execute(call)],
})
