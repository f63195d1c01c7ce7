import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import type pg from 'pg'
import { createTestDatabase } from '#test'
import { connectAdmin } from '../connect-admin.ts'
import { ensureHubRoles } from '../hub-roles.ts'
import { hubs } from '../../hubs.ts'
import { prepareDatabase } from '../prepare-database.ts'
import { migrateDown, migrateUp, planMigrations } from './migrate.ts'

/** An empty database, a folder for the migrations of the hub `wallet`, and the role that is to use them. */
async function arrange(files: Record<string, string>) {
  const folder = mkdtempSync(join(tmpdir(), 'migrations-'))
  const scripts = join(folder, 'wallet', 'migrations')
  mkdirSync(scripts, { recursive: true })
  const write = (more: Record<string, string>) => {
    for (const [name, sql] of Object.entries(more)) writeFileSync(join(scripts, name), sql)
  }
  write(files)
  const { url, drop } = await createTestDatabase()
  const connect = () => connectAdmin(url)
  const client = await connect()
  const role = (await ensureHubRoles(client, ['wallet'])).get('wallet')?.role ?? ''
  const up = (as: pg.Client = client) => migrateUp(as, { hub: 'wallet', role, folder })
  return {
    client,
    connect,
    url,
    role,
    folder,
    write,
    up,
    down: () => migrateDown(client, { hub: 'wallet', folder }),
    remove: (name: string) => rmSync(join(scripts, name)),
    versions: async () =>
      (await client.query<{ version: string }>('select version from wallet.schema_history order by installed_rank')).rows.map(
        (row) => row.version,
      ),
    tables: async () =>
      (
        await client.query<{ name: string }>(`select tablename as name from pg_tables where schemaname = 'wallet' order by 1`)
      ).rows.map((row) => row.name),
    [Symbol.asyncDispose]: async () => {
      await client.end()
      await drop()
      rmSync(folder, { recursive: true })
    },
  }
}

test('files are applied in the order of their numbers, two before ten', async () => {
  await using db = await arrange({
    'V10__third.sql': 'alter table second add c int',
    'V2__second.sql': 'alter table first rename to second',
    'V1__first.sql': 'create table first (a int)',
    'V2.1__between.sql': 'alter table second add b int',
  })

  await db.up()

  expect(await db.versions()).toEqual(['0.1', '1', '2', '2.1', '10'])
})

test('applying again does nothing', async () => {
  await using db = await arrange({ 'V1__first.sql': 'create table first (a int)' })
  await db.up()

  const again = await db.up()

  expect(again).toEqual([])
})

test('a file that was changed after it had been applied is refused', async () => {
  await using db = await arrange({ 'V1__first.sql': 'create table first (a int)' })
  await db.up()
  db.write({ 'V1__first.sql': 'create table first (a bigint)' })

  await expect(db.up()).rejects.toThrow('V1__first.sql of the hub wallet was changed after it had been applied')
})

test('other line ends are not a change', async () => {
  await using db = await arrange({ 'V1__first.sql': 'create table first (\n  a int\n)' })
  await db.up()
  db.write({ 'V1__first.sql': '\uFEFFcreate table first (\r\n  a int\r\n)' })

  await expect(db.up()).resolves.toEqual([])
})

test('an applied file that is gone is refused', async () => {
  await using db = await arrange({ 'V1__first.sql': 'select 1', 'V2__second.sql': 'select 2' })
  await db.up()
  db.remove('V2__second.sql')

  await expect(db.up()).rejects.toThrow('V2__second.sql was applied to the hub wallet, but the file is missing')
})

test('a file that slips in below an applied one is refused', async () => {
  await using db = await arrange({ 'V3__third.sql': 'select 3' })
  await db.up()
  db.write({ 'V2__second.sql': 'select 2' })

  await expect(db.up()).rejects.toThrow('lower number than 3')
})

test.each([
  ['two files with the same number', { 'V1__a.sql': 'select 1', 'V01__b.sql': 'select 1' }, 'have the same number'],
  ['a file without a number', { 'first.sql': 'select 1' }, 'is not named like V1__description.sql'],
  ['a number that belongs to the common steps', { 'V0.2__mine.sql': 'select 1' }, 'has a number below 1'],
  ['an undo without its migration', { 'U1__a.sql': 'select 1' }, 'has no migration file of the same number'],
])('%s: refused', async (_, files, message) => {
  await using db = await arrange(files as unknown as Record<string, string>)

  await expect(db.up()).rejects.toThrow(message)
})

test('two starters at once apply every file once', async () => {
  await using db = await arrange({
    'V1__first.sql': 'create table first (a int); select pg_sleep(0.2)',
    'V2__second.sql': 'create table second (a int)',
  })
  const other = await db.connect()

  const applied = await Promise.all([db.up(), db.up(other)])
  await other.end()

  expect(new Set(applied.map((each) => each.length))).toEqual(new Set([0, 3]))
})

