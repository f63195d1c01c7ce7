import { randomBytes } from 'node:crypto'
import { Type } from 'typebox'
import { expect, test } from 'vitest'
import { newId } from '#base/id'
import { createSecretBox } from '#base/secret-box'
import { type Databases, publish } from '#db'
import { testDatabase } from '#test/database'
import { until } from '#test/running'
import { type ConfigHouse, type Record, restoreConfig, setConfig, unsetConfig } from './change-config.ts'
import { listHistory } from './config.store.ts'
import { defineConfig } from './key.ts'
import { LiveConfig } from './live-config.ts'
import { columnsOf, type Place } from './place.ts'
import { configValue } from './read-config.ts'

const limit = defineConfig({
  key: 'test.limit',
  title: 'Limit',
  description: 'How many.',
  category: 'Test',
  schema: Type.Integer({ minimum: 1, maximum: 100 }),
  default: 5,
  scopes: ['GLOBAL', 'TENANT', 'USER'],
})
const rules = defineConfig({
  key: 'test.rules',
  title: 'Rules',
  description: 'Any.',
  category: 'Test',
  schema: Type.Unknown(),
  default: {},
})
const password = defineConfig({
  key: 'test.password',
  title: 'Password',
  description: 'Of the mail server.',
  category: 'Test',
  schema: Type.String({ minLength: 8, maxLength: 100 }),
  default: '',
  secret: true,
  scopes: ['GLOBAL', 'TENANT'],
})

const box = createSecretBox(randomBytes(32))
const secret = 'hunter2-is-no-secret'
const all: Place = { scope: 'GLOBAL' }
/** The trail is above this hub; here its lines stay in the outbox of this one. */
const record: Record = async (tx, by, entry) =>
  publish(tx, { type: 'test.recorded', key: 'trail', payload: { userId: by.actorId, workspaceId: by.workspaceId, ...entry } })

async function given() {
  const database = await testDatabase()
  const warnings: string[] = []
  const open = async (db: Databases, environment = 'production') => {
    const log = { warn: (about: object, message: string) => void warnings.push(`${message} ${JSON.stringify(about)}`) }
    const live = new LiveConfig({ db, box, environment, log })
    await live.watch()
    return live
  }
  const live = await open(database.databases)
  const house: ConfigHouse = { db: database.databases, live, box, record }
  const by = { actorId: newId(), workspaceId: newId(), now: new Date() }
  return {
    ...database,
    open,
    live,
    house,
    by,
    warnings,
    tenant: { scope: 'TENANT', workspaceId: by.workspaceId } as const,
    mine: { scope: 'USER', userId: by.actorId } as const,
    set: (place: Place, value: unknown, version = 0, locked = false) =>
      setConfig(house, by, { definition: limit, place, value, version, locked }),
    pool: database.databases.pool('config'),
    trail: async () =>
      (await database.databases.pool('config').query<{ payload: unknown }>('select payload from outbox order by id')).rows,
    [Symbol.asyncDispose]: async () => {
      await live.stop()
      await database[Symbol.asyncDispose]()
    },
  }
}

test('a value of a workspace or a person is theirs alone, and a lock from above counts for both', async () => {
  await using at = await given()
  const me = { workspaceId: at.by.workspaceId, userId: at.by.actorId }
  const other = { workspaceId: newId(), userId: newId() }

  await at.set({ scope: 'ENVIRONMENT', environment: 'production' }, 6)
  await at.set({ scope: 'ENVIRONMENT', environment: 'staging' }, 66)
  expect(at.live.value(limit)).toBe(6)
  await at.set(all, 7)
  await at.set(at.tenant, 8)
  await at.set(at.mine, 9)

  expect([at.live.value(limit), at.live.value(limit, { workspaceId: me.workspaceId }), at.live.value(limit, me)]).toEqual([
    7, 8, 9,
  ])
  expect(at.live.value(limit, other)).toBe(7)
  expect(at.live.explain(limit, other).ladder.map((one) => one.value)).toEqual([5, 6, 7, undefined, undefined])

  await at.set(all, 10, 1, true)
  expect(at.live.value(limit, me)).toBe(10)
  expect(at.live.explain(limit, me).ladder.map(({ rung, verdict }) => `${rung} ${verdict}`)).toEqual([
    'DEFAULT overridden',
    'ENVIRONMENT overridden',
    'GLOBAL wins',
    'TENANT locked_out',
    'USER locked_out',
  ])
  for (const place of [at.tenant, at.mine]) await expect(at.set(place, 11, 1)).rejects.toMatchObject({ code: 'config.locked' })
})

