import { execFileSync } from 'node:child_process'
import { chmodSync, chownSync, mkdirSync, rmSync, statfsSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, onTestFinished, test, vi } from 'vitest'
import { givenWorkflow } from '#test/given-workflow'
import { needsRight } from '#test/needs'
import { recordingPeer } from '#test/recording-peer'
import { running, type RunningInstallation, until } from '#test/running'
import { Listener } from '#db'
import { SteadyClient } from '../steady-client.ts'
import { type OwnDatabase, ownDatabase } from '#test/own-database'

vi.setConfig({ testTimeout: 120_000 })

type To = Readonly<Record<string, readonly [number, number]>>

let database: OwnDatabase
let server: RunningInstallation
let peer: Awaited<ReturnType<typeof recordingPeer>>

beforeAll(async () => {
  database = await ownDatabase()
  peer = await recordingPeer({ '/slow': 1_500, '/first': 100 })
  server = await running(database)
  await server.given(flow('pure', [hook('pure', { Keep: [0, 0] }), { name: 'Keep', type: 'no_op' }]))
  await server.given(
    flow('writes', [hook('writes', { First: [0, 0] }), call('First', '/first', { Last: [0, 0] }), call('Last', '/last')]),
  )
  await server.given(
    flow('slow', [hook('slow', { Slow: [0, 0] }), call('Slow', '/slow', { Last: [0, 0] }), call('Last', '/last')]),
  )
}, 120_000)

afterAll(async () => {
  await server[Symbol.asyncDispose]()
  await peer[Symbol.asyncDispose]()
  await database[Symbol.asyncDispose]()
})

const flow = (name: string, nodes: Parameters<typeof givenWorkflow>[0]) => givenWorkflow(nodes, { name })
const hook = (path: string, to: To) => ({
  name: 'Hook',
  type: 'webhook',
  version: 2,
  parameters: { httpMethod: 'POST', path, responseMode: 'onReceived' },
  to,
})
const call = (name: string, path: string, to: To = {}) => ({
  name,
  type: 'http_request',
  version: 4.2,
  parameters: { method: 'POST', url: `=${peer.url}${path}?key={{ $('Hook').first().json.body.key }}`, options: {} },
  to,
})

async function send(
  path: string,
  key: string,
  more: object = {},
): Promise<{ status: number; id: string; body: string; retryAfter: string | null }> {
  const headers = { 'content-type': 'application/json' }
  const answer = await fetch(`${server.url}/webhook/${path}`, { method: 'POST', headers, body: JSON.stringify({ key, ...more }) })
  return {
    status: answer.status,
    id: answer.headers.get('x-execution-id') ?? '',
    retryAfter: answer.headers.get('retry-after'),
    body: await answer.text(),
  }
}

/** Past the wire, so that what is seen is what is stored. */
const statuses = async (key: string) =>
  (
    await database.query<{ status: string }>(
      `select status from execution.workflow_executions where trigger_data::text like $1 order by id`,
      [`%"key":"${key}"%`],
    )
  ).map((row) => row.status)

const untilCompleted = (key: string) =>
  until(
    () => statuses(key),
    (seen) => seen.length > 0 && seen.every((one) => one === 'completed'),
  )

const calls = (path: string, key: string) => peer.log.filter((one) => one.path === path && one.key === key).length

test.each(['pure', 'writes'])('a start (%s) is stored once although the answer of the database was lost', async (path) => {
  const key = `lost start ${path}`
  const lostBefore = database.proxy.lost
  database.proxy.loseAnswerTo(key)

  const { status } = await send(path, key)

  expect([status, database.proxy.lost - lostBefore]).toEqual([200, 1])
  expect(await untilCompleted(key)).toEqual(['completed'])
  expect([calls('/first', key), calls('/last', key)]).toEqual(path === 'writes' ? [1, 1] : [0, 0])
})

test('what an execution has done is stored once although the answer of the database was lost', async () => {
  const key = 'lost done'
  const lostBefore = database.proxy.lost
  await send('writes', key)
  await until(
    () => calls('/first', key),
    (count) => count === 1,
  )
  database.proxy.loseAnswerTo(key)

  expect(await untilCompleted(key)).toEqual(['completed'])
  expect(database.proxy.lost - lostBefore).toBe(1)
  expect([calls('/first', key), calls('/last', key)]).toEqual([1, 1])
})

