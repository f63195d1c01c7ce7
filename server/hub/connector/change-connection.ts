import type { Environment } from '@steward/contract/api/policy'
import type { JsonObject } from '@steward/contract/item'
import { record } from '#hub/audit'
import {
  type ConnectionRow,
  type ConnectorTables,
  type LockedConnection,
  lockConnection,
  updateConnection,
} from './connection.store.ts'
import { tellOfEnvironments } from './connection-environments.ts'
import type { ConnectorScope } from './create-connection.ts'
import { connectorError } from './errors.ts'
import { lockValues, openValues } from './locked-values.ts'
import { checkValues, maskValues, mergeValues } from './values.ts'

export type ChangeConnection = {
  readonly id: string
  readonly name?: string | undefined
  readonly values?: JsonObject | undefined
  /** Null: it does not say any more. */
  readonly environment?: Environment | null | undefined
}

export async function changeConnection(scope: ConnectorScope, input: ChangeConnection): Promise<ConnectionRow> {
  const { workspaceId } = scope
  const { id, values } = input
  const changed = await scope.db.transaction<ConnectorTables, ConnectionRow>('connector', async (tx) => {
    const present = await lockConnection(tx, { workspaceId, id })
    if (present === undefined) throw connectorError.not_found()
    const name = input.name ?? present.name
    const environment = input.environment === undefined ? present.environment : input.environment
    const row = await updateConnection(tx, {
      workspaceId,
      id,
      name,
      environment,
      now: scope.now,
      values: values === undefined ? undefined : changedValues(scope, present, values),
    })
    await record(tx, scope, {
      action: 'connection.changed',
      resourceType: 'connection',
      resourceId: id,
      old: { name: present.name, environment: present.environment },
      // Which values changed, never what they are.
      new: { name, environment, changedValues: Object.keys(values ?? {}) },
    })
    return row
  })
  await tellOfEnvironments(scope.db)
  return changed
}

function changedValues(scope: ConnectorScope, present: LockedConnection, given: JsonObject) {
  const { id, type, name, locked } = present
  const owner = { id, workspaceId: scope.workspaceId, type, name }
  const values = mergeValues(openValues(scope.box, owner, locked), given)
  checkValues(type, values)
  return { config: maskValues(type, values), locked: lockValues(scope.box, owner, values) }
}
