import type { Environment } from '@steward/contract/api/policy'
import type { JsonObject } from '@steward/contract/item'
import type { Generated, Kysely, Transaction } from 'kysely'
import { type Databases, jsonb } from '#db'

export type ConnectorTables = {
  connections: {
    id: string
    workspace_id: string
    name: string
    type: string
    config: JsonObject
    encrypted_config: string
    verification_status: Generated<'unverified' | 'verified' | 'failed'>
    last_verified_at: Date | null
    last_used_at: Date | null
    is_active: Generated<boolean>
    environment: Environment | null
    created_by: string | null
    created_at: Generated<Date>
    updated_at: Generated<Date>
  }
}

export type ConnectionRow = {
  readonly id: string
  readonly name: string
  readonly type: string
  readonly config: JsonObject
  /** Where it leads to; null where it does not say. */
  readonly environment: Environment | null
  readonly verificationStatus: 'unverified' | 'verified' | 'failed'
  readonly createdAt: Date
  readonly updatedAt: Date
  readonly lastUsedAt: Date | null
}

export type LockedConnection = ConnectionRow & { readonly locked: string }

type ConnectorTx = Transaction<ConnectorTables>
type Place = { readonly workspaceId: string; readonly id: string }

const columns = [
  'id',
  'name',
  'type',
  'config',
  'environment',
  'verification_status as verificationStatus',
  'created_at as createdAt',
  'updated_at as updatedAt',
  'last_used_at as lastUsedAt',
] as const

export async function listConnectionRows(db: Databases, workspaceId: string): Promise<ConnectionRow[]> {
  return await tables(db)
    .selectFrom('connections')
    .select(columns)
    .where('workspace_id', '=', workspaceId)
    .orderBy('name')
    .orderBy('id')
    .execute()
}

export async function insertConnection(
  tx: ConnectorTx,
  connection: Place & {
    readonly name: string
    readonly type: string
    readonly config: JsonObject
    readonly locked: string
    readonly environment: Environment | null
    readonly by: string | null
  },
): Promise<ConnectionRow> {
  const { id, workspaceId, name, type, config, locked, environment, by } = connection
  return await tx
    .insertInto('connections')
    .values({
      id,
      workspace_id: workspaceId,
      name,
      type,
      config: jsonb(config),
      encrypted_config: locked,
      environment,
      created_by: by,
      last_verified_at: null,
      last_used_at: null,
    })
    .returning(columns)
    .executeTakeFirstOrThrow()
}

/** Keeps the row still, so that of two changes at once none is lost. */
export async function lockConnection(tx: ConnectorTx, { workspaceId, id }: Place): Promise<LockedConnection | undefined> {
  return await tx
    .selectFrom('connections')
    .select([...columns, 'encrypted_config as locked'])
    .where('workspace_id', '=', workspaceId)
    .where('id', '=', id)
    .forUpdate()
    .executeTakeFirst()
}

/** New values have not been verified. */
export async function updateConnection(
  tx: ConnectorTx,
  change: Place & {
    readonly name: string
    readonly environment: Environment | null
    readonly now: Date
    readonly values: { readonly config: JsonObject; readonly locked: string } | undefined
  },
): Promise<ConnectionRow> {
  const { workspaceId, id, name, environment, now, values } = change
  const secrets =
    values === undefined
      ? {}
      : { config: jsonb(values.config), encrypted_config: values.locked, verification_status: 'unverified' as const }
  return await tx
    .updateTable('connections')
    .set({ name, environment, updated_at: now, ...secrets })
    .where('workspace_id', '=', workspaceId)
    .where('id', '=', id)
    .returning(columns)
    .executeTakeFirstOrThrow()
}

export async function deleteConnectionRow(tx: ConnectorTx, { workspaceId, id }: Place): Promise<ConnectionRow | undefined> {
  return await tx
    .deleteFrom('connections')
    .where('workspace_id', '=', workspaceId)
    .where('id', '=', id)
    .returning(columns)
    .executeTakeFirst()
}

export async function findConnectionById(
  db: Databases,
  of: Place & { readonly type: string },
): Promise<LockedConnection | undefined> {
  return await usable(db, of).where('id', '=', of.id).executeTakeFirst()
}

/** The oldest of that name: names need not be unique, and the choice must not change when another is added. */
export async function findConnectionByName(
  db: Databases,
  of: { readonly workspaceId: string; readonly type: string; readonly name: string },
): Promise<LockedConnection | undefined> {
  return await usable(db, of).where('name', '=', of.name).orderBy('created_at').orderBy('id').limit(1).executeTakeFirst()
}

export async function noteConnectionUse(db: Databases, id: string, now: Date): Promise<void> {
  await tables(db).updateTable('connections').set({ last_used_at: now }).where('id', '=', id).execute()
}

function usable(db: Databases, of: { readonly workspaceId: string; readonly type: string }) {
  return tables(db)
    .selectFrom('connections')
    .select([...columns, 'encrypted_config as locked'])
    .where('workspace_id', '=', of.workspaceId)
    .where('type', '=', of.type)
    .where('is_active', '=', true)
}

const tables = (db: Databases): Kysely<ConnectorTables> => db.kysely('connector')

/** Connections of every workspace with what is locked of them; for a check of the key, never for a request. */
export async function listLockedRows(
  db: Databases,
  limit: number,
): Promise<{ id: string; workspaceId: string; type: string; name: string; locked: string }[]> {
  return await tables(db)
    .selectFrom('connections')
    .select(['id', 'workspace_id as workspaceId', 'type', 'name', 'encrypted_config as locked'])
    .orderBy('id')
    .limit(limit)
    .execute()
}

export async function hasConnection(db: Databases, workspaceId: string): Promise<boolean> {
  const found = await tables(db).selectFrom('connections').select('id').where('workspace_id', '=', workspaceId).limit(1).execute()
  return found.length > 0
}