test('executions under load survive the death of PostgreSQL: what was acknowledged is done, and no write is made twice', async () => {
  const keys = Array.from({ length: 60 }, (_, i) => `restart ${i}`)
  const sending = keys.map(async (key, i) => {
    await new Promise((resolve) => setTimeout(resolve, i * 20))
    return {
      key,
      status: await send('writes', key).then(
        ({ status }) => status,
        () => 0,
      ),
    }
  })
  await new Promise((resolve) => setTimeout(resolve, 400))
  await database.postgres.kill()
  await new Promise((resolve) => setTimeout(resolve, 300))
  await database.postgres.start()
  const sent = await Promise.all(sending)
  const acknowledged = sent.filter(({ status }) => status === 200).map(({ key }) => key)

  expect(acknowledged.length).toBeGreaterThan(0)
  for (const key of acknowledged) {
    // A call that was under way when the lease went is in doubt; everything else goes on by itself.
    const [status] = await until(
      () => statuses(key),
      ([one]) => one === 'completed' || one === 'waiting',
      30_000,
    )
    const doubtful = await database.query<{ in_doubt: number }>(
      `select in_doubt from execution.workflow_executions where trigger_data::text like $1`,
      [`%"key":"${key}"%`],
    )
    expect([status, doubtful]).toEqual([status, [{ in_doubt: status === 'waiting' ? 1 : 0 }]])
    expect(await statuses(key)).toHaveLength(1)
    expect([calls('/first', key) <= 1, calls('/last', key) <= 1]).toEqual([true, true])
    if (status === 'completed') expect([calls('/first', key), calls('/last', key)]).toEqual([1, 1])
  }
})

test('a worker whose connection is cut goes on under another name, and the call that was under way is in doubt', async () => {
  const key = 'cut'
  const before = server.executions.worker.workerId()
  await send('slow', key)
  await until(
    () => calls('/slow', key),
    (count) => count === 1,
  )

  database.proxy.cut()

  await until(
    () => statuses(key),
    ([status]) => status === 'waiting',
    30_000,
  )
  expect(server.executions.worker.workerId()).not.toBe(before)
  expect([calls('/slow', key), calls('/last', key)]).toEqual([1, 0])
  expect((await send('pure', 'after the cut')).status).toBe(200)
})

test('a database that may only be read is said so to callers, and what comes after is stored', async () => {
  const readOnly = async (on: boolean) => {
    await database.query(`alter database steward set default_transaction_read_only = ${on ? 'on' : 'off'}`)
    await database.query(
      `select pg_terminate_backend(pid) from pg_stat_activity where datname = 'steward' and pid <> pg_backend_pid()`,
    )
  }
  await readOnly(true)
  const refused = await send('pure', 'read only')
  const whileReadOnly = await statuses('read only')
  const began = performance.now()
  const next = await send('pure', 'read only too')
  const tookMs = performance.now() - began
  await readOnly(false)

  expect([refused.status, JSON.parse(refused.body)]).toEqual([503, expect.objectContaining({ code: 'execution.not_stored' })])
  expect(whileReadOnly).toEqual([])
  // Whoever comes meanwhile is not kept waiting for what is known.
  expect([next.status, tookMs < 5_000]).toEqual([503, true])
  await until(
    () => send('pure', 'writable again').then(({ status }) => status),
    (status) => status === 200,
    30_000,
  )
  await until(
    () => statuses('writable again'),
    (seen) => seen.at(-1) === 'completed',
  )
  // What its caller was told is not accepted has no effect on anything, should it have been stored in the end.
  expect(await statuses('read only too')).toEqual([])
})

test('a connection that falls silent is given up, and the work is done on another one', async () => {
  const client = new SteadyClient(server.databases, { patienceMs: 500 })
  const one = () => client.use(async (connection) => (await connection.query<{ one: number }>('select 1 as one')).rows[0]?.one)
  expect(await one()).toBe(1)
  database.proxy.silence()
  const began = performance.now()

  await expect(one()).rejects.toThrow(/terminated/)
  const tookMs = performance.now() - began
  database.proxy.restore()

  expect(tookMs).toBeLessThan(5_000)
  expect(await one()).toBe(1)
  await client.close()
})

