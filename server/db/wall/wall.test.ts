import pg from 'pg'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { twoTenants, type TwoTenants } from '#test/two-tenants'
import { type HubName, hubs } from '../../hubs.ts'
import { readSecretColumns } from '../secret-columns.ts'
import { readDeclarations } from './declarations.ts'

/** What every hub has beside its own tables, and what is told by views. */
type Table = { readonly hub: HubName; readonly name: string; readonly hasWorkspace: boolean }

let two: TwoTenants
let admin: pg.Client
const members = new Map<HubName, pg.Client>()

beforeAll(async () => {
  two = await twoTenants()
  const url = two.steward.databases.adminUrl('workflow')
  admin = await connected(url)
  const { rows } = await admin.query<{ hub: HubName; role: string; password: string }>('select * from steward.member_role')
  for (const { hub, role, password } of rows) members.set(hub, await connected(url, { role, password, hub }))
})

afterAll(async () => {
  for (const client of [...members.values(), admin]) await client.end()
  await two[Symbol.asyncDispose]()
})

async function connected(url: string, as?: { role: string; password: string; hub: HubName }): Promise<pg.Client> {
  const other = new URL(url)
  if (as !== undefined) [other.username, other.password] = [as.role, as.password]
  const client = new pg.Client({
    connectionString: other.href,
    ...(as === undefined ? {} : { options: `-c search_path=${as.hub}` }),
  })
  await client.connect()
  return client
}

const member = (hub: HubName) => members.get(hub) as pg.Client

/** As the member's role in a transaction that is rolled back: the rows, or the code of the refusal. */
async function ask(hub: HubName, workspaceId: string | null, text: string, values: unknown[] = []) {
  const client = member(hub)
  await client.query('begin')
  try {
    if (workspaceId !== null) await client.query(`select set_config('app.workspace_id', $1, true)`, [workspaceId])
    return (await client.query<Record<string, unknown>>(text, values)).rows
  } catch (error) {
    return (error as pg.DatabaseError).code
  } finally {
    await client.query('rollback')
  }
}

async function tables(): Promise<Table[]> {
  const { rows } = await admin.query<Table>(
    `select n.nspname as hub, c.relname as name,
            exists (select from pg_attribute a where a.attrelid = c.oid and a.attname = 'workspace_id' and not a.attisdropped) as "hasWorkspace"
       from pg_class c join pg_namespace n on n.oid = c.relnamespace
      where c.relkind in ('r', 'p') and not c.relispartition and n.nspname = any ($1) order by 1, 2`,
    [hubs],
  )
  return rows
}

/** Those that have policies; the others are outside of the wall, each with a reason. */
async function walled(): Promise<Table[]> {
  const { rows } = await admin.query<{ name: string }>(
    `select polrelid::regclass::text as name from pg_policy where polname = 'member'`,
  )
  const names = new Set(rows.map((row) => row.name))
  return (await tables()).filter(({ hub, name }) => names.has(`${hub}.${name}`))
}

const qualified = ({ hub, name }: Table) => `${pg.escapeIdentifier(hub)}.${pg.escapeIdentifier(name)}`

/** Rows of Bob's workspace, as the administrator sees them, without what is computed. */
async function rowsOfBob(table: Table): Promise<Record<string, unknown>[]> {
  const { rows } = await admin.query<{ row: Record<string, unknown> }>(`select to_jsonb(t) as row from ${qualified(table)} t`)
  const own = new Set(await ownersOf(table, two.bob.workspaceId))
  return rows.map(({ row }) => row).filter((row) => own.has(String(row[keyOf(table)])))
}

const keys: Readonly<Record<string, string>> = {
  'tenant.workspaces': 'id',
  'execution.execution_journal': 'execution_id',
  'execution.execution_files': 'execution_id',
  'execution.execution_answers': 'execution_id',
}
const keyOf = ({ hub, name }: Table) => keys[`${hub}.${name}`] ?? 'workspace_id'

