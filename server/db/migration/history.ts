import type { ClientBase } from 'pg'
import { escapeIdentifier } from 'pg'
import type { HubName } from '../../hubs.ts'
import type { Migration } from './migration-file.ts'

/** What one schema remembers of one migration; the columns are Flyway's. */
export type HistoryRow = {
  readonly version: string
  readonly description: string
  readonly script: string
  readonly checksum: string
  readonly installedOn: Date
  readonly executionMs: number
}

export async function createHistory(client: ClientBase, hub: HubName, role: string): Promise<void> {
  const table = historyOf(hub)
  await client.query(
    `create table if not exists ${table} (
       installed_rank integer generated always as identity primary key,
       version text not null unique,
       description text not null,
       type text not null default 'SQL',
       script text not null,
       checksum text not null,
       installed_by text not null default current_user,
       installed_on timestamptz not null default clock_timestamp(),
       execution_time integer not null,
       success boolean not null default true
     )`,
  )
  // Default privileges let the hub write its own tables. Its past is not its own.
  await client.query(`revoke insert, update, delete on ${table} from ${escapeIdentifier(role)}`)
}

/** What was applied, for all hubs of one database in two round trips; a hub without history is absent. */
export async function readHistories(client: ClientBase, hubs: readonly HubName[]): Promise<Map<HubName, HistoryRow[]>> {
  const existing = await client.query<{ hub: HubName }>(
    `select hub from unnest($1::text[]) hub where to_regclass(quote_ident(hub) || '.schema_history') is not null`,
    [hubs],
  )
  const histories = new Map<HubName, HistoryRow[]>(existing.rows.map(({ hub }) => [hub, []]))
  if (histories.size === 0) return histories
  const selects = existing.rows.map(
    ({ hub }) =>
      `select '${hub}' as hub, version, description, script, checksum, installed_on as "installedOn",
              execution_time as "executionMs", installed_rank as rank
         from ${historyOf(hub)}`,
  )
  const { rows } = await client.query<HistoryRow & { hub: HubName }>(`${selects.join(' union all ')} order by hub, rank`)
  for (const { hub, ...row } of rows) histories.get(hub)?.push(row)
  return histories
}

export async function recordMigration(
  client: ClientBase,
  hub: HubName,
  done: { migration: Migration; executionMs: number },
): Promise<void> {
  const { version, description, script, checksum } = done.migration
  await client.query(
    `insert into ${historyOf(hub)} (version, description, script, checksum, execution_time) values ($1, $2, $3, $4, $5)`,
    [version, description, script, checksum, Math.round(done.executionMs)],
  )
}

export async function forgetMigration(client: ClientBase, hub: HubName, version: string): Promise<void> {
  await client.query(`delete from ${historyOf(hub)} where version = $1`, [version])
}

function historyOf(hub: HubName): string {
  return `${escapeIdentifier(hub)}.schema_history`
}
