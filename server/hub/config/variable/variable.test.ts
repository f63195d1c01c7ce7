import { randomBytes } from 'node:crypto'
import { expect, test } from 'vitest'
import { newId } from '#base/id'
import { log } from '#base/log'
import { createSecretBox } from '#base/secret-box'
import { publish } from '#db'
import { testDatabase } from '#test/database'
import { until } from '#test/running'
import { changeVariable, createVariable, deleteVariable, type NewVariable, type VariableHouse } from './change-variable.ts'
import { LiveVariables } from './live-variables.ts'
import { listVariableRows } from './variable.store.ts'

const box = createSecretBox(randomBytes(32))
const secret = 'tr0ub4dor-and-three'

async function given() {
  const database = await testDatabase()
  const open = async () => {
    const live = new LiveVariables({ db: database.databases, box, log })
    return { live, stop: await live.watch() }
  }
  const [one, two] = [await open(), await open()]
  const workflowId = newId()
  const scope = database.scope({ actorId: newId() })
  const house: VariableHouse = {
    live: one.live,
    box,
    record: async (tx, by, entry) =>
      publish(tx, { type: 'test.recorded', key: 'trail', payload: { workspaceId: by.workspaceId, ...entry } }),
    workflowNames: async (_db, workspaceId, ids) =>
      new Map(workspaceId === scope.workspaceId && ids.includes(workflowId) ? [[workflowId, 'Order sync']] : []),
  }
  const make = (name: string, value: string, more: Partial<NewVariable> = {}, by = scope) =>
    createVariable(house, by, { name, value, secret: false, scope: 'global', workflowId: null, description: null, ...more })
  const seen = async (live: LiveVariables, userId: string | null = null, workflow = workflowId) =>
    live.of({ workspaceId: scope.workspaceId, workflowId: workflow, userId })
  return {
    ...database,
    house,
    scope,
    workflowId,
    make,
    one: one.live,
    two: two.live,
    seen,
    pool: database.databases.pool('config'),
    [Symbol.asyncDispose]: async () => {
      await one.stop()
      await two.stop()
      await database[Symbol.asyncDispose]()
    },
  }
}

test('of one name the person counts before the workflow, and the workflow before the workspace', async () => {
  await using at = await given()
  await at.make('URL', 'workspace')
  await at.make('URL', 'workflow', { scope: 'workflow', workflowId: at.workflowId })
  await at.make('URL', 'mine', { scope: 'user' })
  await at.make('OTHER', 'x')

  expect((await at.seen(at.one)).values).toEqual({ URL: 'workflow', OTHER: 'x' })
  expect((await at.seen(at.one, null, newId())).values).toEqual({ URL: 'workspace', OTHER: 'x' })
  expect((await at.seen(at.one, at.scope.actorId)).values['URL']).toBe('mine')
  expect((await at.seen(at.one, newId())).values['URL']).toBe('workflow')
  expect((await at.one.of({ workspaceId: newId(), workflowId: at.workflowId, userId: at.scope.actorId })).values).toEqual({})

  const head = { workspaceId: at.scope.workspaceId, workflowId: at.workflowId, createdBy: at.scope.actorId }
  expect((await at.one.ofExecution({ ...head, mode: 'manual' })).values['URL']).toBe('mine')
  expect((await at.one.ofExecution({ ...head, mode: 'retry' })).values['URL']).toBe('workflow')
})

test('a change is seen by other processes, and what is known costs no question to the database', async () => {
  await using at = await given()
  const made = await at.make('LIMIT', '1')
  expect([(await at.seen(at.one)).values, (await at.seen(at.two)).values]).toEqual([{ LIMIT: '1' }, { LIMIT: '1' }])
  // Until the word of the new variable has come through, what is read is not kept.
  const set = () => at.two.of({ workspaceId: at.scope.workspaceId, workflowId: at.workflowId, userId: null })
  await until(set, () => !(set() instanceof Promise))

  await changeVariable(at.house, at.scope, { id: made.id, version: 1, value: '2' })
  expect((await at.seen(at.one)).values).toEqual({ LIMIT: '2' })
  await until(
    async () => (await at.seen(at.two)).values['LIMIT'],
    (value) => value === '2',
  )
  await deleteVariable(at.house, at.scope, { id: made.id, version: 2 })
  await until(
    async () => Object.keys((await at.seen(at.two)).values),
    (names) => names.length === 0,
  )
})