async function ownersOf(table: Table, workspaceId: string): Promise<string[]> {
  if (keyOf(table) !== 'execution_id') return [workspaceId]
  const { rows } = await admin.query<{ id: string }>('select id from execution.workflow_executions where workspace_id = $1', [
    workspaceId,
  ])
  return rows.map((row) => row.id)
}

test('every table says to which workspace its rows belong, or why they belong to none', async () => {
  const inside = new Set((await walled()).map(qualified))
  for (const table of await tables()) {
    const declared = readDeclarations(table.hub).get(table.name)
    const at = `${qualified(table)} needs a column workspace_id or a line in wall.json of its hub`
    expect(declared ?? (table.hasWorkspace ? { kind: 'column' } : undefined), at).toBeDefined()
    expect(inside.has(qualified(table)), qualified(table)).toBe(declared?.kind !== 'outside')
    if (declared?.kind === 'outside') expect(declared.reason.split(' ').length, `the reason of ${at}`).toBeGreaterThan(2)
  }
  expect(inside.size).toBeGreaterThan(20)
})

test('a member reads nothing of another workspace and nothing at all without one', async () => {
  const seen: string[] = []
  for (const table of await walled()) {
    const theirs = await rowsOfBob(table)
    if (theirs.length > 0) seen.push(qualified(table))
    const look = `select to_jsonb(t) as row from ${qualified(table)} t`
    const [own, none, empty] = [
      await ask(table.hub, two.ada.workspaceId, look),
      await ask(table.hub, null, look),
      await ask(table.hub, '', look),
    ]
    const mine = new Set(await ownersOf(table, two.ada.workspaceId))
    const strange = Array.isArray(own)
      ? own.filter((one) => !mine.has(String((one['row'] as Record<string, unknown>)[keyOf(table)])))
      : []
    expect(strange, qualified(table)).toEqual([])
    for (const answer of [none, empty])
      expect(answer === '42501' || (Array.isArray(answer) && answer.length === 0), qualified(table)).toBe(true)
  }
  // The proof is worth something only where there is something to be seen.
  for (const name of [
    'workflow.workflows',
    'workflow.workflow_versions',
    'connector.connections',
    'execution.workflow_executions',
    'execution.execution_journal',
    'effect.receipts',
    'audit.audit_logs',
    'tenant.workspaces',
  ])
    expect(seen.map((one) => one.replaceAll('"', ''))).toContain(name)
})

test('a member finds their own rows without naming their workspace', async () => {
  const names = await ask('workflow', two.ada.workspaceId, 'select name from workflows order by name')

  expect(names).toEqual([{ name: `Calls ${two.ada.marker}` }, { name: `Listens ${two.ada.marker}` }])
})

test('a member puts nothing into another workspace, takes nothing from it and changes nothing in it', async () => {
  for (const table of await walled()) {
    const at = qualified(table)
    const [theirs] = await rowsOfBob(table)
    const before = await rowsOfBob(table)
    for (const workspaceId of [two.ada.workspaceId, null]) {
      if (theirs !== undefined)
        expect(await ask(table.hub, workspaceId, await insertOf(table), [JSON.stringify(theirs)]), at).toBe('42501')
      const column = pg.escapeIdentifier(keyOf(table))
      const stolen = await ask(table.hub, workspaceId, `update ${at} set ${column} = $1 where ${column} = any ($2) returning 1`, [
        (await ownersOf(table, two.ada.workspaceId))[0],
        await ownersOf(table, two.bob.workspaceId),
      ])
      const gone = await ask(table.hub, workspaceId, `delete from ${at} where ${column} = any ($1) returning 1`, [
        await ownersOf(table, two.bob.workspaceId),
      ])
      for (const answer of [stolen, gone])
        expect(answer === '42501' || (Array.isArray(answer) && answer.length === 0), at).toBe(true)
    }
    const given = await ask(
      table.hub,
      two.ada.workspaceId,
      `update ${at} set ${pg.escapeIdentifier(keyOf(table))} = $1 returning 1`,
      [(await ownersOf(table, two.bob.workspaceId))[0]],
    )
    // Some tables refuse every change of a row to everybody.
    expect(typeof given === 'string' || given?.length === 0, at).toBe(true)
    expect(await rowsOfBob(table), at).toEqual(before)
  }
})

