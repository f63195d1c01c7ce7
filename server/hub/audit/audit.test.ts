import pg from 'pg'
import { expect, test } from 'vitest'
import { newId } from '#base/id'
import { connectDatabases, type Databases, migrateDatabases, startRelay, takeBackMigration } from '#db'
import { auditSubscriptions, type By, erasePerson, record } from '#hub/audit'
import { type TestDatabase, testDatabase } from '#test/database'
import { testInstallation } from '#test/installation'
import { until } from '#test/running'
import { hubs } from '../../hubs.ts'
import { appendLines, type ArrivedAct } from './append-lines.ts'
import { chainOf } from './chain/chain-line.ts'
import { ChainVerifier } from './chain/verify-chain.ts'
import { readChain } from './line.store.ts'

const act = (over: Partial<ArrivedAct> = {}): ArrivedAct => ({
  id: newId(),
  userId: null,
  workspaceId: null,
  means: 'system',
  address: null,
  agent: null,
  at: new Date().toISOString(),
  action: 'thing.changed',
  resourceType: 'thing',
  resourceId: 'one',
  old: null,
  new: null,
  metadata: null,
  ...over,
})

const append = (db: Databases, acts: readonly ArrivedAct[]) => db.transaction('audit', (tx) => appendLines(tx, acts, new Date()))

async function verify(db: Databases, workspaceId: string | null) {
  const chain = chainOf(workspaceId)
  const verifier = new ChainVerifier(chain, { checkpoints: [], keys: new Map() })
  for await (const lines of readChain(db.pool('audit'), chain)) for (const line of lines) verifier.add(line)
  return verifier.finish()
}

async function linesOf({ databases }: { databases: Databases }, workspaceId: string | null) {
  return (await Array.fromAsync(readChain(databases.pool('audit'), chainOf(workspaceId)))).flat()
}

/** Everything that hubs have told has arrived. */
async function settled(databases: Databases) {
  const relay = startRelay(databases, auditSubscriptions)
  const waiting = async () => {
    const counts = await Promise.all(databases.hubs.map((hub) => databases.pool(hub).query('select from outbox')))
    return counts.reduce((sum, { rowCount }) => sum + (rowCount ?? 0), 0)
  }
  await until(waiting, (count) => count === 0)
  await relay.stop()
}

/** As whoever has the machine: past roles and triggers. */
async function tamper(database: TestDatabase, ...statements: string[]) {
  const client = new pg.Client({ connectionString: database.url })
  await client.connect()
  await client.query(`set session_replication_role = replica; set search_path to audit`)
  for (const statement of statements) await client.query(statement)
  await client.end()
}

test('acts leave a line each, with who, from where and by which means, and no secret', async () => {
  await using steward = await testInstallation()
  const owner = await steward.owner()
  const { body: key } = await owner.send('POST', '/api-keys', { name: 'ci' }, { 'user-agent': 'test agent' })
  await steward
    .client({ authorization: `Bearer ${String(key['secret'])}` })
    .send('POST', '/connections', { name: 'Shop', type: 'acmeApi', values: { token: 'hunter2' } })
  await steward.anonymous.send('POST', '/session', { email: 'ada@example.com', password: 'wrong' }, { 'x-forwarded-for': 'none' })
  await settled(steward.databases)

  const installation = await linesOf(steward, null)
  const workspace = await linesOf(steward, owner.workspaceId)
  const lines = [...installation, ...workspace]
  expect(installation.map(({ action, means }) => [action, means])).toContainEqual(['user.owner_created', 'web'])
  expect(installation.map(({ action }) => action)).toContain('user.sign_in_failed')
  expect(lines.find(({ action }) => action === 'api_key.created')).toMatchObject({
    userId: owner.userId,
    means: 'web',
    resourceType: 'api_key',
    origin: { content: { address: '127.0.0.1', agent: 'test agent' } },
  })
  expect(workspace.find(({ action }) => action === 'connection.created')).toMatchObject({
    userId: owner.userId,
    means: 'api',
    values: { content: { new: { name: 'Shop', type: 'acmeApi' } } },
  })
  expect(JSON.stringify(lines)).not.toContain('hunter2')
  expect(await verify(steward.databases, null)).toMatchObject({ holds: true, lines: installation.length })
  expect(await verify(steward.databases, owner.workspaceId)).toMatchObject({ holds: true, lines: workspace.length })
})

test('what has the name of a secret is hidden, at any depth', async () => {
  await using database = await testDatabase()
  const by: By = { actorId: null, workspaceId: null, now: new Date() }
  await database.databases.transaction('connector', (tx) =>
    record(tx, by, {
      action: 'connection.changed',
      resourceType: 'connection',
      resourceId: 'x'.repeat(300),
      old: { password: 'one', clientSecret: 'two', nested: [{ api_key: 'three', tokenPrefix: 'stw_' }] },
      new: { isSecret: true, accessToken: null, refreshToken: 'four', 'nul \0': 'half \ud83d' },
    }),
  )
  await settled(database.databases)

  const [line] = await linesOf(database, null)
  expect(line?.values?.content).toEqual({
    old: { password: '[hidden]', clientSecret: '[hidden]', nested: [{ api_key: '[hidden]', tokenPrefix: 'stw_' }] },
    new: { isSecret: true, accessToken: null, refreshToken: '[hidden]', 'nul \ufffd': 'half \ufffd' },
    metadata: null,
  })
  expect(line?.resourceId).toBe('x'.repeat(255))
  expect(await verify(database.databases, null)).toMatchObject({ holds: true, lines: 1 })
})