test('a lock of a workspace keeps its people from differing, and nobody else', async () => {
  await using at = await given()
  await at.set(at.tenant, 20, 0, true)

  await expect(at.set(at.mine, 21)).rejects.toMatchObject({ code: 'config.locked' })
  const elsewhere = { ...at.by, workspaceId: newId() }
  await setConfig(at.house, elsewhere, { definition: limit, place: at.mine, value: 21, version: 0, locked: false })

  const userId = at.by.actorId
  expect(at.live.value(limit, { workspaceId: at.by.workspaceId, userId })).toBe(20)
  expect(at.live.value(limit, { workspaceId: elsewhere.workspaceId, userId })).toBe(21)
  await expect(at.set(at.mine, 22, 1, true)).rejects.toMatchObject({ code: 'config.not_lockable' })
})

test('of people who change the same value at once the first gets through and the others are told', async () => {
  await using at = await given()
  await at.set(all, 1)

  const tries = await Promise.allSettled([2, 3, 4, 5, 6].map((value) => at.set(all, value, 1)))

  const refused = tries.flatMap((one) => (one.status === 'rejected' ? [one.reason as { code: string; params: object }] : []))
  expect(refused).toHaveLength(4)
  for (const one of refused) expect(one).toMatchObject({ code: 'config.changed_meanwhile', params: { version: 2 } })
  expect(at.live.explain(limit).ladder.at(-1)?.stored?.version).toBe(2)
})

test.each([
  ['a text', 'many', 'must be integer'],
  ['a half', 1.5, 'must be integer'],
  ['too much', 101, 'must be <= 100'],
  ['nothing', null, 'must be integer'],
])('%s is no value of a whole number', async (_what, value, reason) => {
  await using at = await given()
  await expect(at.set(all, value)).rejects.toMatchObject({ code: 'config.bad_value', params: { reason } })
  expect((await at.pool.query('select from config_history')).rowCount).toBe(0)
})

test('JSON that would change what objects are, is deep, large or cannot be stored is refused', async () => {
  await using at = await given()
  const set = (value: unknown) => setConfig(at.house, at.by, { definition: rules, place: all, value, version: 0, locked: false })
  const deep = JSON.parse(`${'['.repeat(5_000)}${']'.repeat(5_000)}`) as unknown

  for (const value of [
    JSON.parse('{"__proto__": {"isAdmin": true}}'),
    JSON.parse('{"a": [{"constructor": {"prototype": {"isAdmin": true}}}]}'),
    deep,
    { text: 'a\0b' },
    { text: '\ud800' },
  ])
    await expect(set(value)).rejects.toMatchObject({ code: 'config.bad_value' })
  await expect(set('x'.repeat(70_000))).rejects.toMatchObject({ code: 'config.too_large' })

  expect(({} as { isAdmin?: boolean }).isAdmin).toBeUndefined()
  await set({ fine: [1, { yes: true }] })
  const read = at.live.value(rules) as { fine: unknown[] }
  expect(() => read.fine.push(2)).toThrow(TypeError)
})

test('a change in one process is seen by the others, and by one that never hears of it as soon as it looks', async () => {
  await using at = await given()
  const other = await at.open(at.databases)
  const deaf = new LiveConfig({ db: at.databases, box })
  await deaf.ready()

  await at.set(all, 42)

  expect(at.live.value(limit)).toBe(42)
  await until(
    () => other.value(limit),
    (value) => value === 42,
    5_000,
  )
  expect(deaf.value(limit)).toBe(5)
  await deaf.catchUp()
  expect(deaf.value(limit)).toBe(42)
  await other.stop()
})

