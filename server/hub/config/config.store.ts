import { type ColumnType, type Generated, sql, type Transaction } from 'kysely'
import { newId } from '#base/id'
import { type Databases, jsonb } from '#db'
import type { ConfigKey, ConfigScope, ConfigType } from './key.ts'
import type { PlaceColumns } from './place.ts'

type Bigint = ColumnType<string, number | string, number | string>

type ValueColumns = {
  id: string
  config_key: string
  config_value: string | null
  config_type: ConfigType
  description: string | null
  is_encrypted: boolean
  version: number
  revision: Bigint
  updated_by: string | null
  created_at: Generated<Date>
  updated_at: Generated<Date>
}

export type ConfigTables = {
  runtime_configs: ValueColumns & {
    scope: Exclude<ConfigScope, 'ENVIRONMENT'>
    tenant_id: string | null
    user_id: string | null
    category: string | null
    is_locked: boolean
    validation_rules: ColumnType<unknown, unknown, unknown>
  }
  environment_configs: ValueColumns & { environment: string }
  config_history: {
    revision: Bigint
    config_key: string
    scope: ConfigScope
    environment: string | null
    tenant_id: string | null
    user_id: string | null
    version: number
    action: HistoryAction
    restored_version: number | null
    config_value: string | null
    is_encrypted: boolean
    is_locked: boolean
    changed_by: string | null
    created_at: Generated<Date>
  }
}

export type HistoryAction = 'set' | 'unset' | 'restored'

/** A value as it is stored: `text` is JSON, or a locked box where it is encrypted; null once it was taken back. */
export type StoredValue = PlaceColumns & {
  readonly key: string
  readonly text: string | null
  readonly encrypted: boolean
  readonly locked: boolean
  readonly version: number
  readonly revision: number
  readonly updatedBy: string | null
  readonly updatedAt: Date
}

export type HistoryLine = Omit<StoredValue, 'updatedBy' | 'updatedAt'> & {
  readonly action: HistoryAction
  readonly restoredVersion: number | null
  readonly changedBy: string | null
  readonly changedAt: Date
}

type Tx = Transaction<ConfigTables>

const valueColumns = `config_key as key, config_value as text, is_encrypted as encrypted, version,
  revision::float8 as revision, updated_by as "updatedBy", updated_at as "updatedAt"`

/** What was written after a revision, whatever its place, the oldest first. */
export async function readValuesSince(db: Databases, revision: number): Promise<StoredValue[]> {
  const { rows } = await db.pool('config').query<StoredValue>(
    `select ${valueColumns}, scope, null as environment, tenant_id as "tenantId", user_id as "userId", is_locked as locked
       from runtime_configs where revision > $1
     union all
     select ${valueColumns}, 'ENVIRONMENT', environment, null, null, false from environment_configs where revision > $1
     order by revision`,
    [revision],
  )
  return rows
}

/**
 * Lets one change happen at a time, of the whole configuration: revisions then become visible in their order, so
 * whoever reads what is newer than the last one it saw misses none. People do not change settings often.
 */
