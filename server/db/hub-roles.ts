import { randomBytes } from 'node:crypto'
import { type ClientBase, escapeIdentifier, escapeLiteral } from 'pg'
import type { HubName } from '../hubs.ts'

type Login = { readonly role: string; readonly password: string }

/** The hub's own login and, beside it, the one for requests of members, which sees the rows of one workspace at a time. */
export type HubRole = Login & { readonly hub: HubName; readonly member: Login }

/** Where names and passwords of each kind are kept, and what tells their roles apart. */
const kinds = [
  { table: 'hub_role', suffix: '' },
  { table: 'member_role', suffix: '_member' },
] as const
type Kind = (typeof kinds)[number]
type Stored = Login & { readonly hub: HubName }
type Known = ReadonlyMap<Kind, ReadonlyMap<HubName, Stored>>

/**
 * One schema and two login roles per hub. The administrator owns everything;
 * the hub's own role may use what is in its schema and can see into no other,
 * and what the member's role may do there is said by the wall. Names and
 * passwords are kept in a schema that only the administrator reads, so every
 * process of an installation, and every copy of its database, agrees on them.
 */
export async function ensureHubRoles(client: ClientBase, hubs: readonly HubName[]): Promise<Map<HubName, HubRole>> {
  const known = await readHubRoles(client)
  if (await somethingIsMissing(client, hubs, known)) {
    await client.query(`select pg_advisory_lock(hashtextextended('steward hub roles', 0))`)
    try {
      for (const hub of hubs) await ensureHub(client, hub)
    } finally {
      await client.query(`select pg_advisory_unlock(hashtextextended('steward hub roles', 0))`)
    }
    return paired(await readHubRoles(client))
  }
  return paired(known)
}

function paired(known: Known): Map<HubName, HubRole> {
  const [own, members] = kinds.map((kind) => known.get(kind))
  const pairs = [...(own?.values() ?? [])].flatMap((login): [HubName, HubRole][] => {
    const member = members?.get(login.hub)
    return member === undefined ? [] : [[login.hub, { ...login, member }]]
  })
  return new Map(pairs)
}

async function readHubRoles(client: ClientBase): Promise<Known> {
  const { rows: tables } = await client.query<{ name: string }>(
    `select name from unnest($1::text[]) name where to_regclass('steward.' || name) is not null`,
    [kinds.map((kind) => kind.table)],
  )
  const known = new Map<Kind, Map<HubName, Stored>>()
  for (const kind of kinds) {
    if (!tables.some((table) => table.name === kind.table)) continue
    const { rows } = await client.query<Stored>(`select hub, role, password from steward.${kind.table}`)
    known.set(kind, new Map(rows.map((row) => [row.hub, row])))
  }
  return known
}

async function somethingIsMissing(client: ClientBase, hubs: readonly HubName[], known: Known): Promise<boolean> {
  const roles = kinds.flatMap((kind) => hubs.map((hub) => known.get(kind)?.get(hub)?.role))
  if (roles.includes(undefined)) return true
  const { rows } = await client.query<{ missing: boolean }>(
    `select exists (select from unnest($1::text[]) as wanted (role) where not exists (select from pg_roles where rolname = wanted.role))
         or exists (select from unnest($2::text[]) as wanted (hub) where to_regnamespace(quote_ident(wanted.hub)) is null) as missing`,
    [roles, hubs],
  )
  return rows[0]?.missing ?? true
}

async function ensureHub(client: ClientBase, hub: HubName): Promise<void> {
  await client.query('begin')
  try {
    await client.query(`create schema if not exists steward`)
    for (const kind of kinds) {
      const login = await ensureRole(client, hub, kind)
      if (kind.table === 'hub_role') await grant(client, login)
      else await client.query(`grant usage on schema ${escapeIdentifier(hub)} to ${escapeIdentifier(login.role)}`)
    }
    await client.query('commit')
  } catch (error) {
    await client.query('rollback').catch(() => undefined)
    throw error
  }
}

async function ensureRole(client: ClientBase, hub: HubName, kind: Kind): Promise<Stored> {
  const { table, suffix } = kind
  await client.query(
    `create table if not exists steward.${table} (hub text primary key, role text not null unique, password text not null)`,
  )
  // Roles belong to the whole server, so the database's name keeps two installations apart.
  const inserted = await client.query<Stored>(
    `insert into steward.${table} (hub, role, password) values ($1::text, left(current_database(), 40) || '_' || $1::text || $2, $3)
     on conflict (hub) do nothing returning hub, role, password`,
    [hub, suffix, randomBytes(24).toString('base64url')],
  )
  const known = inserted.rows[0] ?? (await readHubRoles(client)).get(kind)?.get(hub)
  if (known === undefined) throw new Error(`the role of the hub ${hub} vanished while it was made`)
  await createRole(client, known, inserted.rows.length > 0)
  return known
}

async function createRole(client: ClientBase, { role, password }: Login, isFirst: boolean): Promise<void> {
  const { rows } = await client.query('select from pg_roles where rolname = $1', [role])
  if (rows.length > 0 && !isFirst) return
  // A role left over from a dropped installation of the same name gets the new password.
  const verb = rows.length > 0 ? 'alter' : 'create'
  await client.query(`${verb} role ${escapeIdentifier(role)} login password ${escapeLiteral(password)}`)
}

async function grant(client: ClientBase, { hub, role }: Stored): Promise<void> {
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
