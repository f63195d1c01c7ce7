import type { DatabaseKind, InstanceReaders, InstanceTls, MaskedColumn, QueryLimits } from '@steward/contract/api/instance'
import type { Environment } from '@steward/contract/api/policy'
import { sql, type Transaction } from 'kysely'
import type { Databases } from '#db'

/** An instance as it is stored; `lockedPasswords` is null once it is deleted. */
export type InstanceRow = {
  readonly id: string
  readonly workspaceId: string
  readonly kind: DatabaseKind
  readonly name: string
  readonly description: string | null
  readonly environment: Environment
  readonly podId: string | null
  readonly host: string
  readonly port: number
  readonly databases: readonly string[]
  readonly tls: InstanceTls
  readonly replicaHost: string | null
  readonly replicaPort: number | null
  readonly readUser: string
  readonly writeUser: string | null
  readonly lockedPasswords: string | null
  readonly limits: QueryLimits
  readonly masked: readonly MaskedColumn[]
  readonly readers: InstanceReaders | null
  readonly allowsWorkflows: boolean
  readonly version: number
  readonly createdAt: Date
  readonly updatedAt: Date
}

const columns = sql.raw(`id, workspace_id as "workspaceId", kind, name, description, environment, pod_id as "podId", host, port,
  databases, tls, replica_host as "replicaHost", replica_port as "replicaPort", read_user as "readUser", write_user as "writeUser",
  locked_passwords as "lockedPasswords", limits, masked, readers, allows_workflows as "allowsWorkflows",
  version, created_at as "createdAt", updated_at as "updatedAt"`)

/** Those that are not deleted, by name. */
export async function listInstanceRows(db: Databases, workspaceId: string): Promise<InstanceRow[]> {
  const { rows } = await sql<InstanceRow>`select ${columns} from instances
    where workspace_id = ${workspaceId} and deleted_at is null order by lower(name)`.execute(db.kysely('access'))
  return rows
}

type Place = { readonly workspaceId: string; readonly id: string }

export async function findInstanceRow(db: Databases, { workspaceId, id }: Place): Promise<InstanceRow | undefined> {
  const { rows } = await sql<InstanceRow>`select ${columns} from instances
    where workspace_id = ${workspaceId} and id = ${id} and deleted_at is null`.execute(db.kysely('access'))
  return rows[0]
}

/** By its name, as people write it. */
export async function findInstanceNamed(db: Databases, workspaceId: string, name: string): Promise<InstanceRow | undefined> {
  const { rows } = await sql<InstanceRow>`select ${columns} from instances
    where workspace_id = ${workspaceId} and lower(name) = lower(${name}) and deleted_at is null`.execute(db.kysely('access'))
  return rows[0]
}

/** Also one that is deleted: its queries are still there. */
export async function findInstanceOfAnyTime(db: Databases, { workspaceId, id }: Place): Promise<InstanceRow | undefined> {
  const { rows } = await sql<InstanceRow>`select ${columns} from instances
    where workspace_id = ${workspaceId} and id = ${id}`.execute(db.kysely('access'))
  return rows[0]
}

/** Those that are deleted among them, by name. */
export async function listInstancesOfAnyTime(db: Databases, workspaceId: string): Promise<InstanceRow[]> {
  const { rows } = await sql<InstanceRow>`select ${columns} from instances
    where workspace_id = ${workspaceId} order by lower(name)`.execute(db.kysely('access'))
  return rows
}

export async function lockInstance<T>(tx: Transaction<T>, { workspaceId, id }: Place): Promise<InstanceRow | undefined> {
  const { rows } = await sql<InstanceRow>`select ${columns} from instances
    where workspace_id = ${workspaceId} and id = ${id} and deleted_at is null for update`.execute(tx)
  return rows[0]
}

export async function isNameTaken<T>(tx: Transaction<T>, { workspaceId, id }: Place, name: string): Promise<boolean> {
  const { rows } = await sql`select from instances where workspace_id = ${workspaceId} and lower(name) = lower(${name})
    and id <> ${id} and deleted_at is null`.execute(tx)
  return rows.length > 0
}

export async function insertInstance<T>(
  tx: Transaction<T>,
  row: Omit<InstanceRow, 'version' | 'createdAt' | 'updatedAt'>,
  { by, now }: { readonly by: string | null; readonly now: Date },
): Promise<void> {
  await sql`insert into instances (id, workspace_id, kind, name, description, environment, pod_id, host, port, databases, tls,
      replica_host, replica_port, read_user, write_user, locked_passwords, limits, masked, readers, allows_workflows,
      created_by, created_at, updated_at)
    values (${row.id}, ${row.workspaceId}, ${row.kind}, ${row.name}, ${row.description}, ${row.environment}, ${row.podId},
      ${row.host}, ${row.port}, ${[...row.databases]}, ${JSON.stringify(row.tls)}, ${row.replicaHost}, ${row.replicaPort},
      ${row.readUser}, ${row.writeUser}, ${row.lockedPasswords}, ${JSON.stringify(row.limits)}, ${JSON.stringify(row.masked)},
      ${orNull(row.readers)}, ${row.allowsWorkflows}, ${by}, ${now}, ${now})`.execute(tx)
}

export async function updateInstance<T>(tx: Transaction<T>, row: InstanceRow, now: Date): Promise<void> {
  await sql`update instances set name = ${row.name}, description = ${row.description}, environment = ${row.environment},
      pod_id = ${row.podId}, host = ${row.host}, port = ${row.port}, databases = ${[...row.databases]}, tls = ${JSON.stringify(row.tls)},
      replica_host = ${row.replicaHost}, replica_port = ${row.replicaPort}, read_user = ${row.readUser}, write_user = ${row.writeUser},
      locked_passwords = ${row.lockedPasswords}, limits = ${JSON.stringify(row.limits)}, masked = ${JSON.stringify(row.masked)},
      readers = ${orNull(row.readers)}, allows_workflows = ${row.allowsWorkflows}, version = version + 1, updated_at = ${now}
    where workspace_id = ${row.workspaceId} and id = ${row.id}`.execute(tx)
}

/** The row stays, for its queries; the passwords go. */
export async function markInstanceDeleted<T>(tx: Transaction<T>, { workspaceId, id }: Place, now: Date): Promise<void> {
  await sql`update instances set locked_passwords = null, deleted_at = ${now}, updated_at = ${now}
    where workspace_id = ${workspaceId} and id = ${id}`.execute(tx)
}

/** Takes a person out of what names them, everywhere. */
export async function forgetReader<T>(tx: Transaction<T>, userId: string): Promise<void> {
  await sql`update instances set readers = jsonb_set(readers, '{people}', (readers -> 'people') - ${userId}::text)
    where readers -> 'people' ? ${userId}::text`.execute(tx)
}

const orNull = (value: unknown) => (value === null ? null : JSON.stringify(value))
