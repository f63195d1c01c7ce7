import { randomBytes } from 'node:crypto'
import { type ClientBase, escapeIdentifier, escapeLiteral } from 'pg'
import type { HubName } from '../hubs.ts'

export type HubRole = { readonly hub: HubName; readonly role: string; readonly password: string }

/**
 * One schema and one login role per hub. The administrator owns everything;
 * the role may use what is in its schema and can see into no other. Names and
 * passwords are kept in a schema that only the administrator reads, so every
 * process of an installation, and every copy of its database, agrees on them.
 */
export async function ensureHubRoles(client: ClientBase, hubs: readonly HubName[]): Promise<Map<HubName, HubRole>> {
  const known = await readHubRoles(client)
  if (hubs.some((hub) => !known.has(hub)) || (await someRoleIsMissing(client, hubs, known))) {
    await client.query(`select pg_advisory_lock(hashtextextended('steward hub roles', 0))`)
    try {
      for (const hub of hubs) await ensureHubRole(client, hub)
    } finally {
      await client.query(`select pg_advisory_unlock(hashtextextended('steward hub roles', 0))`)
    }
  }
  return await readHubRoles(client)
}

async function readHubRoles(client: ClientBase): Promise<Map<HubName, HubRole>> {
  const { rows: exists } = await client.query(`select from pg_class where oid = to_regclass('steward.hub_role')`)
  if (exists.length === 0) return new Map()
  const { rows } = await client.query<HubRole>('select hub, role, password from steward.hub_role')
  return new Map(rows.map((row) => [row.hub, row]))
}

async function someRoleIsMissing(
  client: ClientBase,
  hubs: readonly HubName[],
  known: ReadonlyMap<HubName, HubRole>,
): Promise<boolean> {
  const roles = hubs.map((hub) => known.get(hub)?.role ?? '')
  const { rows } = await client.query<{ missing: boolean }>(
    `select exists (select from unnest($1::text[], $2::text[]) as wanted (role, hub)
       where not exists (select from pg_roles where rolname = wanted.role) or to_regnamespace(quote_ident(wanted.hub)) is null) as missing`,
    [roles, hubs],
  )
  return rows[0]?.missing ?? true
}

async function ensureHubRole(client: ClientBase, hub: HubName): Promise<void> {
  await client.query('begin')
  try {
    await client.query(`create schema if not exists steward`)
    await client.query(
      `create table if not exists steward.hub_role (hub text primary key, role text not null unique, password text not null)`,
    )
    // Roles belong to the whole server, so the database's name keeps two installations apart.
    const inserted = await client.query<HubRole>(
      `insert into steward.hub_role (hub, role, password) values ($1, left(current_database(), 40) || '_' || $1, $2)
       on conflict (hub) do nothing returning hub, role, password`,
      [hub, randomBytes(24).toString('base64url')],
    )
    const known = inserted.rows[0] ?? (await readHubRoles(client)).get(hub)
    if (known === undefined) throw new Error(`the role of the hub ${hub} vanished while it was made`)
    await createRole(client, known, inserted.rows.length > 0)
    await grant(client, known)
    await client.query('commit')
  } catch (error) {
    await client.query('rollback').catch(() => undefined)
    throw error
  }
}

async function createRole(client: ClientBase, { role, password }: HubRole, isFirst: boolean): Promise<void> {
  const { rows } = await client.query('select from pg_roles where rolname = $1', [role])
  if (rows.length > 0 && !isFirst) return
  // A role left over from a dropped installation of the same name gets the new password.
  const verb = rows.length > 0 ? 'alter' : 'create'
  await client.query(`${verb} role ${escapeIdentifier(role)} login password ${escapeLiteral(password)}`)
}

async function grant(client: ClientBase, { hub, role }: HubRole): Promise<void> {
  const [schema, user] = [escapeIdentifier(hub), escapeIdentifier(role)]
  await client.query(`create schema if not exists ${schema}`)
  await client.query(`grant usage on schema ${schema} to ${user}`)
  const objects = [
    ['tables', 'select, insert, update, delete'],
    ['sequences', 'usage, select, update'],
    ['functions', 'execute'],
  ] as const
  for (const [kind, rights] of objects) {
    await client.query(`alter default privileges in schema ${schema} grant ${rights} on ${kind} to ${user}`)
    await client.query(`grant ${rights} on all ${kind} in schema ${schema} to ${user}`)
  }
}
