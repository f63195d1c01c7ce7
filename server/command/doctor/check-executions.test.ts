import { expect, test } from 'vitest'
import { createSecretBox } from '#base/secret-box'
import { newId } from '#base/id'
import { createConnection, findUnreadable } from '#hub/connector'
import { testDatabase, type TestDatabase } from '#test'
import { checkExecutions } from './check-executions.ts'

const problems = async ({ databases }: TestDatabase) =>
  (await checkExecutions(databases)).filter((one) => one.state !== 'fine').map(({ subject, state }) => `${subject} ${state}`)

const worker = (database: TestDatabase, lease: string, roles = '{http,worker,scheduler}') =>
  database.databases
    .pool('execution')
    .query(
      `insert into workers (id, lock_key, host, pid, roles, lease_until) values ($1, floor(random() * 1e15)::bigint, 'box', 7, $2, now() + $3::interval)`,
      [newId(), roles, lease],
    )

const execution = (database: TestDatabase, more: string, values: readonly unknown[] = []) =>
  database.databases.pool('execution').query(
    `insert into workflow_executions (id, workspace_id, workflow_id, workflow_name, workflow_version, mode, started_at, trigger_data, status, worker_id, wait_until, in_doubt, updated_at, created_at)
     select $1, $1, $1, 'Sick', 1, 'manual', now(), '{}', ${more}`,
    [newId(), ...values],
  )

test('a healthy installation has nothing to complain about', async () => {
  await using database = await testDatabase()
  await worker(database, '10 seconds')
  await execution(database, `'running', (select id from workers), null::timestamptz, 0, now(), now()`)
  expect(await problems(database)).toEqual([])
})

test('executions of a worker that is gone, and the worker itself, are found', async () => {
  await using database = await testDatabase()
  await worker(database, '-1 minute')
  await execution(database, `'running', (select id from workers), null::timestamptz, 0, now() - interval '1 minute', now()`)
  expect(await problems(database)).toEqual(['workers doubtful', 'workers doubtful'])
  await worker(database, '10 seconds')
  expect(await problems(database)).toEqual(['workers doubtful', 'workers broken'])
})

test('timers that nobody heeds, a queue that does not move and effects in doubt are found', async () => {
  await using database = await testDatabase()
  await worker(database, '10 seconds')
  await execution(database, `'waiting', null::uuid, now() - interval '1 minute', 0, now(), now()`)
  await execution(database, `'queued', null::uuid, null::timestamptz, 0, now(), now() - interval '5 minutes'`)
  await execution(database, `'waiting', null::uuid, null::timestamptz, 1, now(), now()`)
  expect(await problems(database)).toEqual(['timers broken', 'queue doubtful', 'effects doubtful'])
})

test('a role that no process has is found', async () => {
  await using database = await testDatabase()
  await worker(database, '10 seconds', '{http,worker}')
  const found = (await checkExecutions(database.databases)).find((one) => one.state === 'broken')
  expect(found?.says).toContain('no process has the role scheduler')
})

test('missing partitions of the month to come are found', async () => {
  await using database = await testDatabase()
  const { rows } = await database.databases
    .pool('execution')
    .query<{ month: string }>(`select to_char(m, 'YYYY_MM') as month from partition_months() as p(m) where m > now()`)
  const { connectAdmin } = await import('#db')
  const admin = await connectAdmin(database.url)
  for (const { month } of rows) await admin.query(`drop table execution.workflow_executions_${month}`)
  await admin.end()
  expect(await problems(database)).toEqual(['partitions doubtful'])
})

test('events that cannot be handled are found', async () => {
  await using database = await testDatabase()
  await database.databases
    .pool('workflow')
    .query(`insert into outbox (event_id, type, key, payload, attempts, last_error) values ($1, 'a.b', 'k', '{}', 3, 'no')`, [
      newId(),
    ])
  expect(await problems(database)).toEqual(['events broken'])
})

test('stored connections that another key locked are named', async () => {
  await using database = await testDatabase()
  const box = createSecretBox(Buffer.alloc(32, 1))
  await createConnection(
    { ...database.scope(), box },
    { name: 'Mail', type: 'httpBasicAuth', values: { user: 'a', password: 'b' } },
  )
  expect(await findUnreadable(database.databases, box)).toEqual([])
  expect(await findUnreadable(database.databases, createSecretBox(Buffer.alloc(32, 2)))).toEqual(['Mail'])
})