test('a file that fails leaves no trace, names its line, and those before it stay', async () => {
  await using db = await arrange({
    'V1__first.sql': 'create table first (a int)',
    'V2__broken.sql': 'create table second (a int);\n\nselect nonsense;',
  })

  await expect(db.up()).rejects.toThrow(
    'V2__broken.sql of the hub wallet failed: column "nonsense" does not exist (line 3). It left no trace.',
  )

  expect(await db.versions()).toEqual(['0.1', '1'])
  expect(await db.tables()).not.toContain('second')
})

test('a starter that dies in the middle leaves no trace, and the next one finishes', async () => {
  await using db = await arrange({ 'V1__slow.sql': 'create table first (a int); select pg_sleep(30)' })
  const victim = await db.connect()
  const dying = db.up(victim).catch(() => 'died')
  await expect
    .poll(
      async () =>
        (await db.client.query(`select from pg_stat_activity where query like '%pg_sleep(30)%' and pid <> pg_backend_pid()`))
          .rowCount,
    )
    .toBe(1)

  await db.client.query(
    `select pg_terminate_backend(pid) from pg_stat_activity where query like '%pg_sleep(30)%' and pid <> pg_backend_pid()`,
  )

  expect(await dying).toBe('died')
  expect(await db.tables()).not.toContain('first')
  db.write({ 'V1__slow.sql': 'create table first (a int)' })
  expect(await db.up()).toHaveLength(1)
})

test('undo takes back the newest migration and only that', async () => {
  await using db = await arrange({
    'V1__first.sql': 'create table first (a int)',
    'V2__second.sql': 'create table second (a int)',
    'U2__second.sql': 'drop table second',
  })
  await db.up()

  const undone = await db.down()

  expect(undone?.version).toBe('2')
  expect(await db.versions()).toEqual(['0.1', '1'])
  expect(await db.tables()).not.toContain('second')
  await expect(db.down()).rejects.toThrow('cannot be taken back: there is no U1__')
})

test('an undo that fails leaves the migration in place', async () => {
  await using db = await arrange({
    'V1__first.sql': 'create table first (a int)',
    'U1__first.sql': 'drop table first; drop table absent',
  })
  await db.up()

  await expect(db.down()).rejects.toThrow('table "absent" does not exist')

  expect(await db.versions()).toEqual(['0.1', '1'])
  expect(await db.tables()).toContain('first')
})

test('a file without transaction may build an index while the table is in use', async () => {
  await using db = await arrange({
    'V1__first.sql': 'create table first (a int)',
    'V2__index.sql':
      '-- no-transaction: the table is large.\ncreate index concurrently if not exists first_a on first (a);\nanalyze first;\n',
  })

  await db.up()

  expect(await db.versions()).toEqual(['0.1', '1', '2'])
})

test('a migration that waits for a lock gives up instead of stopping everybody behind it', async () => {
  await using db = await arrange({ 'V1__first.sql': 'create table first (a int)' })
  await db.up()
  const holder = await db.connect()
  await holder.query('begin; select * from wallet.first')
  db.write({ 'V2__second.sql': `set local lock_timeout = '100ms'; alter table first add b int` })

  await expect(db.up()).rejects.toThrow('lock timeout')
  await holder.end()
})

test('the hub may use what its migrations made, and cannot write its own history', async () => {
  await using db = await arrange({
    'V1__first.sql': `create table first (id int generated always as identity, a int);
      create function double(a int) returns int language sql as 'select a * 2'`,
  })
  await db.up()

  await db.client.query(`set role "${db.role}"; set search_path to wallet`)
  await db.client.query('insert into first (a) select double(2)')

  await expect(db.client.query('delete from schema_history')).rejects.toThrow('permission denied')
  await expect(db.client.query('drop table first')).rejects.toThrow('must be owner')
  await expect(db.client.query('create table mine (a int)')).rejects.toThrow('permission denied')
  await db.client.query('reset role')
})

test('the migrations of all hubs apply to an empty database, and nothing is pending then', async () => {
  const { url, drop } = await createTestDatabase()

  await prepareDatabase({ url, hubs, migrate: true })

  const client = await connectAdmin(url)
  const plans = await planMigrations(client, hubs)
  await client.end()
  await drop()
  expect(plans.filter((plan) => plan.pending.length > 0 || plan.applied.length === 0)).toEqual([])
})

test('every migration of every hub can be taken back and applied again', async () => {
  const { url, drop } = await createTestDatabase()
  const roles = await prepareDatabase({ url, hubs, migrate: true })
  const client = await connectAdmin(url)
  const hubFolder = join(import.meta.dirname, '../../hub')

  for (const hub of hubs) {
    const scripts = readdirSync(hubFolder).includes(hub) ? ((await planMigrations(client, [hub]))[0]?.all ?? []) : []
    const own = scripts.filter((each) => !each.version.startsWith('0'))
    for (let step = 0; step < own.length; step += 1) await migrateDown(client, { hub })
    await migrateUp(client, { hub, role: roles.get(hub)?.role ?? '' })
  }

  const plans = await planMigrations(client, hubs)
  await client.end()
  await drop()
  expect(plans.flatMap((plan) => plan.pending)).toEqual([])
})