export async function lockConfiguration(tx: Tx): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtextextended('steward configuration', 0))`.execute(tx)
}

export async function findValue(tx: Tx, key: string, place: PlaceColumns): Promise<StoredValue | undefined> {
  const columns = sql.raw(valueColumns)
  const { rows } =
    place.scope === 'ENVIRONMENT'
      ? await sql<StoredValue>`select ${columns}, 'ENVIRONMENT' as scope, environment, null as "tenantId", null as "userId", false as locked
          from environment_configs where config_key = ${key} and environment = ${place.environment}`.execute(tx)
      : await sql<StoredValue>`select ${columns}, scope, null as environment, tenant_id as "tenantId", user_id as "userId", is_locked as locked
          from runtime_configs where config_key = ${key} and scope = ${place.scope}
           and tenant_id is not distinct from ${place.tenantId} and user_id is not distinct from ${place.userId}`.execute(tx)
  return rows[0]
}

export type NewValue = {
  readonly definition: ConfigKey
  readonly place: PlaceColumns
  readonly text: string | null
  readonly locked: boolean
  readonly version: number
  readonly action: HistoryAction
  readonly restoredVersion: number | null
  readonly by: string | null
  readonly now: Date
}

/** Writes the value, its line of history, and a hint to every process, which is sent when the transaction commits. */
export async function writeValue(tx: Tx, value: NewValue, channel: string): Promise<void> {
  const { rows } = await sql<{ revision: string }>`select nextval('config_revision') as revision`.execute(tx)
  const revision = rows[0]?.revision ?? '0'
  if (value.place.scope === 'ENVIRONMENT') await writeEnvironmentValue(tx, value, revision)
  else await writeRuntimeValue(tx, value, revision)
  const { definition, place, text, locked, version, action, restoredVersion, by, now } = value
  await tx
    .insertInto('config_history')
    .values({
      revision,
      config_key: definition.key,
      scope: place.scope,
      environment: place.environment,
      tenant_id: place.tenantId,
      user_id: place.userId,
      version,
      action,
      restored_version: restoredVersion,
      config_value: text,
      is_encrypted: definition.secret,
      is_locked: locked,
      changed_by: by,
      created_at: now,
    })
    .execute()
  await sql`select pg_notify(${channel}, ${revision})`.execute(tx)
}

async function writeRuntimeValue(tx: Tx, value: NewValue, revision: string): Promise<void> {
  const { definition, place, text, locked, version, by, now } = value
  const about = {
    config_value: text,
    config_type: definition.type,
    category: definition.category,
    description: definition.description,
    is_encrypted: definition.secret,
    is_locked: locked,
    validation_rules: jsonb(definition.schema as unknown),
    version,
    revision,
    updated_by: by,
    updated_at: now,
  }
  await tx
    .insertInto('runtime_configs')
    .values({
      id: newId(),
      config_key: definition.key,
      scope: place.scope as Exclude<ConfigScope, 'ENVIRONMENT'>,
      tenant_id: place.tenantId,
      user_id: place.userId,
      created_at: now,
      ...about,
    })
    .onConflict((conflict) => conflict.columns(['config_key', 'scope', 'tenant_id', 'user_id']).doUpdateSet(about))
    .execute()
}

async function writeEnvironmentValue(tx: Tx, value: NewValue, revision: string): Promise<void> {
  const { definition, place, text, version, by, now } = value
  const about = {
    config_value: text,
    config_type: definition.type,
    description: definition.description,
    is_encrypted: definition.secret,
    version,
    revision,
    updated_by: by,
    updated_at: now,
  }
  await tx
    .insertInto('environment_configs')
    .values({ id: newId(), config_key: definition.key, environment: place.environment ?? '', created_at: now, ...about })
    .onConflict((conflict) => conflict.columns(['environment', 'config_key']).doUpdateSet(about))
    .execute()
}

/**
 * What a person has set for themselves, with its history. Processes that have it in memory keep it until they stop; nobody
 * can ask for it there.
 */
export async function deleteValuesOfPerson(tx: Tx, userId: string): Promise<void> {
  await tx.deleteFrom('runtime_configs').where('user_id', '=', userId).execute()
  await tx.deleteFrom('config_history').where('user_id', '=', userId).execute()
}

const historyColumns = sql.raw(`revision::float8 as revision, config_key as key, scope, environment, tenant_id as "tenantId",
  user_id as "userId", version, action, restored_version as "restoredVersion", config_value as text,
  is_encrypted as encrypted, is_locked as locked, changed_by as "changedBy", created_at as "changedAt"`)

/** The newest first; `before` is the version after which the page goes on. */
export async function listHistory(
  db: Databases,
  wanted: { readonly key: string; readonly place: PlaceColumns; readonly before: number | undefined; readonly limit: number },
): Promise<HistoryLine[]> {
  const { key, place, before, limit } = wanted
  const { rows } = await sql<HistoryLine>`select ${historyColumns} from config_history
    where config_key = ${key} and scope = ${place.scope} and environment is not distinct from ${place.environment}
      and tenant_id is not distinct from ${place.tenantId} and user_id is not distinct from ${place.userId}
      and version < ${before ?? 2_147_483_647}
    order by version desc limit ${limit}`.execute(db.kysely<ConfigTables>('config'))
  return rows
}

export async function findHistoryLine(
  tx: Tx,
  wanted: { readonly key: string; readonly place: PlaceColumns; readonly version: number },
): Promise<HistoryLine | undefined> {
  const { key, place, version } = wanted
  const { rows } = await sql<HistoryLine>`select ${historyColumns} from config_history
    where config_key = ${key} and scope = ${place.scope} and environment is not distinct from ${place.environment}
      and tenant_id is not distinct from ${place.tenantId} and user_id is not distinct from ${place.userId}
      and version = ${version}`.execute(tx)
  return rows[0]
}
