import type { JsonObject } from '@steward/contract/item'
import { newId } from '#base/id'
import type { SecretBox } from '#base/secret-box'
import type { Scope } from '#db'
import { type By, record } from '#hub/audit'
import { type ConnectionRow, type ConnectorTables, insertConnection } from './connection.store.ts'
import { lockValues } from './locked-values.ts'
import { checkValues, maskValues } from './values.ts'

/** The audit log learns from where the change came. */
export type ConnectorScope = Scope & Pick<By, 'from'> & { readonly box: SecretBox }

export type NewConnection = { readonly name: string; readonly type: string; readonly values: JsonObject }

export async function createConnection(scope: ConnectorScope, input: NewConnection): Promise<ConnectionRow> {
  const { workspaceId, actorId: by } = scope
  const { name, type, values } = input
  checkValues(type, values)
  const id = newId()
  const locked = lockValues(scope.box, { id, workspaceId, type }, values)
  return await scope.db.transaction<ConnectorTables, ConnectionRow>('connector', async (tx) => {
    const row = await insertConnection(tx, { id, workspaceId, name, type, config: maskValues(type, values), locked, by })
    await record(tx, scope, { action: 'connection.created', resourceType: 'connection', resourceId: id, new: { name, type } })
    return row
  })
}
