import type { Environment } from '@steward/contract/api/policy'
import type { JsonObject } from '@steward/contract/item'
import { newId } from '#base/id'
import type { SecretBox } from '#base/secret-box'
import type { Scope } from '#db'
import { type By, record } from '#hub/audit'
import { type ConnectionRow, type ConnectorTables, insertConnection } from './connection.store.ts'
import { tellOfEnvironments } from './connection-environments.ts'
import { lockValues } from './locked-values.ts'
import { checkValues, maskValues } from './values.ts'

/** The audit log learns from where the change came. */
export type ConnectorScope = Scope & Pick<By, 'from'> & { readonly box: SecretBox }

export type NewConnection = {
  readonly name: string
  readonly type: string
  readonly values: JsonObject
  readonly environment?: Environment | null | undefined
}

export async function createConnection(scope: ConnectorScope, input: NewConnection): Promise<ConnectionRow> {
  const { workspaceId, actorId: by } = scope
  const { name, type, values, environment = null } = input
  checkValues(type, values)
  const id = newId()
  const locked = lockValues(scope.box, { id, workspaceId, type }, values)
  const row = await scope.db.transaction<ConnectorTables, ConnectionRow>('connector', async (tx) => {
    const config = maskValues(type, values)
    const made = await insertConnection(tx, { id, workspaceId, name, type, config, locked, environment, by })
    const about = { action: 'connection.created', resourceType: 'connection', resourceId: id }
    await record(tx, scope, { ...about, new: { name, type, ...(environment === null ? {} : { environment }) } })
    return made
  })
  await tellOfEnvironments(scope.db)
  return row
}