test('the role of the hub can neither change nor remove a line, and nobody can by the usual way', async () => {
  await using database = await testDatabase()
  const { databases } = database
  await append(databases, [act({ address: '192.0.2.1', new: { name: 'x' } })])
  const audit = databases.pool('audit')

  for (const table of ['audit_logs', 'checkpoints'])
    for (const statement of [`update ${table} set seq = 1`, `delete from ${table}`, `truncate ${table} cascade`])
      await expect(audit.query(statement), statement).rejects.toThrow('permission denied')
  for (const statement of ['update audit_origins set ip_address = null', 'update audit_values set new_values = null'])
    await expect(audit.query(statement), statement).rejects.toThrow('permission denied')

  const admin = new pg.Client({ connectionString: database.url })
  await admin.connect()
  await admin.query('set search_path to audit')
  for (const statement of ['update audit_logs set seq = 2', 'delete from audit_logs', 'truncate audit_logs cascade'])
    await expect(admin.query(statement), statement).rejects.toThrow('only grows')
  await expect(admin.query('update audit_values set new_values = null')).rejects.toThrow('only grows')

  // A right that somebody has given away is taken back at the next start.
  const { rows } = await admin.query<{ role: string }>(`select role from steward.hub_role where hub = 'audit'`)
  await admin.query(`grant all on audit_logs, checkpoints to ${pg.escapeIdentifier(rows[0]?.role ?? '')}`)
  await expect(audit.query('delete from audit_logs')).rejects.toThrow('only grows')
  await migrateDatabases(databases)
  await expect(audit.query('delete from audit_logs')).rejects.toThrow('permission denied')
  await expect(audit.query('truncate checkpoints')).rejects.toThrow('permission denied')
  await admin.end()

  const walled = databases.within(newId()).pool('audit')
  for (const table of ['audit_logs', 'audit_origins', 'audit_values', 'checkpoints', 'activity_logs'])
    await expect(walled.query(`delete from ${table}`), table).rejects.toThrow('permission denied')
})

test('whoever changes the stored lines past every right is found out', async () => {
  await using database = await testDatabase()
  const { databases } = database
  const workspaces = Array.from({ length: 6 }, () => newId())
  for (const workspaceId of workspaces)
    await append(
      databases,
      Array.from({ length: 10 }, (_, n) => act({ workspaceId, resourceId: `${n}`, address: '192.0.2.1', new: { n } })),
    )
  const [field, byte, row, order, value, origin] = workspaces as [string, string, string, string, string, string]
  const idOf = (workspace: string, seq: number) =>
    `(select id from audit_logs where workspace_id = '${workspace}' and seq = ${seq})`
  await tamper(
    database,
    `update audit_logs set user_id = gen_random_uuid() where workspace_id = '${field}' and seq = 6`,
    `update audit_logs set hash = set_byte(hash, 0, get_byte(hash, 0) # 1) where workspace_id = '${byte}' and seq = 6`,
    `delete from audit_logs where workspace_id = '${row}' and seq = 6`,
    `update audit_logs set seq = -5 where workspace_id = '${order}' and seq = 5`,
    `update audit_logs set seq = 5 where workspace_id = '${order}' and seq = 6`,
    `update audit_logs set seq = 6 where workspace_id = '${order}' and seq = -5`,
    `update audit_values set new_values = '{"n": 6}' where line_id = ${idOf(value, 6)}`,
    `delete from audit_origins where line_id = ${idOf(origin, 6)}`,
  )

  expect(await verify(databases, field)).toMatchObject({
    holds: false,
    integrity: { broken: { seq: 6 } },
    continuity: { holds: true },
  })
  expect(await verify(databases, byte)).toMatchObject({ holds: false, integrity: { broken: { seq: 6 } } })
  expect(await verify(databases, row)).toMatchObject({
    holds: false,
    integrity: { holds: true },
    continuity: { broken: { seq: 6, id: null } },
  })
  expect(await verify(databases, order)).toMatchObject({ holds: false, integrity: { broken: { seq: 5 } } })
  expect(await verify(databases, value)).toMatchObject({
    integrity: { broken: { seq: 6, reason: 'its old and new values are not what was hashed' } },
  })
  expect(await verify(databases, origin)).toMatchObject({ integrity: { broken: { seq: 6 } } })
})

