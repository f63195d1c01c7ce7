import { type ClientBase, DatabaseError } from 'pg'
import { log } from '#base/log'
import { StartError } from '#base/start-error'
import type { HubName } from '../hubs.ts'
import { connectAdmin } from './connect-admin.ts'
import { ensureHubRoles, type HubRole } from './hub-roles.ts'
import { migrateUp, planMigrations } from './migration/migrate.ts'
import { raiseWall } from './wall/raise-wall.ts'

export type Preparation = {
  readonly url: string
  readonly hubs: readonly HubName[]
  /** False leaves pending migrations alone, for commands that only look. */
  readonly migrate: boolean
  /** The folder of the hubs, for tests. */
  readonly folder?: string | undefined
  /** What happens when a table says nothing of the workspace of its rows: members cannot reach it, and the start goes on (`tell`) or fails. */
  readonly undeclared?: 'refuse' | 'tell'
}

/** Makes one database fit for its hubs: version, rights, roles, schemas, migrations, the wall. Quick when nothing is to be done. */
export async function prepareDatabase(input: Preparation): Promise<Map<HubName, HubRole>> {
  const client = await connectAdmin(input.url)
  try {
    await checkServer(client)
    const roles = await ensureHubRoles(client, input.hubs).catch((error: unknown) => {
      throw error instanceof DatabaseError && error.code === '42501'
        ? new StartError(`${grantAdvice} (${error.message})`, { cause: error })
        : error
    })
    if (input.migrate) {
      await migrateAll(client, input, roles)
      await raiseWall(client, {
        roles: new Map(input.hubs.flatMap((hub) => wallRolesOf(hub, roles.get(hub)))),
        undeclared: input.undeclared ?? 'tell',
        folder: input.folder,
      })
    }
    return roles
  } finally {
    await client.end()
  }
}

function wallRolesOf(hub: HubName, role: HubRole | undefined): [HubName, { role: string; memberRole: string }][] {
  return role === undefined ? [] : [[hub, { role: role.role, memberRole: role.member.role }]]
}

async function migrateAll(client: ClientBase, input: Preparation, roles: ReadonlyMap<HubName, HubRole>): Promise<void> {
  const plans = await planMigrations(client, input.hubs, input.folder)
  const open = plans.filter((plan) => plan.pending.length > 0 || plan.applied.length === 0)
  if (open.length === 0) return
  log.info({ hubs: open.map((plan) => plan.hub) }, 'migrating the database')
  for (const { hub } of open) {
    const role = roles.get(hub)?.role
    if (role !== undefined) await migrateUp(client, { hub, role, folder: input.folder })
  }
}

const grantAdvice =
  'The user of STEWARD_DATABASE_URL must be able to create roles and schemas: run "alter role <user> createrole" and "grant create on database <database> to <user>" as an administrator, then start again.'

async function checkServer(client: ClientBase): Promise<void> {
  const { rows } = await client.query<{
    version: number
    words: string
    encoding: string
    standby: boolean
    roles: boolean
    schemas: boolean
  }>(
    `select current_setting('server_version_num')::int as version, current_setting('server_version') as words,
            current_setting('server_encoding') as encoding, pg_is_in_recovery() as standby,
            (select rolsuper or rolcreaterole from pg_roles where rolname = current_user) as roles,
            has_database_privilege(current_database(), 'create') as schemas`,
  )
  const server = rows[0]
  if (server === undefined) return
  if (server.version < 150_000) throw new StartError(`The database is PostgreSQL ${server.words}, but Steward needs 15 or newer.`)
  if (server.encoding !== 'UTF8')
    throw new StartError(
      `The database is encoded in ${server.encoding}, but Steward needs UTF8: create it with "create database steward encoding 'UTF8' template template0".`,
    )
  if (server.standby) throw new StartError('The database is a read-only standby; STEWARD_DATABASE_URL must name the primary.')
  if (!server.roles || !server.schemas) throw new StartError(grantAdvice)
}