test('a connection that only listens and falls silent is made anew, and its listeners look for what they missed', async () => {
  const listener = new Listener({ hub: 'execution', url: database.url }, { everyMs: 200, patienceMs: 300 })
  const heard: string[] = []
  await listener.add('execution.failure', (payload) => heard.push(payload))
  const say = (text: string) => database.query('select pg_notify($1, $2)', ['execution.failure', text])
  await say('before')
  await until(
    () => heard.length,
    (count) => count === 1,
  )

  database.proxy.silence()
  await new Promise((resolve) => setTimeout(resolve, 1_000))
  await say('meanwhile')
  database.proxy.restore()
  await until(
    () => heard.at(-1),
    (last) => last === '',
  )
  await say('after')
  await until(
    () => heard.at(-1),
    (last) => last === 'after',
  )

  expect(heard).toEqual(['before', '', 'after'])
  await listener.close()
})

/** A small disk of its own for what executions store, with a file that takes what is left of it. */
async function smallDisk(): Promise<{ fill(): void; free(): void }> {
  const folder = join(database.folder, 'small')
  mkdirSync(folder)
  execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=24m', 'tmpfs', folder])
  const cluster = statSync(join(database.folder, 'postgresql', 'cluster'))
  chownSync(folder, cluster.uid, cluster.gid)
  chmodSync(folder, 0o700)
  await database.query(`create tablespace small location '${folder}'`)
  const rows = await database.query<{ name: string }>(
    `select c.oid::regclass::text as name from pg_class c join pg_inherits i on i.inhrelid = c.oid
      where c.relkind = 'r' and i.inhparent in ('execution.execution_journal'::regclass, 'execution.workflow_executions'::regclass)`,
  )
  const move = async (to: string) => {
    for (const { name } of rows) await database.query(`alter table ${name} set tablespace ${to}`)
  }
  await move('small')
  onTestFinished(async () => {
    rmSync(join(folder, 'filler'), { force: true })
    await move('pg_default')
    await database.query('drop tablespace small')
    execFileSync('umount', ['-l', folder])
  })
  const room = () => {
    const { bavail, bsize } = statfsSync(folder)
    return bavail * bsize
  }
  return {
    fill: () => writeFileSync(join(folder, 'filler'), Buffer.alloc(room())),
    free: () => rmSync(join(folder, 'filler')),
  }
}

needsRight('root', process.getuid?.() === 0)(
  'a full disk is said so to callers, loses nothing, and is worked on once there is room',
  async () => {
    const disk = await smallDisk()
    // Letters that do not repeat, because the database packs what does.
    const big = () => ({ big: Array.from({ length: 40_000 }, () => Math.random().toString(36).slice(2)).join('') })
    expect((await send('pure', 'before it is full', big())).status).toBe(200)
    disk.fill()

    const refused = await send('pure', 'full', big())
    const began = performance.now()
    const next = await send('pure', 'full too', big())
    const tookMs = performance.now() - began
    disk.free()

    expect([refused.status, JSON.parse(refused.body)]).toEqual([503, expect.objectContaining({ code: 'execution.not_stored' })])
    expect([next.status, tookMs < 5_000]).toEqual([503, true])
    await until(
      () => send('pure', 'room again', big()).then(({ status }) => status),
      (status) => status === 200,
      30_000,
    )
    expect(await untilCompleted('before it is full')).toEqual(['completed'])
    await until(
      () => statuses('room again'),
      (seen) => seen.at(-1) === 'completed',
    )
    expect(await statuses('full too')).toEqual([])
  },
)

test('a call that comes while the database is away does not fail its execution', async () => {
  const get = (name: string, path: string, to: To = {}) => {
    const node = call(name, path, to)
    return { ...node, parameters: { ...node.parameters, method: 'GET' } }
  }
  await server.given(
    flow('reads', [hook('reads', { First: [0, 0] }), get('First', '/first', { Last: [0, 0] }), get('Last', '/last')]),
  )
  const key = 'away'
  await send('reads', key)
  await until(
    () => calls('/first', key),
    (count) => count === 1,
  )
  await database.postgres.kill()
  // The first call comes back, and the second one is due.
  await new Promise((resolve) => setTimeout(resolve, 500))
  await database.postgres.start()

  expect(await untilCompleted(key)).toEqual(['completed'])
})
