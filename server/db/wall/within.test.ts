import { sql } from 'kysely'
import pg from 'pg'
import { expect, test } from 'vitest'
import { newId } from '#base/id'
import { publish } from '#db'
import { testDatabase } from '#test'
import { connectAdmin } from '../connect-admin.ts'
import { runAlone } from './walled-query.ts'

type Tables = { workflow_tags: { id: string; workspace_id: string; name: string } }

/** Two workspaces with a tag each, over one database. */
async function given() {
  const database = await testDatabase()
  const { databases } = database
  const [one, two] = [newId(), newId()]
  const insert = async (workspaceId: string, name: string) =>
    databases
      .pool('workflow')
      .query('insert into workflow_tags (id, workspace_id, name) values ($1, $2, $3)', [newId(), workspaceId, name])
  await insert(one, 'of one')
  await insert(two, 'of two')
  const names = async (workspaceId: string) =>
    (await databases.within(workspaceId).kysely<Tables>('workflow').selectFrom('workflow_tags').select('name').execute()).map(
      (row) => row.name,
    )
  return { ...database, one, two, names, [Symbol.asyncDispose]: () => database[Symbol.asyncDispose]() }
}

const insertTag = (workspaceId: string, name: string) =>
  sql`insert into workflow_tags (id, workspace_id, name) values (${newId()}, ${workspaceId}, ${name})`

test('a statement that names no workspace finds what belongs to the one it is asked from', async () => {
  await using at = await given()

  const byPool = await at.databases
    .within(at.one)
    .pool('workflow')
    .query<{ name: string }>('select name from workflow_tags where name like $1', ['of %'])
  const byTransaction = await at.databases
    .within(at.two)
    .transaction<Tables, string[]>('workflow', async (tx) =>
      (await tx.selectFrom('workflow_tags').select('name').execute()).map((row) => row.name),
    )

  expect(byPool.rows).toEqual([{ name: 'of one' }])
  expect(byTransaction).toEqual(['of two'])
  expect(await at.names(at.one)).toEqual(['of one'])
})

test('what is written is committed, told how much it was, and kept out of other workspaces', async () => {
  await using at = await given()
  const within = at.databases.within(at.one).kysely<Tables>('workflow')

  const renamed = await within.updateTable('workflow_tags').set({ name: 'new' }).executeTakeFirst()
  const deleted = await at.databases
    .within(at.two)
    .kysely<Tables>('workflow')
    .deleteFrom('workflow_tags')
    .where('name', '=', 'new')
    .executeTakeFirst()
  const foreign = insertTag(at.two, 'slipped in').execute(within)

  expect([renamed.numUpdatedRows, deleted.numDeletedRows]).toEqual([1n, 0n])
  await expect(foreign).rejects.toMatchObject({ code: '42501' })
  expect([await at.names(at.one), await at.names(at.two)]).toEqual([['new'], ['of two']])
})

test('requests of many workspaces share connections, errors between them, and none sees what is not its own', async () => {
  await using at = await given()
  const spoil = [
    async (id: string) => at.databases.within(id).pool('workflow').query('select 1 / 0'),
    async (id: string) => at.databases.within(id).pool('workflow').query('no statement at all'),
    async (id: string) =>
      at.databases.within(id).pool('workflow').query(`select set_config('app.workspace_id', $1, false)`, [at.two]),
    async (id: string) =>
      at.databases.within(id).transaction<Tables, void>('workflow', async (tx) => {
        await insertTag(id, 'never').execute(tx)
        throw new Error('changed my mind')
      }),
    async (id: string) =>
      at.databases.within(id).transaction<Tables, void>('workflow', async (tx) => {
        await sql`select no_such_column`.execute(tx).catch(() => undefined)
      }),
  ]
  const seen: string[] = []

  await Promise.all(
    Array.from({ length: 120 }, async (_, turn) => {
      const workspaceId = turn % 2 === 0 ? at.one : at.two
      await spoil[turn % spoil.length]?.(workspaceId).catch(() => undefined)
      seen.push(`${turn % 2} ${(await at.names(workspaceId)).join()}`)
    }),
  )

  expect(new Set(seen)).toEqual(new Set(['0 of one', '1 of two']))
  expect(seen).toHaveLength(120)
})

