import type { JsonObject } from '@steward/contract/item'
import type { SecretBox } from '#base/secret-box'
import type { Scope } from '#db'
import { findConnectionById, findConnectionByName, type LockedConnection, noteConnectionUse } from './connection.store.ts'
import { openValues } from './locked-values.ts'
import type { SecretSources } from './secret-source/secret-sources.ts'

/** How a node names its connection: by id, and by name for where the id means nothing here, as after an import. */
export type ConnectionReference = {
  readonly id?: string | null | undefined
  readonly name?: string | undefined
  readonly kind: string
}

export type ConnectionValues = { readonly id: string; readonly name: string; readonly values: JsonObject }

const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i
/** A busy workflow must not write this row for every call. */
const noteUseEveryMs = 60_000

/** The secret values of a connection of the workspace, for the engine, those kept elsewhere read from there; undefined when there is none of that id or name and kind. */
export async function connectionValues(
  scope: Scope & { readonly box: SecretBox; readonly sources: SecretSources },
  reference: ConnectionReference,
): Promise<ConnectionValues | undefined> {
  const found = await findConnection(scope, reference)
  if (found === undefined) return undefined
  const { id, type, name, locked, lastUsedAt } = found
  const values = openValues(scope.box, { id, workspaceId: scope.workspaceId, type, name }, locked)
  if (lastUsedAt === null || scope.now.getTime() - lastUsedAt.getTime() > noteUseEveryMs)
    await noteConnectionUse(scope.db, id, scope.now)
  return { id, name, values: await scope.sources.resolve(scope.workspaceId, values, scope.now.getTime()) }
}

export async function findConnection(
  { db, workspaceId }: Pick<Scope, 'db' | 'workspaceId'>,
  { id, name, kind: type }: ConnectionReference,
): Promise<LockedConnection | undefined> {
  if (typeof id === 'string' && uuid.test(id)) {
    const byId = await findConnectionById(db, { workspaceId, id, type })
    if (byId !== undefined) return byId
  }
  return name === undefined || name === '' ? undefined : await findConnectionByName(db, { workspaceId, type, name })
}
