import { sql } from 'kysely'
import pg from 'pg'
import { expect, test } from 'vitest'
import { connectDatabases, type Databases } from '#db'
import { createTestDatabase, testDatabase } from '#test'
import { type HubName, hubs } from '../hubs.ts'
import { connectAdmin } from './connect-admin.ts'

test('a hub works in its own schema without naming it', async () => {
  await using db = await testDatabase()

  const { rows } = await sql`select current_schema() as schema, current_user as role`.execute(db.databases.kysely('wallet'))

  expect(rows).toEqual([{ schema: 'wallet', role: 'steward_template_wallet' }])
})

test("no hub's role, nor the one of its members, can read or write what is another hub's", async () => {
  await using db = await testDatabase()
  const admin = await connectAdmin(db.url)
  const { rows: logins } = await admin.query<{ hub: HubName; role: string; password: string }>(
    'select * from steward.hub_role union all select * from steward.member_role',
  )
  await admin.end()
  // Tries every table of every other schema as the login role, and returns those that let it in.
  const tryAll = (hub: HubName) => `
    create temporary table open_door (name text);
    do $$
    declare door record;
    begin
      for door in select schemaname, tablename from pg_tables
        where schemaname not in ('${hub}', 'pg_catalog', 'information_schema') and schemaname !~ '^pg_'
      loop
        begin
          execute format('select from %I.%I limit 1', door.schemaname, door.tablename);
          insert into open_door values (door.schemaname || '.' || door.tablename);
        exception when insufficient_privilege then null;
        end;
        begin
          execute format('delete from %I.%I', door.schemaname, door.tablename);
          insert into open_door values (door.schemaname || '.' || door.tablename);
        exception when insufficient_privilege then null;
        end;
      end loop;
    end $$;`

  expect(logins).toHaveLength(2 * hubs.length)
  for (const { hub, role, password } of logins) {
    const url = new URL(db.url)
    ;[url.username, url.password] = [role, password]
    const client = new pg.Client({ connectionString: url.href })
    await client.connect()
    await client.query(tryAll(hub))
    const { rows: open } = await client.query('select name from open_door')
    const { rows: others } = await client.query(
      `select count(*)::int as n from pg_tables where tablename = 'outbox' and schemaname <> $1`,
      [hub],
    )
    await client.end()
    expect(open, role).toEqual([])
    expect(others).toEqual([{ n: hubs.length - 1 }])
  }
})

test("the hubs' roles are nobody special, belong to nobody else and own nothing", async () => {
  await using db = await testDatabase()
  const admin = await connectAdmin(db.url)
  const logins = '(select role from steward.hub_role union all select role from steward.member_role) as login'

  const special = await admin.query(
    `select rolname from pg_roles join ${logins} on role = rolname
      where rolsuper or rolbypassrls or rolcreaterole or rolcreatedb or rolreplication`,
  )
  const grouped = await admin.query(
    `select rolname from pg_auth_members join pg_roles on pg_roles.oid = member join ${logins} on role = rolname`,
  )
  const owned = await admin.query(`select from pg_class join pg_roles r on r.oid = relowner join ${logins} on role = rolname`)
  await admin.end()

  expect([special.rowCount, grouped.rowCount, owned.rowCount]).toEqual([0, 0, 0])
})

test('a transaction commits as a whole or not at all', async () => {
  await using db = await testDatabase()
  const note = (id: string) => sql`insert into inbox (consumer, event_id) values ('test', ${id}::uuid)`
  const [kept, lost] = ['00000000-0000-7000-8000-000000000001', '00000000-0000-7000-8000-000000000002']

  await db.databases.transaction('audit', (tx) => note(kept).execute(tx))
  const failing = db.databases.transaction('audit', async (tx) => {
    await note(lost).execute(tx)
    throw new Error('no')
  })

  await expect(failing).rejects.toThrow('no')
  const { rows } = await db.databases.pool('audit').query(`select event_id from inbox where consumer = 'test'`)
  expect(rows).toEqual([{ event_id: kept }])
})