test('a transaction in which a statement failed is not taken for committed', async () => {
  await using at = await given()

  const caught = at.databases.within(at.one).transaction<Tables, string>('workflow', async (tx) => {
    await insertTag(at.one, 'first').execute(tx)
    await sql`select 1 / 0`.execute(tx).catch(() => undefined)
    return 'done'
  })

  await expect(caught).rejects.toThrow(/abort|rolled back/i)
  expect(await at.names(at.one)).toEqual(['of one'])
})

test('nothing of a workspace is left on a connection after its statement or its error', async () => {
  await using at = await given()
  const admin = await connectAdmin(at.url)
  const { rows } = await admin.query<{ role: string; password: string }>(
    `select * from steward.member_role where hub = 'workflow'`,
  )
  await admin.end()
  const url = new URL(at.url)
  ;[url.username, url.password] = [rows[0]?.role ?? '', rows[0]?.password ?? '']
  const client = new pg.Client({ connectionString: url.href, options: '-c search_path=workflow' })
  await client.connect()
  const left = async () =>
    (
      await client.query(
        `select current_setting('app.workspace_id', true) as workspace, (select count(*)::int from workflow_tags) as seen`,
      )
    ).rows
  const run = (text: string, values: unknown[] = []) =>
    runAlone(client, at.one, { text, values }).then(({ rows: found }) => found)

  expect(await run('select name from workflow_tags where name like $1', ['of %'])).toEqual([{ name: 'of one' }])
  expect(await left()).toEqual([{ workspace: '', seen: 0 }])
  await expect(run('select 1 / 0')).rejects.toMatchObject({ code: '22012' })
  await expect(run('select $1::int', ['no number'])).rejects.toMatchObject({ code: '22P02' })
  await expect(run('not a statement')).rejects.toMatchObject({ code: '42601' })
  await expect(run('select 1; select 2')).rejects.toMatchObject({ code: '42601' })
  expect(await left()).toEqual([{ workspace: '', seen: 0 }])
  expect(await run('')).toEqual([])
  expect(await run('select name from workflow_tags')).toEqual([{ name: 'of one' }])
  await client.end()
})

test('a value that cannot be sent is an error of its statement alone', async () => {
  await using at = await given()
  const pool = at.databases.within(at.one).pool('workflow')
  const circle: Record<string, unknown> = {}
  circle['self'] = circle

  await expect(pool.query('select $1::text', [circle])).rejects.toThrow(/circular/i)

  expect(await at.names(at.one)).toEqual(['of one'])
})

test('a connection that is cut in the middle is an error, and the next one works', async () => {
  await using at = await given()
  const admin = await connectAdmin(at.url)
  const sleeping = at.databases.within(at.one).pool('workflow').query('select pg_sleep(20)')
  const cut = expect(sleeping).rejects.toThrow()
  const kill = async () =>
    (
      await admin.query(
        `select pg_terminate_backend(pid) from pg_stat_activity where query like 'select pg_sleep%' and datname = current_database()`,
      )
    ).rowCount
  await expect.poll(kill).toBe(1)
  await cut
  await admin.end()

  expect(await at.names(at.one)).toEqual(['of one'])
})

test('what was published within a workspace wakes the relay, and only the relay can read it', async () => {
  await using at = await given()
  let woken = 0
  at.databases.published.onCommit(() => (woken += 1))
  const within = at.databases.within(at.one)

  await within.transaction('workflow', (tx) => publish(tx, { type: 'workflow.tested', key: 'k', payload: {} }))

  expect(woken).toBe(1)
  await expect(within.pool('workflow').query('select * from outbox')).rejects.toMatchObject({ code: '42501' })
  await expect(within.pool('workflow').query('select * from inbox')).rejects.toMatchObject({ code: '42501' })
})

test('nothing of it leads past the wall', async () => {
  await using at = await given()
  const within = at.databases.within(at.one)

  expect(() => within.within(at.two)).toThrow('past the wall')
  expect(() => within.adminUrl('workflow')).toThrow('past the wall')
  await expect(within.client('workflow')).rejects.toThrow('past the wall')
  await expect(within.pool('workflow').connect()).rejects.toThrow('use a transaction')
  for (const strange of ['', `'; drop table x; --`, `${at.one}'`])
    expect(() => at.databases.within(strange)).toThrow('named by a uuid')
})