test('what is taken back counts no more, in other processes either, and can be restored as a new version', async () => {
  await using at = await given()
  const other = await at.open(at.databases)
  await at.set(all, 30)
  await at.set(all, 31, 1, true)
  await unsetConfig(at.house, at.by, { definition: limit, place: all, version: 2 })
  await until(
    () => other.value(limit),
    (value) => value === 5,
  )
  await expect(unsetConfig(at.house, at.by, { definition: limit, place: all, version: 3 })).rejects.toMatchObject({
    code: 'config.not_set',
  })
  await restoreConfig(at.house, at.by, { definition: limit, place: all, version: 3, to: 2 })

  expect(at.live.explain(limit)).toMatchObject({ value: 31, rung: 'GLOBAL' })
  const history = await listHistory(at.databases, { key: limit.key, place: columnsOf(all), before: undefined, limit: 10 })
  expect(
    history.map(({ version, action, restoredVersion, text, locked }) => [version, action, restoredVersion, text, locked]),
  ).toEqual([
    [4, 'restored', 2, '31', true],
    [3, 'unset', null, null, false],
    [2, 'set', null, '31', true],
    [1, 'set', null, '30', false],
  ])
  for (const to of [3, 9])
    await expect(restoreConfig(at.house, at.by, { definition: limit, place: all, version: 4, to })).rejects.toMatchObject({
      code: 'config.no_such_version',
    })
  await other.stop()
})

test('the history is never changed, but for what is locked anew in it', async () => {
  await using at = await given()
  await at.set(all, 30)
  await setConfig(at.house, at.by, { definition: password, place: all, value: secret, version: 0, locked: false })

  for (const statement of [
    'delete from config_history',
    'update config_history set changed_by = null',
    `update config_history set config_value = '1' where not is_encrypted`,
    'update config_history set config_value = config_value, version = 7 where is_encrypted',
  ])
    await expect(at.pool.query(statement)).rejects.toThrow('never changed')
  expect((await at.pool.query(`update config_history set config_value = 'v1.a.b.c' where is_encrypted`)).rowCount).toBe(1)
})

test('a secret rests encrypted, bound to its place, and is in no line that anybody reads', async () => {
  await using at = await given()
  await setConfig(at.house, at.by, { definition: password, place: all, value: secret, version: 0, locked: false })
  await setConfig(at.house, at.by, { definition: password, place: all, value: `${secret}!`, version: 1, locked: true })

  expect(at.live.value(password)).toBe(`${secret}!`)
  expect((await at.open(at.databases)).value(password)).toBe(`${secret}!`)
  const { rows } = await at.pool.query('select * from runtime_configs, config_history')
  expect(JSON.stringify([rows, await at.trail()])).not.toContain(secret)
  expect(await at.trail()).toHaveLength(2)
  await restoreConfig(at.house, at.by, { definition: password, place: all, version: 2, to: 1 })
  expect(at.live.value(password)).toBe(secret)

  // Copied to another place it does not open there: the default counts, and the log says so without the secret.
  await at.pool.query(
    `insert into runtime_configs (id, config_key, config_value, scope, tenant_id, is_encrypted, revision)
     select $1, config_key, config_value, 'TENANT', $2, true, nextval('config_revision') from runtime_configs where scope = 'GLOBAL'`,
    [newId(), at.by.workspaceId],
  )
  await at.live.catchUp()
  expect(at.live.explain(password, { workspaceId: at.by.workspaceId }).ladder.map((one) => one.verdict)).toEqual([
    'overridden',
    'not_set',
    'wins',
    'broken',
  ])
  expect(at.warnings).toHaveLength(1)
  expect(at.warnings.join()).not.toContain(secret)
})

test('a stored value that its key does not take any more is passed over with one warning', async () => {
  await using at = await given()
  await at.set(all, 50)
  await at.set(at.tenant, 60)
  await at.pool.query(
    `update runtime_configs set config_value = case scope when 'TENANT' then '"many"' else '{not json' end, revision = nextval('config_revision')`,
  )
  await at.live.catchUp()

  const of = { workspaceId: at.by.workspaceId }
  for (let turn = 0; turn < 3; turn++) expect(at.live.value(limit, of)).toBe(5)
  expect(at.live.explain(limit, of).ladder.map(({ fault }) => fault)).toEqual([
    undefined,
    undefined,
    'is not JSON',
    'must be integer',
  ])
  expect(at.warnings).toHaveLength(2)
})

test('where nobody watches, as in a command, a value is read when it is asked for', async () => {
  await using at = await given()
  await at.set(all, 12)
  expect(await configValue(at.databases, limit)).toBe(12)
})

test('who has no right place for a value is told which places there are', async () => {
  await using at = await given()
  const set = (place: Place) => setConfig(at.house, at.by, { definition: rules, place, value: 1, version: 0, locked: false })
  await expect(set(at.tenant)).rejects.toMatchObject({ code: 'config.wrong_scope' })
  await expect(set({ scope: 'ENVIRONMENT', environment: 'Not A Name' })).rejects.toMatchObject({ code: 'config.bad_environment' })
})