async function insertOf(table: Table): Promise<string> {
  const { rows } = await admin.query<{ name: string }>(
    `select quote_ident(attname) as name from pg_attribute
      where attrelid = $1::regclass and attnum > 0 and not attisdropped and attgenerated = ''`,
    [qualified(table)],
  )
  const columns = rows.map((row) => row.name).join(', ')
  return `insert into ${qualified(table)} (${columns}) select ${columns} from jsonb_populate_record(null::${qualified(table)}, $1)`
}

test('views show what the member may see in their tables', async () => {
  const { rows: lax } = await admin.query(
    `select c.oid::regclass::text as view from pg_class c join pg_namespace n on n.oid = c.relnamespace
      where n.nspname = any ($1) and c.relkind in ('v', 'm') and not coalesce('security_invoker=true' = any (c.reloptions), false)`,
    [hubs],
  )
  const of = async (workspaceId: string | null) =>
    ask('execution', workspaceId, 'select distinct execution_id as id from node_executions')
  const own = new Set(await ownersOf({ hub: 'execution', name: 'execution_journal', hasWorkspace: false }, two.ada.workspaceId))

  expect(lax).toEqual([])
  const seen = (await of(two.ada.workspaceId)) as { id: string }[]
  expect(seen.length).toBeGreaterThan(1)
  expect(seen.filter(({ id }) => !own.has(id))).toEqual([])
  expect(await of(null)).toEqual([])
  expect(await ask('execution', null, 'select * from execution_queue')).toEqual([])
})

test('partitions are reached through their parents only, those made later too', async () => {
  await two.steward.databases.pool('execution').query(`select ensure_partitions('2041-05-01', 0)`)
  const { rows } = await admin.query<{ hub: HubName; name: string }>(
    `select n.nspname as hub, c.oid::regclass::text as name from pg_class c join pg_namespace n on n.oid = c.relnamespace
      where n.nspname = any ($1) and c.relispartition and c.relkind in ('r', 'p')`,
    [hubs],
  )

  expect(rows.map((row) => row.name)).toContain('execution.workflow_executions_2041_05')
  for (const { hub, name } of rows) expect(await ask(hub, two.ada.workspaceId, `select from ${name}`), name).toBe('42501')
})

test('what runs with the rights of the owner is closed to members', async () => {
  for (const call of [`drop_month('2041-05-01')`, `ensure_partitions('2041-06-01', 0)`])
    expect(await ask('execution', two.ada.workspaceId, `select ${call}`)).toBe('42501')
})

/** References that name the workspace by other means. */
const boundOtherwise = {
  user_role_assignments_role_scope_id_role_id_fkey: 'a check says that the scope is the workspace or the installation',
}

test('no reference between tables of a workspace can point into another one', async () => {
  const { rows } = await admin.query(
    `select k.conname, k.conrelid::regclass::text as table from pg_constraint k
       join pg_class f on f.oid = k.conrelid join pg_namespace n on n.oid = f.relnamespace
      where k.contype = 'f' and k.conparentid = 0 and n.nspname = any ($1)
        and (select count(distinct attrelid) from pg_attribute where attrelid in (k.conrelid, k.confrelid) and attname = 'workspace_id') =
            (select count(distinct t) from unnest(array[k.conrelid, k.confrelid]) t)
        -- Members put rows into it; what only the hub itself writes has no other workspace's id to write.
        and exists (select from aclexplode(f.relacl) acl join steward.member_role m on m.role = acl.grantee::regrole::text
              where acl.privilege_type in ('INSERT', 'UPDATE'))
        and not k.conname = any ($2)
        and not exists (select from unnest(k.conkey, k.confkey) as pair (here, there)
              join pg_attribute a on a.attrelid = k.conrelid and a.attnum = here
              join pg_attribute b on b.attrelid = k.confrelid and b.attnum = there
             where a.attname = 'workspace_id' and b.attname = 'workspace_id')`,
    [hubs, Object.keys(boundOtherwise)],
  )
  const [trigger] = (
    await admin.query<{ id: string }>('select id from workflow.workflow_triggers where workspace_id = $1', [two.bob.workspaceId])
  ).rows
  const [workflow] = (
    await admin.query<{ id: string }>('select id from workflow.workflows where workspace_id = $1', [two.ada.workspaceId])
  ).rows
  const crossing = await ask(
    'workflow',
    two.ada.workspaceId,
    `insert into webhook_endpoints (id, workspace_id, workflow_id, node_id, method, endpoint_path, path_shape) values ($1, $2, $3, 'n', 'GET', 'p', 'p')`,
    [trigger?.id, two.ada.workspaceId, workflow?.id],
  )

  expect(rows).toEqual([])
  expect(crossing).toBe('23503')
})

