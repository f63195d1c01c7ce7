import { afterAll, beforeAll, expect, test } from 'vitest'
import { givenWorkflow } from '#test/given-workflow'
import { recordingPeer } from '#test/recording-peer'
import { until } from '#test/running'
import { type SeveralProcesses, severalProcesses } from '#test/several-processes'
import type { ServerProcess } from '../../../test/server-process.ts'

let several: SeveralProcesses
let http: ServerProcess
let api: Awaited<ReturnType<SeveralProcesses['api']>>
let peer: Awaited<ReturnType<typeof recordingPeer>>

beforeAll(async () => {
  several = await severalProcesses()
  peer = await recordingPeer({ '/slow': 1_500 })
  http = await several.start('http')
  api = await several.api(http)
  const webhook = (path: string) => ({
    name: 'Webhook',
    type: 'webhook',
    version: 2,
    parameters: { httpMethod: 'POST', path, responseMode: 'lastNode' },
    to: { Slow: [0, 0] as const },
  })
  // Only reads: what was cut off may be repeated without a person.
  const slow = {
    name: 'Slow',
    type: 'http_request',
    version: 4.2,
    parameters: { url: `=${peer.url}/slow?key={{ $json.body.key }}`, options: {} },
  }
  const made = await api('POST', '/workflows', { document: givenWorkflow([webhook('slow'), slow]) })
  const { id } = (made.body as { summary: { id: string } }).summary
  expect((await api('POST', `/workflows/${id}/activate`)).status).toBe(200)
}, 120_000)

afterAll(async () => {
  await several[Symbol.asyncDispose]()
  await peer[Symbol.asyncDispose]()
})

const send = (key: string, signal?: AbortSignal) =>
  fetch(`${http.url}/webhook/slow`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ key }),
    ...(signal === undefined ? {} : { signal }),
  })

const calls = (key: string) => peer.log.filter((entry) => entry.key === key).length

test('calls that come while no worker is there are answered when one comes', { timeout: 60_000 }, async () => {
  const answers = [send('early-1'), send('early-2')]
  await until(
    () => several.query(`select 1 from execution.workflow_executions where status = 'queued'`),
    (queued) => queued.length === 2,
  )
  const worker = await several.start('worker')

  const all = await Promise.all(answers)

  expect(all.map((answer) => answer.status)).toEqual([200, 200])
  expect(await Promise.all(all.map(async (answer) => answer.json()))).toEqual([
    { done: '/slow', key: 'early-1' },
    { done: '/slow', key: 'early-2' },
  ])
  expect(await worker.stop()).toBe(0)
})

test('a caller is answered although the worker was killed in the middle: another one goes on', { timeout: 60_000 }, async () => {
  const workers = [await several.start('worker'), await several.start('worker')]
  const answered = send('killed')
  await until(
    () => calls('killed'),
    (count) => count === 1,
  )
  const [row] = await several.query<{ pid: number }>(
    `select w.pid from execution.workflow_executions e join execution.workers w on w.id = e.worker_id where e.status = 'running'`,
  )
  const holder = workers.find((worker) => worker.child.pid === row?.pid)
  await holder?.killTree()

  const answer = await answered

  expect(holder).toBeDefined()
  expect([answer.status, await answer.json(), calls('killed')]).toEqual([200, { done: '/slow', key: 'killed' }, 2])
  await Promise.all(workers.filter((worker) => worker !== holder).map((worker) => worker.stop()))
})

test('what a worker says is not needed: an answer whose message was lost is found by looking', { timeout: 60_000 }, async () => {
  const worker = await several.start('worker')
  const answered = send('unheard')
  await until(
    () => calls('unheard'),
    (count) => count === 1,
  )
  // The connection on which the process hears is cut just before it would hear of the end.
  const cut = await several.query(
    `select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database() and query like 'listen "execution.%'`,
  )

  const answer = await answered

  expect(cut.length).toBeGreaterThan(0)
  expect([answer.status, await answer.json()]).toEqual([200, { done: '/slow', key: 'unheard' }])
  await worker.stop()
})

test('a caller who hangs up costs nothing: the execution goes on and nobody is waited for', { timeout: 60_000 }, async () => {
  const worker = await several.start('worker')
  const gone = new AbortController()
  const answered = send('hung up', gone.signal).catch((error: Error) => error.name)
  await until(
    () => calls('hung up'),
    (count) => count === 1,
  )
  gone.abort()

  expect(await answered).toBe('AbortError')
  await until(
    () => several.query(`select 1 from execution.workflow_executions where status <> 'completed'`),
    (open) => open.length === 0,
  )
  expect((await fetch(`${http.url}/readyz`)).status).toBe(200)
  await worker.stop()
})

test('a process tells in /readyz that it is stopping, and takes calls a little longer', { timeout: 60_000 }, async () => {
  const worker = await several.start('worker', { STEWARD_DRAIN_SECONDS: '2' })
  const ready = async () => {
    const answer = await fetch(`${worker.url}/readyz`)
    return [answer.status, ((await answer.json()) as { detail?: string }).detail] as const
  }
  expect((await ready())[0]).toBe(200)
  const stopped = worker.stop()
  await until(
    () => worker.output(),
    (output) => output.includes('Stopping'),
  )

  const draining = await ready()

  expect(draining).toEqual([503, 'The server is stopping. Try again in a moment.'])
  expect(await stopped).toBe(0)
  await expect(fetch(`${worker.url}/readyz`)).rejects.toThrow()
})

test(
  'a caller whose workflow waits a while is answered, whichever process goes on after the wait',
  { timeout: 90_000 },
  async () => {
    const called = await several.start('http,worker')
    await several.start('worker')
    const wait = {
      name: 'Wait',
      type: 'wait',
      version: 1.1,
      parameters: { amount: '={{ $json.body.seconds }}', unit: 'seconds' },
    }
    const webhook = { httpMethod: 'POST', path: 'waits', responseMode: 'lastNode' }
    const document = givenWorkflow([
      { name: 'Webhook', type: 'webhook', version: 2, parameters: webhook, to: { Wait: [0, 0] } },
      wait,
    ])
    const made = await api('POST', '/workflows', { document })
    await api('POST', `/workflows/${(made.body as { summary: { id: string } }).summary.id}/activate`)
    const headers = { 'content-type': 'application/json' }
    const call = async (n: number) => {
      const body = JSON.stringify({ seconds: 0.3 + n * 0.1, n })
      const answer = await fetch(`${called.url}/webhook/waits`, { method: 'POST', headers, body })
      return [answer.status, ((await answer.json()) as { body?: { n: number } }).body?.n]
    }
    const walkers = async () => {
      const rows = await several.query<{ pid: number }>(
        `select distinct w.pid from execution.workflow_executions e join execution.workers w on w.id = e.worker_id
        where e.workflow_id = $1`,
        [(made.body as { summary: { id: string } }).summary.id],
      )
      return rows.length
    }

    const rounds = await until(
      async () =>
        Promise.all(Array.from({ length: 12 }, (_, n) => call(n))).then(async (answers) => ({
          answers,
          walkers: await walkers(),
        })),
      (round) => round.walkers === 2,
      60_000,
    )

    expect(rounds.answers).toEqual(Array.from({ length: 12 }, (_, n) => [200, n]))
  },
)
