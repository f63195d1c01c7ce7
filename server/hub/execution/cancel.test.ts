import { afterAll, beforeAll, expect, test } from 'vitest'
import { givenWorkflow } from '#test/given-workflow'
import { recordingPeer } from '#test/recording-peer'
import { running, type RunningInstallation, type Shared, sharedInstallation, until } from '#test/running'

let shared: Shared
let one: RunningInstallation
let two: RunningInstallation
beforeAll(async () => {
  shared = await sharedInstallation()
  one = await running(shared)
  two = await running(shared)
})
afterAll(async () => {
  await one[Symbol.asyncDispose]()
  await two[Symbol.asyncDispose]()
  await shared[Symbol.asyncDispose]()
})

type Node = Parameters<typeof givenWorkflow>[0][number]
type To = Record<string, readonly [number, number]>
const start: Node = { name: 'Start', type: 'manual_trigger', to: { It: [0, 0] } }
const after = (url: string): Node => ({
  name: 'After',
  type: 'http_request',
  version: 4.2,
  parameters: { url: `${url}/after`, options: {} },
})
const to: To = { After: [0, 0] }

async function begun(node: Node, url = 'http://127.0.0.1:9'): Promise<string> {
  return one.begin(await one.given(givenWorkflow([start, { ...node, to }, after(url)]), { active: false }))
}
const statusOf = async (id: string) =>
  ((await one.api('GET', `/executions/${id}`)).body as { summary: { status: string } }).summary.status
const cancel = async (server: RunningInstallation, id: string) => {
  const { status, body } = await server.api('POST', `/executions/${id}/cancel`)
  return [status, body['code'] ?? body['status']]
}
const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms))

test('code that never ends is ended, whichever process is asked', async () => {
  const id = await begun({ name: 'It', type: 'code', version: 2, parameters: { jsCode: 'while (true) {}' } })
  await until(
    () => one.executions.host.peek(id) ?? two.executions.host.peek(id),
    (held) => held !== undefined,
  )
  await pause(300)
  expect(await cancel(two, id)).toEqual([200, 'cancelled'])
  await until(
    () => one.executions.host.liveCount + two.executions.host.liveCount,
    (count) => count === 0,
  )
  expect(await statusOf(id)).toBe('cancelled')
})

test('a wait for the next try is ended, short or long', async () => {
  await using peer = await recordingPeer({}, { '/it': () => ({ status: 503 }) })
  const retrying = (initialMs: number): Node => ({
    name: 'It',
    type: 'http_request',
    version: 4.2,
    parameters: { url: `${peer.url}/it`, options: {} },
    settings: { retry: { maxTries: 5, backoff: 'fixed', initialMs } },
  })
  const short = await begun(retrying(4_000), peer.url)
  const long = await begun(retrying(60_000), peer.url)
  await until(
    () => statusOf(long),
    (status) => status === 'waiting',
  )
  await until(
    () => peer.log.length,
    (count) => count === 2,
  )
  expect(await cancel(two, short)).toEqual([200, 'cancelled'])
  expect(await cancel(two, long)).toEqual([200, 'cancelled'])
  expect(await cancel(one, long)).toEqual([409, 'execution.already_over'])
  await pause(300)
  expect([await statusOf(short), await statusOf(long), peer.log.length]).toEqual(['cancelled', 'cancelled', 2])
})

test('a queued, a paused and a doubtful execution are cancelled', async () => {
  await using peer = await recordingPeer({}, { '/it': () => ({ cut: true }) })
  const doubtful = await begun({
    name: 'It',
    type: 'http_request',
    version: 4.2,
    parameters: { url: `${peer.url}/it`, method: 'POST', options: {} },
    settings: { retry: { maxTries: 2, backoff: 'fixed', initialMs: 0 } },
  })
  await until(
    () => statusOf(doubtful),
    (status) => status === 'waiting',
  )
  const paused = await begun({ name: 'It', type: 'wait', version: 1.1, parameters: { resume: 'webhook' } })
  await until(
    () => statusOf(paused),
    (status) => status === 'waiting',
  )
  await one.api('POST', `/executions/${paused}/pause`)
  const queued = await begun({ name: 'It', type: 'wait', version: 1.1, parameters: { resume: 'webhook' } })
  await until(
    () => statusOf(queued),
    (status) => status === 'waiting',
  )
  await one.databases
    .pool('execution')
    .query(`update workflow_executions set status = 'queued', wait_kind = 'held' where id = $1`, [queued])

  for (const id of [doubtful, paused, queued]) expect(await cancel(two, id)).toEqual([200, 'cancelled'])
  await pause(200)
  expect(peer.log.map((call) => call.path)).toEqual(['/it'])
})

test('whoever waits for the answer of a resting execution hears at once that it was cancelled', async () => {
  await one.given(
    givenWorkflow([
      {
        name: 'Hook',
        type: 'webhook',
        version: 2,
        parameters: { path: 'rests', responseMode: 'lastNode' },
        to: { Wait: [0, 0] },
      },
      { name: 'Wait', type: 'wait', version: 1.1, parameters: { amount: 30, unit: 'seconds' } },
    ]),
  )
  const answer = fetch(`${one.url}/webhook/rests`)
  const [resting] = await until(
    () => one.list('&status=waiting&mode=webhook'),
    (list) => list.length === 1,
  )
  const beganMs = performance.now()
  await cancel(two, resting?.id ?? '')
  expect([(await answer).status, performance.now() - beganMs < 5_000]).toEqual([500, true])
})

test('cancelling beats timers, tries and late answers, whatever comes first', { timeout: 60_000 }, async () => {
  await using peer = await recordingPeer({ '/slow': 40 }, { '/slow': (nth) => (nth % 2 === 1 ? { status: 503 } : undefined) })
  const nodes: Node[] = [
    {
      name: 'It',
      type: 'http_request',
      version: 4.2,
      parameters: { url: `${peer.url}/slow`, options: {} },
      settings: { retry: { maxTries: 9, backoff: 'fixed', initialMs: 30 } },
    },
    { name: 'It', type: 'wait', version: 1.1, parameters: { amount: 0.1, unit: 'seconds' } },
  ]
  const workflows = await Promise.all(
    nodes.map((node) => one.given(givenWorkflow([start, { ...node, to }, after(peer.url)]), { active: false })),
  )
  const told = await Promise.all(
    Array.from({ length: 40 }, async (_, n) => {
      const id = await one.begin(workflows[n % 2] ?? '')
      await pause(n * 7)
      const [status] = await cancel(n % 3 === 0 ? one : two, id)
      return { id, cancelled: status === 200 }
    }),
  )
  await pause(1_500)
  // Who was told that it is cancelled finds it so for ever; who was told that it was over finds it over.
  for (const { id, cancelled } of told) expect([id, await statusOf(id)]).toEqual([id, cancelled ? 'cancelled' : 'completed'])
  expect(one.executions.host.liveCount + two.executions.host.liveCount).toBe(0)
})