test('a listener hears its own channel of its own hub, also after its connection was cut', async () => {
  await using db = await testDatabase()
  const heard: string[] = []
  const stop = await db.databases.listen('config', 'changed', (payload) => heard.push(payload))

  await db.databases.notify('audit', 'changed', 'of another hub')
  await db.databases.notify('config', 'changed', 'one')
  await expect.poll(() => heard).toEqual(['one'])
  const admin = await connectAdmin(db.url)
  await admin.query(
    `select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid()`,
  )
  await admin.end()
  await expect.poll(() => heard).toEqual(['one', ''])
  await db.databases.notify('config', 'changed', 'two')
  await expect.poll(() => heard).toEqual(['one', '', 'two'])

  await stop()
  await db.databases.notify('config', 'changed', 'three')
  await db.databases.pool('config').query('select pg_sleep(0.05)')
  expect(heard).toEqual(['one', '', 'two'])
})

test('a pool survives that all its connections are cut', async () => {
  await using db = await testDatabase()
  await db.databases.pool('tenant').query('select 1')
  const admin = await connectAdmin(db.url)
  await admin.query(
    `select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid()`,
  )
  await admin.end()

  await expect
    .poll(() =>
      db.databases
        .pool('tenant')
        .query('select 1 as one')
        .then(
          (result) => result.rows,
          () => [],
        ),
    )
    .toEqual([{ one: 1 }])
})

test('a date is the text that was stored, whatever the time zone of the process', async () => {
  await using db = await testDatabase()

  const { rows } = await db.databases
    .pool('audit')
    .query(`select date '2026-03-29' as day, timestamptz '2026-03-29 01:00+00' as moment`)

  expect(rows).toEqual([{ day: '2026-03-29', moment: new Date('2026-03-29T01:00:00Z') }])
})

test('a hub can live in a database of its own', async () => {
  const [main, own] = [await createTestDatabase(), await createTestDatabase()]
  const urls = new Map<HubName, string>(hubs.map((hub) => [hub, hub === 'message' ? own.url : main.url]))
  const databases: Databases = await connectDatabases(urls, { migrate: true, release: async () => undefined })

  const schemas = async (hub: HubName) =>
    (await databases.pool(hub).query('select current_schema() as hub, current_database() as database')).rows[0]

  expect(await schemas('message')).toEqual({ hub: 'message', database: new URL(own.url).pathname.slice(1) })
  expect(await schemas('wallet')).toEqual({ hub: 'wallet', database: new URL(main.url).pathname.slice(1) })
  await databases.close()
  await Promise.all([main.drop(), own.drop()])
})

test('a database user who may not create roles is told what to grant', async () => {
  const database = await createTestDatabase()
  const admin = await connectAdmin(database.url)
  await admin.query(`drop role if exists weak; create role weak login`)
  const url = new URL(database.url)
  url.username = 'weak'

  const open = connectDatabases(new Map([['audit', url.href]]), { migrate: true, release: async () => undefined })

  await expect(open).rejects.toThrow('must be able to create roles and schemas: run "alter role <user> createrole"')
  await admin.query('drop role weak')
  await admin.end()
  await database.drop()
})

test('a user with exactly the granted rights is enough', async () => {
  const database = await createTestDatabase()
  const admin = await connectAdmin(database.url)
  const name = new URL(database.url).pathname.slice(1)
  await admin.query(`create role "${name}_user" login createrole; grant create on database ${name} to "${name}_user"`)
  const url = new URL(database.url)
  url.username = `${name}_user`

  const databases = await connectDatabases(new Map(hubs.map((hub) => [hub, url.href])), {
    migrate: true,
    release: async () => undefined,
  })

  expect((await databases.pool('audit').query('select count(*) from outbox')).rows).toEqual([{ count: '0' }])
  await databases.close()
  await admin.end()
  await database.drop()
})