test('many writers at once make chains without a gap, in the order in which they came', async () => {
  await using database = await testDatabase()
  const others = await connectDatabases(new Map(hubs.map((hub) => [hub, database.url])), {
    migrate: false,
    release: async () => {},
  })
  const [first, second] = [newId(), newId()]
  const writers = [database.databases, others].flatMap((db) =>
    Array.from({ length: 20 }, (_, n) =>
      // Chains in both orders: a lock that waited for the other's would never end.
      append(
        db,
        n % 2 === 0
          ? [act({ workspaceId: first }), act({ workspaceId: second })]
          : [act({ workspaceId: second }), act({ workspaceId: first })],
      ),
    ),
  )
  await Promise.all(writers)
  await others.close()

  for (const workspaceId of [first, second])
    expect(await verify(database.databases, workspaceId)).toMatchObject({ holds: true, lines: 40, lastSeq: 40 })
})

test('an erased person is gone from the log, and the chains hold', async () => {
  await using database = await testDatabase()
  const { databases } = database
  const [ada, eve, workspaceId, elsewhere] = [newId(), newId(), newId(), newId()]
  const from = { address: '192.0.2.44', agent: 'the browser of Ada' }
  await append(databases, [
    act({ workspaceId, userId: ada, ...from }),
    act({
      workspaceId,
      userId: eve,
      address: '192.0.2.55',
      resourceType: 'user',
      resourceId: ada,
      new: { email: 'ada@example.com' },
    }),
    act({ workspaceId: elsewhere, userId: ada, ...from }),
    act({ userId: ada, ...from, action: 'user.signed_in', resourceType: 'user', resourceId: ada }),
  ])
  await databases.transaction('audit', (tx) => erasePerson(tx, { actorId: eve, now: new Date() }, ada))

  const everything = await Promise.all(
    ['audit_logs', 'audit_origins', 'audit_values', 'activity_logs', 'outbox'].map(
      async (table) => (await databases.pool('audit').query(`select * from ${table}`)).rows,
    ),
  )
  const text = JSON.stringify(everything)
  for (const trace of ['192.0.2.44', 'the browser of Ada', 'ada@example.com']) expect(text).not.toContain(trace)
  expect(text).toContain('192.0.2.55')
  expect(await verify(databases, workspaceId)).toMatchObject({ holds: true, lines: 3, erasedLines: 2 })
  expect(await verify(databases, elsewhere)).toMatchObject({ holds: true, lines: 2, erasedLines: 1 })
  expect(await verify(databases, null)).toMatchObject({ holds: true, lines: 2, erasedLines: 1 })
  expect((await linesOf(database, workspaceId)).at(-1)).toMatchObject({ action: 'person.erased', userId: eve, resourceId: ada })
})

test('ten thousand lines are in their chain soon, and still in order', async () => {
  await using database = await testDatabase()
  const { databases } = database
  const workspaceId = newId()
  const by: By = { actorId: newId(), workspaceId, now: new Date(), from: { address: '192.0.2.1', agent: 'x' } }
  await databases.transaction('workflow', async (tx) => {
    for (let n = 0; n < 10_000; n++)
      await record(tx, by, { action: 'thing.made', resourceType: 'thing', resourceId: 'one', new: { n } })
  })
  const beganMs = performance.now()
  await settled(databases)
  const tookMs = performance.now() - beganMs

  const lines = await linesOf(database, workspaceId)
  expect(lines.map(({ values }) => values?.content?.new?.['n'])).toEqual(Array.from({ length: 10_000 }, (_, n) => n))
  expect(await verify(databases, workspaceId)).toMatchObject({ holds: true, lines: 10_000 })
  // Several times what it takes on a busy machine.
  expect(tookMs).toBeLessThan(30_000)
})

test('lines from before the chain get into it, each once, and come out of it when it is taken back', async () => {
  await using database = await testDatabase()
  const { databases } = database
  const [workspaceId, old, handled] = [newId(), newId(), newId()]
  await takeBackMigration(databases, 'audit')
  await databases.pool('audit').query(
    `insert into audit_logs (id, workspace_id, user_id, action, resource_type, new_values, ip_address, user_agent, created_at)
     values ($1, $3, gen_random_uuid(), 'a.made', 'a', '{"name": "old"}', '192.0.2.1', 'x', '2026-01-01T00:00:00.123Z'),
            ($2, $3, null, 'b.made', 'b', null, null, null, '2026-01-02')`,
    [old, handled, workspaceId],
  )
  await databases
    .pool('audit')
    .query(`insert into inbox (consumer, event_id) values ('audit', $1), ('audit', $2)`, [old, handled])
  await migrateDatabases(databases)
  await settled(databases)

  expect(await linesOf(database, workspaceId)).toMatchObject([
    {
      id: old,
      seq: 1,
      at: '2026-01-01T00:00:00.123Z',
      means: null,
      origin: { content: { address: '192.0.2.1', agent: 'x' } },
      values: { content: { new: { name: 'old' } } },
    },
    { id: handled, seq: 2, action: 'b.made', origin: null, values: null },
  ])
  expect(await verify(databases, workspaceId)).toMatchObject({ holds: true, lines: 2 })

  await takeBackMigration(databases, 'audit')
  const { rows } = await databases
    .pool('audit')
    .query('select id, host(ip_address) as ip, new_values from audit_logs order by created_at')
  expect(rows).toEqual([
    { id: old, ip: '192.0.2.1', new_values: { name: 'old' } },
    { id: handled, ip: null, new_values: null },
  ])
})
