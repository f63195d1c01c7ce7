import { type Static, Type } from 'typebox'
import { endpoint } from './endpoint.ts'
import { DatabaseName } from './instance.ts'
import { IdParams, Nullable } from './page.ts'

const tag = 'instance'

export const InstanceHealth = Type.Object(
  {
    database: Type.String(),
    place: Type.Enum(['primary', 'replica']),
    login: Type.Enum(['read', 'write']),
    isReachable: Type.Boolean(),
    version: Nullable(Type.String()),
    latencyMs: Type.Number(),
    problem: Nullable(Type.String()),
  },
  { $id: 'InstanceHealth' },
)
export type InstanceHealth = Static<typeof InstanceHealth>

export const CatalogTable = Type.Object(
  {
    schema: Nullable(Type.String()),
    name: Type.String(),
    kind: Type.Enum(['table', 'view', 'collection']),
    rows: Nullable(Type.Number({ description: 'About so many.' })),
    columns: Type.Array(
      Type.Object({
        name: Type.String(),
        type: Type.String(),
        isNullable: Type.Boolean(),
        isKey: Type.Boolean(),
        isMasked: Type.Boolean(),
      }),
    ),
  },
  { $id: 'CatalogTable' },
)
export type CatalogTable = Static<typeof CatalogTable>

export const ResultColumn = Type.Object(
  { name: Type.String(), type: Type.String(), isMasked: Type.Boolean() },
  { $id: 'ResultColumn' },
)
export type ResultColumn = Static<typeof ResultColumn>

export const checkInstance = endpoint({
  method: 'GET',
  path: '/instances/:id/health',
  operationId: 'checkInstance',
  tag,
  permission: 'query:read',
  perPod: true,
  summary: 'Tries to reach a database of the instance, by each of its logins and at its copy.',
  params: IdParams,
  query: Type.Object({ database: Type.Optional(DatabaseName) }),
  response: Type.Object({ items: Type.Array(InstanceHealth) }),
})

export const browseInstance = endpoint({
  method: 'GET',
  path: '/instances/:id/catalog',
  operationId: 'browseInstance',
  tag,
  permission: 'query:read',
  perPod: true,
  summary: 'Tables or collections of a database with their columns.',
  params: IdParams,
  query: Type.Object({ database: DatabaseName }),
  response: Type.Object({ items: Type.Array(CatalogTable) }),
})

export const sampleTable = endpoint({
  method: 'POST',
  path: '/instances/:id/sample',
  operationId: 'sampleTable',
  tag,
  permission: 'query:submit',
  perPod: true,
  status: 200,
  summary: 'A few rows of a table, masked columns hidden. Each look is a line of the audit log.',
  params: IdParams,
  body: Type.Object(
    {
      database: DatabaseName,
      schema: Type.Optional(Nullable(Type.String({ maxLength: 255 }))),
      table: Type.String({ minLength: 1, maxLength: 255 }),
    },
    { additionalProperties: false },
  ),
  response: Type.Object({
    columns: Type.Array(ResultColumn),
    rows: Type.Array(Type.Array(Type.Unknown())),
  }),
})
