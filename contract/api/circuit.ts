import { type Static, Type } from 'typebox'
import { endpoint } from './endpoint.ts'
import { Id, IdParams, Nothing, Nullable, Time } from './page.ts'

const tag = 'connection'

/**
 * A connection whose service has failed lately. `closed`: calls go out, failures are counted. `open`: calls fail at
 * once until `openUntil`. `half_open`: one call is out to see whether the service works again.
 */
export const Circuit = Type.Object(
  {
    id: Id,
    connectionId: Id,
    connectionName: Type.String(),
    state: Type.Enum(['closed', 'open', 'half_open']),
    failures: Type.Integer({ description: 'In a row.' }),
    lastFailure: Type.String(),
    lastFailedAt: Time,
    opened: Type.Integer({ description: 'How often it has opened since the service last worked; each time for longer.' }),
    openUntil: Nullable(Time),
  },
  { $id: 'Circuit' },
)
export type Circuit = Static<typeof Circuit>

export const listCircuits = endpoint({
  method: 'GET',
  path: '/circuits',
  operationId: 'listCircuits',
  tag,
  permission: 'connection:read',
  summary: 'Connections of the workspace whose services have failed lately, the latest first. Those that work are not listed.',
  response: Type.Object({ items: Type.Array(Circuit) }),
})

export const resetCircuit = endpoint({
  method: 'POST',
  path: '/circuits/:id/reset',
  operationId: 'resetCircuit',
  tag,
  permission: 'connection:write',
  status: 204,
  summary: 'Forgets the failures of a connection, so that calls go out again at once.',
  params: IdParams,
  response: Nothing,
})
