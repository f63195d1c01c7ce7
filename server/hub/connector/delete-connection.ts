import { record } from '#hub/audit'
import { type ConnectorTables, deleteConnectionRow } from './connection.store.ts'
import { tellOfEnvironments } from './connection-environments.ts'
import type { ConnectorScope } from './create-connection.ts'
import { connectorError } from './errors.ts'

/** Deletes it with its secrets. Workflows that name it fail clearly from then on. */
export async function deleteConnection(scope: ConnectorScope, input: { readonly id: string }): Promise<void> {
  await scope.db.transaction<ConnectorTables, void>('connector', async (tx) => {
    const row = await deleteConnectionRow(tx, { workspaceId: scope.workspaceId, id: input.id })
    if (row === undefined) throw connectorError.not_found()
    await record(tx, scope, {
      action: 'connection.deleted',
      resourceType: 'connection',
      resourceId: input.id,
      old: { name: row.name, type: row.type },
    })
  })
  await tellOfEnvironments(scope.db)
}
