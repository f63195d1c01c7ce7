import { performance } from 'node:perf_hooks'
import pg from 'pg'
import { expect, test, vi } from 'vitest'
import { connectDatabases } from '#db'
import { createTestDatabase, testDatabase } from '#test'
import { type HubName, hubs } from '../../hubs.ts'
import { connectAdmin } from '../connect-admin.ts'
import { prepareDatabase } from '../prepare-database.ts'
import { planWall, raiseWall, type WallRoles } from './raise-wall.ts'
import { readWall } from './wall-catalog.ts'

/** What is missing of the wall of a database, once it was prepared. */
async function missing(url: string): Promise<string[]> {
  const client = await connectAdmin(url)
  const { rows } = await client.query<{ hub: HubName; role: string; memberRole: string }>(
    `select hub, h.role, m.role as "memberRole" from steward.hub_role h join steward.member_role m using (hub)`,
  )
  const roles: WallRoles = new Map(rows.map((row) => [row.hub, row]))
  const plan = planWall(await readWall(client, roles), { roles, undeclared: 'tell' })
  await client.end()
  return plan.missing
}

async function change(url: string, text: string): Promise<void> {
  const client = await connectAdmin(url)
  await client.query(text).finally(() => client.end())
}

test('whatever is broken out of the wall is put back at the next start', async () => {
  await using db = await testDatabase()
  const member = `"steward_template_execution_member"`
  const ofPeople = `"steward_template_identity_member"`
  expect(await missing(db.url)).toEqual([])

  const holes = [
    'alter table workflow.workflows disable row level security',
    'drop policy member on workflow.workflows',
    'alter policy member on tenant.workspaces to public',
    'drop policy hub on audit.audit_logs',
    `create policy wide on connector.connections to public using (true)`,
    `grant select on execution.workflow_executions_default to ${member}`,
    `grant insert on execution.workflow_executions to ${member}`,
    `revoke select on execution.execution_journal from ${member}`,
    `grant select (password_hash) on identity.users to ${ofPeople}`,
    `revoke select (name) on identity.users from ${ofPeople}`,
    `grant update (is_admin) on identity.users to ${ofPeople}`,
    'grant select on profile.user_addresses to public',
    'grant select (two_factor_secret) on identity.users to public',
    'alter view execution.node_executions set (security_invoker = false)',
    'grant execute on function execution.drop_month(date) to public',
  ]
  const start = async () => prepareDatabase({ url: db.url, hubs, migrate: true })
  for (const hole of holes) {
    await change(db.url, hole)
    expect(await missing(db.url), hole).not.toEqual([])
    await start()
    expect(await missing(db.url), hole).toEqual([])
  }
  await change(db.url, holes.join('; '))
  await Promise.all([start(), start()])

  expect(await missing(db.url)).toEqual([])
})

test('a table of which nobody has said whose its rows are is out of reach of members, and the start may refuse it', async () => {
  await using db = await testDatabase()
  await change(db.url, 'create table workflow.stray (id int); insert into workflow.stray values (1)')

  const refused = prepareDatabase({ url: db.url, hubs, migrate: true, undeclared: 'refuse' })
  await expect(refused).rejects.toThrow(/workflow\.stray .*column workspace_id, or a line in wall\.json/)
  await prepareDatabase({ url: db.url, hubs, migrate: true })

  const asMember = db.scope().db.within(db.scope().workspaceId).pool('workflow').query('select * from stray')
  await expect(asMember).rejects.toMatchObject({ code: '42501' })
})

test('a new table with a workspace is inside the wall after the start that migrates', async () => {
  await using db = await testDatabase()
  const { workspaceId } = db.scope()
  await change(
    db.url,
    `create table workflow.later (workspace_id uuid not null); insert into workflow.later values (gen_random_uuid()), ('${workspaceId}')`,
  )

  await prepareDatabase({ url: db.url, hubs, migrate: true, undeclared: 'refuse' })

  const { rows } = await db.databases.within(workspaceId).pool('workflow').query('select workspace_id from later')
  expect(rows).toEqual([{ workspace_id: workspaceId }])
  expect((await db.databases.pool('workflow').query('select from later')).rowCount).toBe(2)
})

test('an installation from before the wall gets its roles and its wall at the next start', async () => {
  const { url, drop } = await createTestDatabase()
  const open = async () =>
    connectDatabases(new Map<HubName, string>(hubs.map((hub) => [hub, url])), { migrate: true, release: async () => undefined })
  await (await open()).close()
  const client = await connectAdmin(url)
  const { rows } = await client.query<{ role: string }>('select role from steward.member_role')
  for (const { role } of rows)
    await client.query(`drop owned by ${pg.escapeIdentifier(role)}; drop role ${pg.escapeIdentifier(role)}`)
  await client.query('drop table steward.member_role; alter table workflow.workflows disable row level security')
  await client.end()

  const databases = await open()
  const within = databases.within('00000000-0000-7000-8000-000000000001').pool('workflow')

  expect((await within.query('select * from workflows')).rows).toEqual([])
  expect(await missing(url)).toEqual([])
  await databases.close()
  await drop()
})

test('the owner of the tables is not bound, so that migrations, backups and dumps of an own server see everything', async () => {
  const { url, drop } = await createTestDatabase()
  const name = new URL(url).pathname.slice(1)
  await change(url, `create role "${name}_owner" login createrole; grant create on database ${name} to "${name}_owner"`)
  const own = new URL(url)
  own.username = `${name}_owner`
  await prepareDatabase({ url: own.href, hubs, migrate: true, undeclared: 'refuse' })
  const owner = await connectAdmin(own.href)
  const insert = `insert into workflow.workflow_tags (id, workspace_id, name) values (gen_random_uuid(), gen_random_uuid(), 'kept')`

  await owner.query(`set row_security = off; ${insert}`)
  const { rows } = await owner.query('select name from workflow.workflow_tags')
  await owner.end()

  expect(rows).toEqual([{ name: 'kept' }])
  await change(url, `drop owned by "${name}_owner" cascade`)
  await drop()
})

test('a start that finds the wall standing looks once and does nothing', async () => {
  await using db = await testDatabase()
  const client = await connectAdmin(db.url)
  const { rows } = await client.query<{ hub: HubName; role: string; memberRole: string }>(
    `select hub, h.role, m.role as "memberRole" from steward.hub_role h join steward.member_role m using (hub)`,
  )
  const roles: WallRoles = new Map(rows.map((row) => [row.hub, row]))
  await readWall(client, roles)
  const began = performance.now()
  const state = await readWall(client, roles)
  const plan = planWall(state, { roles, undeclared: 'tell' })
  const tookMs = performance.now() - began
  const asked = vi.spyOn(client, 'query')
  await raiseWall(client, { roles, undeclared: 'refuse' })
  await client.end()

  expect(plan.missing).toEqual([])
  expect(asked).toHaveBeenCalledTimes(1)
  expect(state.relations.length).toBeGreaterThan(50)
  expect(tookMs).toBeLessThan(500)
})