test('a member cannot become somebody else, nor take the wall down', async () => {
  const tricks = [
    `set role ${pg.escapeIdentifier(String((await admin.query(`select role from steward.hub_role where hub = 'workflow'`)).rows[0].role))}`,
    `set session authorization ${pg.escapeIdentifier(admin.user ?? '')}`,
    'alter table workflows disable row level security',
    'drop policy member on workflows',
    'create policy mine on workflows using (true)',
    'set row_security = off; select * from workflows',
    'truncate workflows',
    'create table mine (id int)',
    'select * from steward.member_role',
    `copy workflows to '/tmp/x'`,
  ]
  for (const trick of tricks) expect(await ask('workflow', two.ada.workspaceId, trick), trick).toBe('42501')

  await member('workflow').query('reset role; reset session authorization')
  const { rows } = await member('workflow').query('select current_user as role, (select count(*)::int from workflows) as seen')
  expect(rows).toEqual([{ role: expect.stringMatching(/_workflow_member$/) as string, seen: 0 }])
})

/** Whoever asks for it is not answered: the code says that the right is missing. */
const denied = '42501'

test('what lies outside of the wall is closed to members, but for what their requests ask of it', async () => {
  const { rows } = await admin.query<{ name: string; rights: string[] }>(
    `select c.oid::regclass::text as name, array_agg(distinct told.what order by told.what) as rights
       from pg_class c join pg_namespace n on n.oid = c.relnamespace join steward.member_role m on m.hub = n.nspname
            cross join lateral (
              select privilege as what from unnest(array['SELECT', 'INSERT', 'UPDATE', 'DELETE', 'TRUNCATE', 'REFERENCES', 'TRIGGER']) privilege
               where has_table_privilege(m.role, c.oid, privilege)
              union all
              select privilege || ' ' || attname from unnest(array['SELECT', 'INSERT', 'UPDATE', 'REFERENCES']) privilege
                join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
               where has_column_privilege(m.role, c.oid, a.attnum, privilege) and not has_table_privilege(m.role, c.oid, privilege)
            ) told
      where n.nspname = any ($1) and c.relkind in ('r', 'p', 'm') and c.relname <> 'outbox'
        and not exists (select from pg_policy p where p.polrelid = c.oid)
      group by c.oid`,
    [hubs],
  )

  const read = (columns: string) => columns.split(' ').map((column) => `SELECT ${column}`)
  expect(Object.fromEntries(rows.map(({ name, rights }) => [name, rights]))).toEqual({
    'identity.users': read('deleted_at email id is_active is_admin is_verified name two_factor_enabled'),
    'execution.workers': read('heartbeat_at host id lease_until pid roles started_at'),
    'connector.node_templates': ['INSERT', 'SELECT', 'UPDATE last_used_at', 'UPDATE use_count'],
  })
})

