import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { targetDatabase, type TargetDatabase } from '#test/governed-database'
import { Proxy } from '#test/proxy'
import { type Json, until } from '#test/running'
import { severalProcesses, type SeveralProcesses } from '#test/several-processes'
import type { ServerProcess } from '#test/server-process'

type Api = Awaited<ReturnType<SeveralProcesses['api']>>

/** Gives one password as Vault does; what it is may change. */
async function vault(): Promise<AsyncDisposable & { address: string; password: string; asked: number }> {
  const self = { address: '', password: '', asked: 0 }
  const server = createServer((_request, response) => {
    self.asked += 1
    response.setHeader('content-type', 'application/json')
    response.end(JSON.stringify({ data: { data: { value: self.password } } }))
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  self.address = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  return Object.assign(self, { [Symbol.asyncDispose]: async () => void server.close() })
}

let several: SeveralProcesses
let target: TargetDatabase
let secrets: Awaited<ReturnType<typeof vault>>
let api: Api
let instance: string
const start = () =>
  several.start('http,worker,scheduler', {
    STEWARD_VAULT_ADDR: secrets.address,
    STEWARD_VAULT_TOKEN: 'token',
    STEWARD_VAULT_PREFIX: 'steward/',
  })
beforeAll(async () => {
  secrets = await vault()
  several = await severalProcesses()
  target = await targetDatabase()
})
afterAll(async () => {
  await several[Symbol.asyncDispose]()
  await target[Symbol.asyncDispose]()
  await secrets[Symbol.asyncDispose]()
})

const must = async (status: number, ...call: Parameters<Api>) => {
  const answer = await api(...call)
  expect(answer.status, JSON.stringify(answer.body)).toBe(status)
  return answer.body
}
const submit = async (text: string) =>
  String((await must(201, 'POST', '/queries', { instanceId: instance, database: target.database, form: 'query', text }))['id'])
const becomes = async (id: string, status: string) =>
  until(
    async () => (await api('GET', `/queries/${id}`)).body,
    (query) => query['status'] === status,
    30_000,
  )
/** As if the time had gone by after which a silent process is taken for dead. */
const leasesEnd = () =>
  several.query(`update access.query_requests set lease_until = now() - interval '1 second' where status = 'executing'`)
/** Waits until the database has so many who wait for a lock. */
const blocked = async (count: number) =>
  until(
    async () => Number((await target.query(`select count(*) as n from pg_locks where not granted`))[0]?.['n']),
    (waiting) => waiting === count,
    20_000,
  )

let serving: ServerProcess
async function connectTo(process: ServerProcess): Promise<void> {
  serving = process
  api = await several.api(process)
}

async function prepare(): Promise<void> {
  const made = await must(201, 'POST', '/instances', {
    kind: 'postgresql',
    name: 'Orders',
    environment: 'development',
    host: target.host,
    port: target.port,
    databases: [target.database],
    tls: { mode: 'off' },
    readLogin: { user: target.reader.user, password: 'secret://vault/reader' },
    writeLogin: target.writer,
    limits: { lockMs: 60_000, statementMs: 60_000 },
  })
  instance = String((made['instance'] as Json)['id'])
  const { items } = await must(200, 'GET', '/policies')
  for (const { id, version } of items as { id: string; version: number }[])
    await must(200, 'PATCH', `/policies/${id}`, { version, isActive: false })
}

test('of two processes one executes each query, and none is executed twice or left', { timeout: 120_000 }, async () => {
  secrets.password = target.reader.password
  const first = await start()
  await connectTo(first)
  await prepare()
  const second = await start()
  const totals = () => target.query('select id, total::float8 from orders where id <= 16 order by id')
  const before = await totals()

  const texts = before.map(({ id }) => `update orders set total = total + 1 where id = ${String(id)}`)
  for (const id of await Promise.all(texts.map(submit)))
    expect(await becomes(id, 'completed')).toMatchObject({ result: { changedRows: 1 } })

  expect(await totals()).toEqual(before.map(({ id, total }) => ({ id, total: Number(total) + 1 })))
  const workers = await several.query(`select from audit.audit_logs where action = 'query.started'`)
  expect(workers).toHaveLength(16)
  await second.stop()
})

test('a password that is changed while it is used is asked for again', { timeout: 60_000 }, async () => {
  await becomes(await submit('select 1'), 'completed')
  const asked = secrets.asked
  await becomes(await submit('select 2'), 'completed')
  expect(secrets.asked).toBe(asked)

  await target.query(`alter role ${target.reader.user} password 'rotated'`)
  secrets.password = 'rotated'
  await becomes(await submit('select 3'), 'completed')

  expect(secrets.asked).toBeGreaterThan(asked)
})

test('a query that leads elsewhere by the time it is executed is not executed there', { timeout: 60_000 }, async () => {
  const wire = await Proxy.open(() => target.port)
  const settings = async () => await must(200, 'GET', `/instances/${instance}`)
  const version = async () => ((await settings())['settings'] as Json)['version']
  const leadTo = async (port: number) =>
    await must(200, 'PATCH', `/instances/${instance}`, { version: await version(), port, writeLogin: target.writer })
  await leadTo(wire.port)
  const scheduleAt = new Date(Date.now() + 1_500).toISOString()
  const body = { instanceId: instance, database: target.database, form: 'query', text: 'select 4', scheduleAt }
  const id = String((await must(201, 'POST', '/queries', body))['id'])
  // It hangs on its way in with a password that is not right any more, and is to ask where to go a second time.
  await target.query(`alter role ${target.reader.user} password 'rotated again'`)
  wire.silence()
  await becomes(id, 'executing')
  secrets.password = 'rotated again'
  await leadTo(target.port)
  wire.restore()

  expect(await becomes(id, 'failed')).toMatchObject({ error: expect.stringContaining('changed the instance') as string })
  wire.close()
})

test(
  'a change whose process is killed is in doubt and never begun again; a read is begun again',
  { timeout: 120_000 },
  async () => {
    const holder = await target.connect()
    // Analysing a change would wait for the lock too, so the lock comes when both wait for their time.
    const scheduleAt = new Date(Date.now() + 2_500).toISOString()
    const later = async (text: string) => {
      const body = { instanceId: instance, database: target.database, form: 'query', text, scheduleAt }
      return String((await must(201, 'POST', '/queries', body))['id'])
    }
    const change = await later(`update orders set note = 'killed' where id = 7`)
    const read = await later('select note from orders where id = 8')
    await holder.query('begin; lock table orders in access exclusive mode')
    await becomes(change, 'executing')
    await becomes(read, 'executing')
    await blocked(2)

    await serving.killTree()
    await connectTo(await start())
    await leasesEnd()
    const doubtful = await becomes(change, 'failed')
    await blocked(1)
    await holder.query('rollback')
    await holder.end()

    expect(doubtful).toMatchObject({
      isInDoubt: true,
      result: null,
      error: expect.stringContaining('may have happened') as string,
    })
    expect(await becomes(read, 'completed')).toMatchObject({ result: { rows: 1 } })
    const receipts = async () => (await api('GET', '/effects?outcome=in_doubt')).body['items'] as Json[]
    await until(receipts, (items) => items.some((one) => one['id'] === change))
    const [row] = await several.query<{ tries: number }>('select tries from access.query_requests where uuid = $1', [change])
    expect(row).toEqual({ tries: 1 })
  },
)

test('a change that was told to be in doubt does not happen after that', { timeout: 90_000 }, async () => {
  const holder = await target.connect()
  const text = `update orders set note = 'too late' where id = 9`
  const { id } = await laterThanTheLock({ instanceId: instance, database: target.database, form: 'query', text }, holder)
  await becomes(id, 'executing')
  await blocked(1)

  await until(
    async () => {
      await leasesEnd()
      return (await api('GET', `/queries/${id}`)).body
    },
    (query) => query['isInDoubt'] === true,
    20_000,
  )
  await holder.query('rollback')
  await holder.end()

  const left = () => target.query(`select from pg_stat_activity where application_name = 'steward query'`)
  await until(left, (rows) => rows.length === 0, 20_000)
  expect(await target.query('select note from orders where id = 9')).toEqual([{ note: null }])
})

/** Analysing would wait for the lock too, so the query waits for its time and the lock comes before it. */
async function laterThanTheLock(body: Json, holder: Awaited<ReturnType<TargetDatabase['connect']>>): Promise<{ id: string }> {
  const scheduleAt = new Date(Date.now() + 1_500).toISOString()
  const id = String((await must(201, 'POST', '/queries', { ...body, scheduleAt }))['id'])
  await holder.query('begin; lock table orders in access exclusive mode')
  return { id }
}

test('a read that is executed when its process is told to stop is taken up by another', { timeout: 120_000 }, async () => {
  const holder = await target.connect()
  const body = { instanceId: instance, database: target.database, form: 'query', text: 'select count(*) from people, orders' }
  const { id } = await laterThanTheLock(body, holder)
  await becomes(id, 'executing')
  await blocked(1)

  await serving.stop()
  await connectTo(await start())
  await becomes(id, 'executing')
  await holder.query('rollback')
  await holder.end()

  expect(await becomes(id, 'completed')).toMatchObject({ result: { rows: 1 } })
})

test('whatever is written by hand into the table, an executed query is never open again', async () => {
  const id = await submit('select 1')
  await becomes(id, 'completed')

  for (const status of ['pending', 'approved', 'executing', 'failed'])
    await expect(several.query('update access.query_requests set status = $1 where uuid = $2', [status, id])).rejects.toThrow(
      /cannot become/,
    )
})