test('a secret rests encrypted in its own row, is told nowhere, and stays secret', async () => {
  await using at = await given()
  const made = await at.make('TOKEN', secret, { secret: true })

  expect(await at.seen(at.one)).toEqual({ values: { TOKEN: secret }, hidden: [secret] })
  const renamed = await changeVariable(at.house, at.scope, { id: made.id, version: 1, name: 'KEY', description: 'of the shop' })
  expect((await at.seen(at.one)).values).toEqual({ KEY: secret })
  await expect(changeVariable(at.house, at.scope, { id: made.id, version: 2, secret: false })).rejects.toMatchObject({
    code: 'variable.secret_stays',
  })
  const { rows } = await at.pool.query(
    'select v::text as stored, (select json_agg(o) from outbox o)::text as told from environment_variables v',
  )
  expect(JSON.stringify([rows, renamed])).not.toContain(secret)
  expect(JSON.stringify(rows)).toContain('variable.changed')

  const other = await at.make('OTHER', 'plain', { secret: true })
  await at.pool.query(
    'update environment_variables set value = (select value from environment_variables where id = $1) where id = $2',
    [made.id, other.id],
  )
  at.one.forget(undefined)
  expect((await at.seen(at.one)).values).toEqual({ KEY: secret })
})

test('a plain variable can become secret', async () => {
  await using at = await given()
  const made = await at.make('TOKEN', secret)
  await changeVariable(at.house, at.scope, { id: made.id, version: 1, secret: true })
  expect(await at.seen(at.one)).toEqual({ values: { TOKEN: secret }, hidden: [secret] })
  expect(JSON.stringify(await listVariableRows(at.databases, at.scope.workspaceId))).not.toContain(secret)
})

test('of people who change one variable at once the first gets through, and of one name there is one', async () => {
  await using at = await given()
  const made = await at.make('A', '1')
  const tries = await Promise.allSettled(
    ['2', '3', '4'].map((value) => changeVariable(at.house, at.scope, { id: made.id, version: 1, value })),
  )
  expect(tries.filter((one) => one.status === 'fulfilled')).toHaveLength(1)
  for (const one of tries) if (one.status === 'rejected') expect(one.reason).toMatchObject({ code: 'variable.changed_meanwhile' })

  const names = await Promise.allSettled([1, 2, 3].map(() => at.make('B', 'x')))
  expect(names.filter((one) => one.status === 'fulfilled')).toHaveLength(1)
  for (const one of names) if (one.status === 'rejected') expect(one.reason).toMatchObject({ code: 'variable.name_taken' })
})

test('what somebody has for themselves, and what is of another workspace, exists for nobody else', async () => {
  await using at = await given()
  const mine = await at.make('A', '1', { scope: 'user' })
  const shared = await at.make('B', '1')
  const colleague = { ...at.scope, actorId: newId() }
  const stranger = { ...at.scope, actorId: at.scope.actorId, workspaceId: newId() }

  for (const [by, id] of [
    [colleague, mine.id],
    [stranger, shared.id],
  ] as const) {
    await expect(changeVariable(at.house, by, { id, version: 1, value: '2' })).rejects.toMatchObject({
      code: 'variable.not_found',
    })
    await expect(deleteVariable(at.house, by, { id, version: 1 })).rejects.toMatchObject({ code: 'variable.not_found' })
  }
  expect((await at.seen(at.one, at.scope.actorId)).values).toEqual({ A: '1', B: '1' })
})

test.each([
  ['1A', 'bad_name'],
  ['a b', 'bad_name'],
  ['__proto__', 'bad_name'],
  ['constructor', 'bad_name'],
  ['a'.repeat(256), 'bad_name'],
])('a variable cannot be called %s', async (name, code) => {
  await using at = await given()
  await expect(at.make(name, '1')).rejects.toMatchObject({ code: `variable.${code}` })
})

test('values that cannot be stored, are too large or too many, and workflows of others are refused', async () => {
  await using at = await given()
  await expect(at.make('A', 'a\0b')).rejects.toMatchObject({ code: 'variable.bad_value' })
  await expect(at.make('A', 'x'.repeat(32 * 1024 + 1))).rejects.toMatchObject({ code: 'variable.bad_value' })
  await expect(at.make('A', '1', { scope: 'workflow' })).rejects.toMatchObject({ code: 'variable.workflow_missing' })
  await expect(at.make('A', '1', { scope: 'workflow', workflowId: newId() })).rejects.toMatchObject({
    code: 'variable.workflow_unknown',
  })
  await at.pool.query(
    `insert into environment_variables (id, workspace_id, name, value, scope)
     select gen_random_uuid(), $1, 'V' || n, repeat('x', 32000), 'global' from generate_series(1, 32) as n`,
    [at.scope.workspaceId],
  )
  await expect(at.make('A', 'x'.repeat(32_000))).rejects.toMatchObject({ code: 'variable.too_large' })
  await at.pool.query(`update environment_variables set value = 'x'`)
  await at.pool.query(
    `insert into environment_variables (id, workspace_id, name, value, scope)
     select gen_random_uuid(), $1, 'W' || n, 'x', 'global' from generate_series(1, 468) as n`,
    [at.scope.workspaceId],
  )
  await expect(at.make('A', '1')).rejects.toMatchObject({ code: 'variable.too_many' })
})