test('a member sees who somebody is, and nothing that opens their account', async () => {
  const look = (text: string) => ask('identity', two.ada.workspaceId, text)

  const { marker } = two.ada
  expect(
    await look(`select name, email from users where email ilike '${marker}@%' and is_active and deleted_at is null`),
  ).toEqual([{ name: `Owner ${marker}`, email: `${marker}@example.com` }])
  for (const text of [
    'select password_hash from users',
    'select two_factor_secret from users',
    'select last_login_at from users',
    'select * from users',
    'select u from users u',
    'select to_jsonb(u) from users u',
    'select id from users order by password_hash',
    `select id from users where password_hash like '$argon2%'`,
    'select id from users for update',
    `update users set name = 'Mallory' returning id`,
    'update users set is_admin = true',
    `insert into users (id, email, name) values (gen_random_uuid(), 'm@example.com', 'Mallory')`,
    'delete from users',
    'copy users (password_hash) to stdout',
  ])
    expect(await look(text), text).toBe(denied)
})

test('a secret is to be read by members only where their requests open it', async () => {
  const open: string[] = []
  for (const { hub, table, column, holds } of hubs.flatMap((one) => readSecretColumns(one))) {
    if (holds === 'public') continue
    const answer = await ask(hub, two.ada.workspaceId, `select ${pg.escapeIdentifier(column)} from ${pg.escapeIdentifier(table)}`)
    if (answer !== denied) open.push(`${hub}.${table}.${column}`)
  }

  expect(open.sort()).toEqual([
    'access.instances.locked_passwords',
    'access.query_requests.result_key',
    'config.environment_variables.value',
    'connector.connections.encrypted_config',
  ])
})

test('members have the rights that their requests use, and no others', async () => {
  const { workspaceId, userId } = two.ada
  const refused: [hub: HubName, text: string][] = [
    ['tenant', `insert into workspaces (id, name, owner_id) values ('${workspaceId}', 'Mine', '${userId}')`],
    ['tenant', 'delete from workspaces'],
    ['tenant', `update workspace_members set user_id = '${userId}'`],
    [
      'tenant',
      `insert into workspace_members (id, workspace_id, user_id, role) values ('${workspaceId}', '${workspaceId}', '${userId}', 'owner')`,
    ],
    ['tenant', `update invitations set email = 'mallory@example.com'`],
    ['tenant', `update invitations set accepted_by = '${userId}'`],
    ['tenant', 'delete from invitations'],
    ['workflow', `update workflow_versions set nodes = '[]'`],
    ['workflow', 'delete from workflow_versions'],
    ['workflow', `update webhook_endpoints set endpoint_path = 'elsewhere'`],
    ['workflow', `update workflow_triggers set settings = '{}'`],
    ['execution', 'select lock_key from workers'],
    ['execution', 'select key_id from workers'],
  ]
  for (const [hub, text] of refused) expect(await ask(hub, workspaceId, text), text).toBe(denied)

  expect(await ask('tenant', workspaceId, `update workspace_members set role = 'admin' returning role`)).toEqual([
    { role: 'admin' },
  ])
  expect(await ask('execution', workspaceId, 'select pid from workers')).toEqual([{ pid: process.pid }])
})

test('settings and what is kept for a person are asked for outside of the wall, so members have no way to them', async () => {
  const personal = (await tables()).filter(({ hub }) => hub === 'profile' || hub === 'config')
  // What somebody is told and what works for them lies in a workspace, and behind its wall.
  const isOfWorkspace = ({ hub, hasWorkspace }: Table) => hub === 'profile' && hasWorkspace
  const closed = personal.filter((one) => !['outbox', 'environment_variables'].includes(one.name) && !isOfWorkspace(one))

  expect(closed.map(({ name }) => name)).toEqual(
    expect.arrayContaining(['runtime_configs', 'config_history', 'environment_configs', 'user_profiles', 'user_addresses']),
  )
  for (const table of closed) {
    expect(await ask(table.hub, two.ada.workspaceId, `select from ${qualified(table)}`), table.name).toBe(denied)
    expect(await ask(table.hub, two.ada.workspaceId, `delete from ${qualified(table)}`), table.name).toBe(denied)
  }
})
