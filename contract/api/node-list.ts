import { type Static, Type } from 'typebox'
import { endpoint } from './endpoint.ts'
import { Nullable } from './page.ts'

export const ListEntry = Type.Object(
  {
    value: Type.Union([Type.String(), Type.Number()]),
    label: Type.String(),
    hint: Type.Optional(Type.String()),
    url: Type.Optional(Type.String()),
  },
  { $id: 'ListEntry' },
)
export type ListEntry = Static<typeof ListEntry>

export const listChoices = endpoint({
  method: 'POST',
  path: '/node-kinds/:type/lists/:name',
  operationId: 'listChoices',
  tag: 'workflow',
  permission: 'workflow:write',
  summary: 'What the service of a node offers for one of its parameters, read with the connections of the node.',
  params: Type.Object({ type: Type.String({ maxLength: 255 }), name: Type.String({ maxLength: 100 }) }),
  body: Type.Object({
    version: Type.Number(),
    parameters: Type.Record(Type.String(), Type.Unknown(), { description: 'As they are drawn; expressions are left out.' }),
    connections: Type.Optional(
      Type.Record(Type.String(), Type.Object({ id: Nullable(Type.String()), name: Type.String({ maxLength: 255 }) })),
    ),
    search: Type.Optional(Type.String({ maxLength: 200 })),
    cursor: Type.Optional(Type.String({ maxLength: 2000 })),
  }),
  response: Type.Object({ items: Type.Array(ListEntry), next: Nullable(Type.String()) }),
})
