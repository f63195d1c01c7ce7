import { mkdir, rename, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { governed, type Governed, type Somebody } from '#test/governed-database'
import { mongoDouble } from '#test/mongo-double/mongo-double'
import { type Json, running, type RunningInstallation, type Shared, sharedInstallation, until } from '#test/running'

let shared: Shared
let steward: RunningInstallation
let at: Governed
let developer: Somebody
let manager: Somebody
let production: string
let development: string
beforeAll(async () => {
  shared = await sharedInstallation()
  steward = await running(shared)
  at = await governed(steward)
  developer = await at.person('developer')
  manager = await at.person('manager')
  production = await at.instance()
  development = await at.instance({ environment: 'development' })
})
afterAll(async () => {
  await steward[Symbol.asyncDispose]()
  await at[Symbol.asyncDispose]()
  await shared[Symbol.asyncDispose]()
})

const slow = 'select count(*) from generate_series(1, 1000000) a, generate_series(1, 1000000) b'

const result = async (by: Somebody, query: Json, path = '') => by.api('GET', `/queries/${String(query['id'])}/result${path}`)

test('a developer asks, a manager approves, and the result arrives with what is hidden in it hidden', async () => {
  const query = await at.submit(developer, {
    instanceId: production,
    text: 'select id, name, email from people order by id',
    comments: 'Who are they?',
  })
  expect(query).toMatchObject({ status: 'pending', class: 'read', result: null })

  const own = await at.decide(developer, query, 'approve')
  expect(own.status).toBe(403)
  expect((await at.decide(manager, query, 'approve')).status).toBe(200)
  const done = await at.becomes(developer, query['id'], 'completed')

  expect(done).toMatchObject({ result: { rows: 50, isTruncated: false, isGone: false }, approver: { id: manager.userId } })
  const page = await result(developer, query, '?limit=2')
  expect(page.body).toMatchObject({
    rows: [
      [1, 'Person 1', '••••'],
      [2, 'Person 2', '••••'],
    ],
    next: 2,
  })
  const next = await result(developer, query, '?from=48')
  expect(next.body['rows']).toHaveLength(2)
  for (const format of ['csv', 'json', 'xlsx']) {
    const file = await developer.api('GET', `/queries/${String(query['id'])}/result/file?format=${format}`)
    expect(file.status).toBe(200)
    expect(String(file.body['text'])).not.toContain('secret1')
  }
})

test('a change of which nothing could be kept for an undo is not made', async () => {
  const queryFiles = join(shared.folder, 'blobs/queries')
  const query = {
    instanceId: development,
    text: `update orders set note = 'unkept' where id = 77`,
    scheduleAt: new Date(Date.now() + 1_500).toISOString(),
  }
  const submitted = await at.submit(developer, query)
  await mkdir(queryFiles, { recursive: true })
  await rename(queryFiles, `${queryFiles}.away`)
  await writeFile(queryFiles, 'no folder')
  try {
    if (submitted['status'] === 'pending') await at.decide(manager, submitted, 'approve')
    const failed = await at.becomes(developer, submitted['id'], 'failed')
    expect(failed).toMatchObject({
      isInDoubt: false,
      error: 'What was there before could not be stored, so nothing was changed.',
    })
  } finally {
    await rm(queryFiles)
    await rename(`${queryFiles}.away`, queryFiles)
  }
  expect(await at.target.query('select note from orders where id = 77')).toEqual([{ note: null }])
})

test('a read on a development database is executed at once, and leaves its receipt and its lines', async () => {
  const query = await at.submit(developer, { instanceId: development, text: 'select count(*) from orders' })
  const done = await at.becomes(developer, query['id'], 'completed')

  expect(done).toMatchObject({ approvalId: null, result: { rows: 1 } })
  expect((await result(developer, query)).body['rows']).toEqual([[expect.anything()]])
  const lines = await until(
    async () =>
      ((await at.owner.api('GET', `/audit?resourceId=${String(query['id'])}`)).body['items'] as Json[]).map(
        (line) => line['action'],
      ),
    (actions) => actions.includes('query.result_viewed'),
  )
  expect(lines).toEqual(expect.arrayContaining(['query.submitted', 'query.approved', 'query.started', 'query.completed']))
  const receipt = await until(
    async () => (await at.owner.api('GET', `/effects/${String(query['id'])}`)).body,
    (body) => body['outcome'] !== undefined,
  )
  expect(receipt).toMatchObject({ outcome: 'completed', class: 'read' })
})

test('what was rejected is told with the reason, and never executed', async () => {
  const query = await at.submit(developer, { instanceId: production, text: 'delete from orders where id = 1' })
  expect(query).toMatchObject({ class: 'write', status: 'pending' })

  await at.decide(manager, query, 'reject', 'Not today')
  const over = await at.becomes(developer, query['id'], 'rejected')

  expect(over).toMatchObject({ rejectionReason: 'Not today' })
  const receipt = async () => (await at.owner.api('GET', `/effects/${String(query['id'])}`)).body
  expect(await until(receipt, (body) => body['outcome'] !== undefined)).toMatchObject({ outcome: 'refused', reason: 'Not today' })
  expect(await at.target.query('select from orders where id = 1')).toHaveLength(1)
})

test('a change after the approval voids it, and it is asked anew', async () => {
  const at12 = new Date(Date.now() + 3_600_000).toISOString()
  const query = await at.submit(developer, { instanceId: production, text: 'select 1', scheduleAt: at12 })
  await at.decide(manager, query, 'approve')
  await at.becomes(developer, query['id'], 'approved')

  const path = `/queries/${String(query['id'])}`
  const stale = await developer.api('PATCH', path, { version: 7, text: 'select 2' })
  expect(stale.body['code']).toBe('access.query_changed_meanwhile')
  expect((await manager.api('PATCH', path, { version: 1, text: 'select 2' })).status).toBe(403)
  const changed = await developer.api('PATCH', path, { version: 1, text: 'select 2', scheduleAt: null })

  expect(changed.body).toMatchObject({ status: 'pending', version: 2, approver: null })
  expect(changed.body['approvalId']).not.toBe(query['approvalId'])
  expect((await at.decide(manager, query, 'approve')).body).toMatchObject({ state: 'superseded' })
  await at.decide(manager, changed.body, 'approve')
  await at.becomes(developer, query['id'], 'completed')
  expect((await result(developer, query)).body['rows']).toEqual([[2]])
})

test('what somebody else changes about the instance after the approval is asked about anew', async () => {
  const own = await at.instance()
  const soon = new Date(Date.now() + 1_500).toISOString()
  const query = await at.submit(developer, { instanceId: own, text: 'select email from people', scheduleAt: soon })
  await at.decide(manager, query, 'approve')
  await at.becomes(developer, query['id'], 'approved')
  const { body } = await at.owner.api('GET', `/instances/${own}`)
  const { version } = body['settings'] as Json
  expect((await at.owner.api('PATCH', `/instances/${own}`, { version, masked: [] })).status).toBe(200)

  const again = await at.becomes(developer, query['id'], 'pending')

  expect(again['approvalId']).not.toBe(query['approvalId'])
  expect(again['result']).toBeNull()
})

test('a change keeps what was there before, and is taken back by a request of its own', async () => {
  const query = await at.submit(developer, { instanceId: production, text: "update orders set note = 'x' where id in (5, 6)" })
  await at.decide(manager, query, 'approve')
  const done = await at.becomes(developer, query['id'], 'completed')
  expect(done).toMatchObject({ result: { changedRows: 2 }, undo: { isPossible: true } })
  await at.target.query("update orders set note = 'y' where id = 6")

  const undo = await developer.api('POST', `/queries/${String(query['id'])}/undo`, {})
  expect(undo.body).toMatchObject({ status: 'pending', form: 'undo' })
  expect((await developer.api('POST', `/queries/${String(query['id'])}/undo`, {})).body['code']).toBe('access.undo_impossible')
  await at.decide(manager, undo.body, 'approve')
  const undone = await at.becomes(developer, undo.body['id'], 'completed')

  expect(undone).toMatchObject({ result: { rows: 1, changedRows: 1 } })
  expect(await at.target.query('select note from orders where id in (5, 6) order by id')).toEqual([{ note: null }, { note: 'y' }])
})

test('more changed rows than approved are rolled back', async () => {
  const small = await at.instance({ limits: { changedRows: 10 } })
  const query = await at.submit(developer, { instanceId: small, text: "update orders set note = 'z' where id > 100" })
  await at.decide(manager, query, 'approve')
  const over = await at.becomes(developer, query['id'], 'failed')

  expect(String(over['error'])).toContain('10')
  expect(over['isInDoubt']).toBe(false)
  expect(await at.target.query("select from orders where note = 'z'")).toHaveLength(0)
})

test('a query is cancelled while it is executed, and while it waits', async () => {
  const query = await at.submit(developer, { instanceId: development, text: slow })
  await at.becomes(developer, query['id'], 'executing')
  const cancelled = await developer.api('POST', `/queries/${String(query['id'])}/cancellation`, {})
  expect(cancelled.status).toBe(200)
  await at.becomes(developer, query['id'], 'cancelled')

  const waiting = await at.submit(developer, { instanceId: production, text: 'select 1' })
  await developer.api('POST', `/queries/${String(waiting['id'])}/cancellation`, { reason: 'a mistake' })
  await at.becomes(developer, waiting['id'], 'cancelled')
  expect((await at.decide(manager, waiting, 'approve')).status).toBe(409)
  const again = await developer.api('POST', `/queries/${String(waiting['id'])}/cancellation`, {})
  expect(again.body['code']).toBe('access.query_not_open')
})

test('what is refused cannot be submitted, and the reason is a sentence', async () => {
  const submitted = await developer.api('POST', '/queries', {
    instanceId: production,
    database: at.target.database,
    form: 'query',
    text: "copy people to program 'cat'",
  })
  expect(submitted).toMatchObject({ status: 400, body: { code: 'access.refused' } })
  expect(submitted.body['detail']).toMatch(/[.]$/)
})

test('a scheduled query begins at its time', async () => {
  const scheduleAt = new Date(Date.now() + 1_200)
  const query = await at.submit(developer, { instanceId: development, text: 'select 1', scheduleAt: scheduleAt.toISOString() })
  expect(query).toMatchObject({ status: 'approved' })
  const done = await at.becomes(developer, query['id'], 'completed')

  expect(Date.parse(String(done['startedAt']))).toBeGreaterThanOrEqual(scheduleAt.getTime() - 50)
})

test('a query whose process ended before anybody was asked is asked about, also behind one that cannot be', async () => {
  const submit = () => at.submit(developer, { instanceId: production, text: 'select 3' })
  const [broken, forgotten] = [await submit(), await submit()]
  const stored = (text: string, query: Json) =>
    steward.databases.pool('access').query<Json>(`${text} where uuid = $1 returning approval_id`, [query['id']])
  const before = `update query_requests set approval_id = null, updated_at = now() - interval '1 minute'`
  await stored(`${before}, analysis = '{"findings": 1}'`, broken)
  await stored(before, forgotten)

  const shown = async (query: Json) => (await developer.api('GET', `/queries/${String(query['id'])}`)).body
  await until(
    async () => (await shown(forgotten))['approvalId'],
    (id) => id !== null,
  )
  const { rows } = await stored(`update query_requests set status = 'cancelled'`, broken)
  expect(rows).toEqual([{ approval_id: null }])
})

test('whoever watches hears of what they may see as it happens, and of nothing else', async () => {
  const hidden = await at.instance({ environment: 'development', readers: { people: [], pods: [] } })
  const gone = new AbortController()
  const stream = await fetch(`${at.steward.url}/api/v1/queries/events`, { headers: developer.headers, signal: gone.signal })
  let heard = ''
  const hearing = (async () => {
    for await (const chunk of stream.body ?? []) heard += Buffer.from(chunk).toString()
  })().catch(() => undefined)

  const secret = await at.submit(manager, { instanceId: hidden, text: 'select 1' })
  await at.becomes(manager, secret['id'], 'completed')
  const query = await at.submit(manager, { instanceId: development, text: 'select 1' })
  await until(
    () => heard,
    (text) => text.includes(`"queryId":"${String(query['id'])}","status":"completed"`),
  )
  gone.abort()
  await hearing

  expect(heard).not.toContain(String(secret['id']))
})

test('MongoDB is queried by the same way: a shell query is approved, and what it may not do is refused', async () => {
  const double = await mongoDouble({
    users: { reader: { password: 'reads', right: 'read' }, writer: { password: 'writes', right: 'readWrite' } },
  })
  try {
    const instance = await at.instance({
      kind: 'mongodb',
      host: '127.0.0.1',
      port: double.port,
      databases: ['shop'],
      readLogin: { user: 'reader', password: 'reads' },
      writeLogin: { user: 'writer', password: 'writes' },
      masked: [{ schema: null, table: 'people', column: 'email' }],
    })
    const of = (text: string) => at.submit(developer, { instanceId: instance, database: 'shop', text })
    const insert = await of(
      `db.people.insertMany([{ _id: 1, name: 'Ada', email: 'secret@example.com' }, { _id: 2, name: 'Bo' }])`,
    )
    await at.decide(manager, insert, 'approve')
    await at.becomes(developer, insert['id'], 'completed')
    const read = await of('db.people.find({}).sort({ _id: 1 })')
    await at.decide(manager, read, 'approve')
    await at.becomes(developer, read['id'], 'completed')

    const page = JSON.stringify((await result(developer, read)).body)
    expect(page).toContain('Ada')
    expect(page).not.toContain('secret@')
    const body = { instanceId: instance, database: 'shop', form: 'query', text: `db.people.find({ $where: '1' })` }
    expect((await developer.api('POST', '/queries', body)).body['code']).toBe('access.refused')
  } finally {
    await double[Symbol.asyncDispose]()
  }
})
