import * as contract from '@steward/contract/api/connection'
import type { JsonObject } from '@steward/contract/item'
import type { SecretBox } from '#base/secret-box'
import { route, type Route } from '#http'
import { changeConnection } from './change-connection.ts'
import { type ConnectionRow, listConnectionRows } from './connection.store.ts'
import { createConnection } from './create-connection.ts'
import { deleteConnection } from './delete-connection.ts'
import { connectionKinds } from './kinds.ts'

export function connectionRoutes(context: { readonly box: SecretBox }): readonly Route[] {
  return [
    route(contract.listConnectionKinds, () => ({ items: [...connectionKinds] })),
    route(contract.listConnections, async ({ scope }) => ({
      items: (await listConnectionRows(scope.db, scope.workspaceId)).map(asAnswer),
    })),
    route(contract.createConnection, async ({ scope, body }) =>
      asAnswer(await createConnection({ ...scope, ...context }, { ...body, values: body.values as JsonObject })),
    ),
    route(contract.changeConnection, async ({ scope, params, body }) => {
      const values = body.values as JsonObject | undefined
      const { name, environment } = body
      return asAnswer(await changeConnection({ ...scope, ...context }, { id: params.id, name, values, environment }))
    }),
    route(contract.deleteConnection, async ({ scope, params }) => deleteConnection({ ...scope, ...context }, params)),
  ]
}

function asAnswer(row: ConnectionRow): contract.Connection {
  return {
    ...row,
    createdAt: row.createdAt.toISOString(),
    updatedAt: row.updatedAt.toISOString(),
    lastUsedAt: row.lastUsedAt?.toISOString() ?? null,
  }
}
