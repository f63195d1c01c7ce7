import { type Static, Type } from 'typebox'
import { endpoint } from './endpoint.ts'
import { Id, IdParams, Nothing, Nullable, Time } from './page.ts'
import { Environment } from './policy.ts'

const tag = 'connection'

export const Connection = Type.Object(
  {
    id: Id,
    name: Type.String(),
    type: Type.String({ description: 'Kind of connection, such as `httpHeaderAuth`.' }),
    config: Type.Record(Type.String(), Type.Unknown(), { description: 'Its values, secret ones masked.' }),
    environment: Nullable(Environment),
    verificationStatus: Type.Enum(['unverified', 'verified', 'failed']),
    createdAt: Time,
    updatedAt: Time,
    lastUsedAt: Nullable(Time),
  },
  { $id: 'Connection' },
)
export type Connection = Static<typeof Connection>

export const ConnectionField = Type.Object({
  name: Type.String(),
  title: Type.String(),
  secret: Type.Boolean(),
  required: Type.Boolean(),
  multiline: Type.Boolean(),
  help: Nullable(Type.String()),
})

export const ConnectionKind = Type.Object(
  { type: Type.String(), title: Type.String(), fields: Type.Array(ConnectionField) },
  { $id: 'ConnectionKind' },
)
export type ConnectionKind = Static<typeof ConnectionKind>

export const listConnectionKinds = endpoint({
  method: 'GET',
  path: '/connection-kinds',
  operationId: 'listConnectionKinds',
  tag,
  permission: 'connection:read',
  summary: 'Kinds of connection and their fields.',
  response: Type.Object({ items: Type.Array(ConnectionKind) }),
})

export const listConnections = endpoint({
  method: 'GET',
  path: '/connections',
  operationId: 'listConnections',
  tag,
  permission: 'connection:read',
  summary: 'Connections of the workspace.',
  response: Type.Object({ items: Type.Array(Connection) }),
})

const Values = Type.Record(Type.String(), Type.Unknown())
/** Where it leads to, for policies; null where it does not say. */
const Place = Type.Optional(Nullable(Environment))

export const createConnection = endpoint({
  method: 'POST',
  path: '/connections',
  operationId: 'createConnection',
  tag,
  permission: 'connection:write',
  status: 201,
  summary: 'Stores a connection; its secret values are encrypted and never shown again.',
  body: Type.Object({
    name: Type.String({ minLength: 1, maxLength: 255 }),
    type: Type.String({ maxLength: 100 }),
    values: Values,
    environment: Place,
  }),
  response: Connection,
})

export const changeConnection = endpoint({
  method: 'PATCH',
  path: '/connections/:id',
  operationId: 'changeConnection',
  tag,
  permission: 'connection:write',
  summary: 'Changes the name or values; a secret left out stays as it is.',
  params: IdParams,
  body: Type.Object({
    name: Type.Optional(Type.String({ minLength: 1, maxLength: 255 })),
    values: Type.Optional(Values),
    environment: Place,
  }),
  response: Connection,
})

export const deleteConnection = endpoint({
  method: 'DELETE',
  path: '/connections/:id',
  operationId: 'deleteConnection',
  tag,
  permission: 'connection:write',
  status: 204,
  summary: 'Deletes a connection; workflows that use it fail clearly from then on.',
  params: IdParams,
  response: Nothing,
})
