import { type HubName, hubs } from '../../hubs.ts'
import { connectAdmin } from '../connect-admin.ts'
import type { Databases } from '../databases.ts'
import { prepareDatabase } from '../prepare-database.ts'
import { type HubMigrations, migrateDown, planMigrations } from './migrate.ts'
import type { Migration } from './migration-file.ts'

/** What is applied and what is pending, hub by hub. Changes nothing. */
export async function migrationStatus(databases: Databases): Promise<HubMigrations[]> {
  const plans: HubMigrations[] = []
  for (const [url, own] of Map.groupBy(databases.hubs, (hub) => databases.adminUrl(hub))) {
    const client = await connectAdmin(url)
    plans.push(...(await planMigrations(client, own).finally(() => client.end())))
  }
  return plans.sort((a, b) => hubs.indexOf(a.hub) - hubs.indexOf(b.hub))
}

/** Applies what is pending in every hub. */
export async function migrateDatabases(databases: Databases): Promise<void> {
  for (const [url, own] of Map.groupBy(databases.hubs, (hub) => databases.adminUrl(hub))) {
    await prepareDatabase({ url, hubs: own, migrate: true })
  }
}

/** Takes back the newest migration of one hub; undefined when there is none. */
export async function takeBackMigration(databases: Databases, hub: HubName): Promise<Migration | undefined> {
  const client = await connectAdmin(databases.adminUrl(hub))
  return await migrateDown(client, { hub }).finally(() => client.end())
}
