import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Execution } from '@steward/contract/api/execution'
import type { NodeSettings } from '@steward/contract/workflow'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { givenWorkflow } from '#test/given-workflow'
import { type PeerReply, recordingPeer } from '#test/recording-peer'
import { running, type RunningInstallation, type Shared, sharedInstallation, until } from '#test/running'
import { ownerApi, startServer } from '#test/server-process'

let shared: Shared
let server: RunningInstallation
beforeAll(async () => {
  shared = await sharedInstallation()
  server = await running(shared)
})
afterAll(async () => {
  await server[Symbol.asyncDispose]()
  await shared[Symbol.asyncDispose]()
})

const policy = (more: Partial<NodeSettings['retry']> = {}): NodeSettings => ({
  retry: { maxTries: 3, backoff: 'exponential', initialMs: 20, ...more },
})

/** A call and a node after it; both with what the test adds. */
const flow = (url: string, settings: NodeSettings, more: Record<string, unknown> = {}, rest: Record<string, unknown> = {}) =>
  givenWorkflow(
    [
      { name: 'Start', type: 'manual_trigger', to: { Call: [0, 0] } },
      {
        name: 'Call',
        type: 'http_request',
        version: 4.2,
        parameters: { url: `${url}/it`, options: {}, ...more },
        settings,
        to: { After: [0, 0] },
      },
      { name: 'After', type: 'http_request', version: 4.2, parameters: { url: `${url}/after`, options: {} } },
    ],
    rest,
  )

async function executed(document: Parameters<RunningInstallation['given']>[0], items?: object[]): Promise<Execution> {
  const id = await server.begin(await server.given(document, { active: false }), items === undefined ? {} : { items })
  return server.rested(id)
}

const calls = (peer: { log: { path: string }[] }, path = '/it') => peer.log.filter((one) => one.path === path).length
const whole = async (execution: Execution) =>
  (await server.api('GET', `/executions/${execution.summary.id}/nodes/1`)).body as unknown as Execution['nodes'][number]
const first = (count: number, reply: PeerReply) => (nth: number) => (nth <= count ? reply : undefined)

test('a call that fails at first is tried again, and the tries before are told', async () => {
  await using peer = await recordingPeer({}, { '/it': first(2, { status: 503 }) })
  const { summary, nodes } = await executed(flow(peer.url, policy()))

  expect(summary.status).toBe('completed')
  expect(nodes.map((node) => [node.nodeName, node.tries])).toEqual([
    ['Start', 1],
    ['Call', 3],
    ['After', 1],
  ])
  expect((await whole({ summary } as Execution)).failedTries).toEqual([
    expect.objectContaining({ number: 1, message: expect.stringContaining('503'), nextAt: expect.any(String) }),
    expect.objectContaining({ number: 2, message: expect.stringContaining('503') }),
  ])
  const [one, two, three] = peer.log.map((call) => call.atMs)
  expect((two ?? 0) - (one ?? 0)).toBeGreaterThanOrEqual(19)
  expect((three ?? 0) - (two ?? 0)).toBeGreaterThanOrEqual(39)
})

test('tries end with the policy, and at once where trying again cannot help', async () => {
  await using peer = await recordingPeer({}, { '/it': () => ({ status: 500 }) })
  await using strict = await recordingPeer({}, { '/it': () => ({ status: 404 }) })
  const tired = await executed(flow(peer.url, policy({ maxTries: 2 })))
  const hopeless = await executed(flow(strict.url, policy()))

  expect([tired.summary.status, calls(peer), tired.nodes[1]?.tries]).toEqual(['failed', 2, 2])
  expect([hopeless.summary.status, calls(strict), hopeless.nodes[1]?.tries]).toEqual(['failed', 1, 1])
})

test("n8n's settings repeat as n8n does", async () => {
  await using peer = await recordingPeer({}, { '/it': first(1, { status: 500, headers: { 'retry-after': '60' } }) })
  const { summary, nodes } = await executed(flow(peer.url, { retryOnFail: true, maxTries: 2, waitBetweenTriesMs: 0 }))
  expect([summary.status, nodes[1]?.tries]).toEqual(['completed', 2])
})

test('a node that goes on with errors is tried again as well', async () => {
  await using peer = await recordingPeer({}, { '/it': first(1, { status: 500 }) })
  const { nodes } = await executed(flow(peer.url, { ...policy(), onError: 'continueRegularOutput' }))
  expect([nodes[1]?.tries, nodes[1]?.outputs?.[0]?.[0]]).toEqual([2, expect.objectContaining({ json: { done: '/it', key: '' } })])
})

test('a long wait for the next try rests in the database and goes on in the next process', { timeout: 40_000 }, async () => {
  await using peer = await recordingPeer({}, { '/it': first(1, { status: 429, headers: { 'retry-after': '6' } }) })
  const before = await running(shared)
  const id = await before.begin(await before.given(flow(peer.url, policy(), { method: 'POST' }), { active: false }))
  const resting = await before.rested(id)
  await before.stop()

  expect(resting.summary).toMatchObject({ status: 'waiting', waitKind: 'retry' })
  expect(resting.nodes[1]).toMatchObject({ nodeName: 'Call', status: 'waiting', tries: 1, failedTries: [{ number: 1 }] })
  const over = await until(
    () => server.rested(id),
    ({ summary }) => summary.status !== 'waiting',
    20_000,
  )
  expect([over.summary.status, over.nodes[1]?.tries, calls(peer)]).toEqual(['completed', 2, 2])
  expect((peer.log[1]?.atMs ?? 0) - (peer.log[0]?.atMs ?? 0)).toBeGreaterThanOrEqual(5_900)
})

test('of side-by-side branches one waits for its next try while the other goes on', { timeout: 40_000 }, async () => {
  await using peer = await recordingPeer({}, { '/it': first(1, { status: 503, headers: { 'retry-after': '6' } }) })
  const alone = flow(peer.url, policy(), { method: 'POST' }, { settings: { executionOrder: 'v1', parallel: { limit: 2 } } })
  const other = { ...alone.nodes[1]!, id: 'Other', name: 'Other', position: [200, 300] as [number, number], settings: {} }
  const id = await server.begin(
    await server.given(
      {
        ...alone,
        nodes: [...alone.nodes, { ...other, parameters: { url: `${peer.url}/other`, method: 'POST', options: {} } }],
        edges: [...alone.edges, { from: { node: 'Start', output: 0 }, to: { node: 'Other', input: 0 }, kind: 'main' }],
      },
      { active: false },
    ),
  )
  expect((await server.rested(id)).summary).toMatchObject({ status: 'waiting', waitKind: 'retry' })
  const { summary, nodes } = await until(
    () => server.rested(id),
    (execution) => execution.summary.status !== 'waiting',
    20_000,
  )

  expect([summary.status, calls(peer), calls(peer, '/other'), calls(peer, '/after')]).toEqual(['completed', 2, 1, 1])
  expect(nodes.find((node) => node.nodeName === 'Call')).toMatchObject({ status: 'completed', tries: 2 })
})

test('no try begins when it would be too late for the policy', async () => {
  await using peer = await recordingPeer({}, { '/it': () => ({ status: 503, headers: { 'retry-after': '600' } }) })
  const { summary } = await executed(flow(peer.url, policy({ maxAgeMs: 60_000 })))
  expect([summary.status, calls(peer)]).toEqual(['failed', 1])
})

test('a write whose answer is lost is not repeated by a policy: it is in doubt', async () => {
  await using peer = await recordingPeer({}, { '/it': first(1, { cut: true }) })
  const doubtful = await executed(flow(peer.url, policy(), { method: 'POST' }))

  expect(doubtful.summary).toMatchObject({ status: 'waiting', inDoubt: 1, waitKind: 'decision' })
  expect(doubtful.nodes[1]).toMatchObject({ status: 'in_doubt', failedTries: [{ number: 1, nextAt: null }] })
  expect(calls(peer)).toBe(1)
  const decided = await server.api('POST', `/executions/${doubtful.summary.id}/nodes/1/decision`, { decision: 'repeat' })
  expect(decided.status).toBe(200)
  const over = await until(
    () => server.rested(doubtful.summary.id),
    ({ summary }) => summary.status !== 'waiting',
  )
  expect([over.summary.status, over.nodes[1]?.tries, calls(peer)]).toEqual(['completed', 2, 2])
})

test('a write whose answer is lost is repeated where the service tells repeats from new calls', async () => {
  await using peer = await recordingPeer({}, { '/it': first(1, { cut: true }) })
  const { summary } = await executed(
    flow(peer.url, policy(), {
      method: 'POST',
      sendHeaders: true,
      headerParameters: { parameters: [{ name: 'Idempotency-Key', value: 'order-1' }] },
    }),
  )
  expect([summary.status, calls(peer)]).toEqual(['completed', 2])
})

test('a write that never left is repeated, and one that was refused with a status', async () => {
  await using refusing = await recordingPeer({}, { '/it': first(1, { status: 503 }) })
  const refused = await executed(flow(refusing.url, policy(), { method: 'POST' }))
  const nobody = await executed(flow('http://127.0.0.1:9', policy({ maxTries: 2 }), { method: 'POST' }))

  expect([refused.summary.status, calls(refusing)]).toEqual(['completed', 2])
  expect([nobody.summary.status, nobody.nodes[1]?.tries]).toEqual(['failed', 2])
})

test('a policy does not make calls again that were answered, for the sake of one that was not', async () => {
  await using peer = await recordingPeer({}, { '/it': (nth) => (nth === 2 ? { status: 503 } : undefined) })
  const document = flow(peer.url, policy(), {
    method: 'POST',
    options: { batching: { batch: { batchSize: 1, batchInterval: 0 } } },
  })
  const { summary } = await executed(document, [{ n: 1 }, { n: 2 }, { n: 3 }])

  expect(summary.status).toBe('failed')
  expect(calls(peer)).toBe(2)
})

test('without a policy a write whose answer is lost fails as in n8n, and says that it may have happened', async () => {
  await using peer = await recordingPeer({}, { '/it': first(1, { cut: true }) })
  const { summary, nodes } = await executed(flow(peer.url, {}, { method: 'POST' }))

  expect(summary.status).toBe('failed')
  expect(nodes[1]?.error?.description).toContain('may have happened')
})

test("n8n's retry repeats a write whose answer is lost, but not without a word", async () => {
  await using peer = await recordingPeer({}, { '/it': first(1, { cut: true }) })
  const { summary, logs } = await executed(flow(peer.url, { retryOnFail: true, waitBetweenTriesMs: 0 }, { method: 'POST' }))

  expect([summary.status, calls(peer)]).toEqual(['completed', 2])
  expect(logs).toContainEqual(expect.objectContaining({ level: 'warn', node: 'Call' }))
})

test('a try that takes too long is ended and counts as a failed one', async () => {
  await using peer = await recordingPeer({ '/it': 3_000 })
  const beganMs = performance.now()
  const { summary, nodes } = await executed(flow(peer.url, { ...policy({ maxTries: 2 }), timeoutSeconds: 0.2 }))

  expect([summary.status, nodes[1]?.tries, nodes[1]?.error?.message]).toEqual([
    'failed',
    2,
    'The node took longer than its 0.2 s.',
  ])
  expect(performance.now() - beganMs).toBeLessThan(2_500)
  await until(
    () => peer.log.filter((call) => call.closedMs !== undefined).length,
    (count) => count === 2,
  )
})

test(
  'a process that is killed between two tries of a write leaves no doubt: the next one makes the second try',
  { timeout: 60_000 },
  async () => {
    await using peer = await recordingPeer({}, { '/it': first(1, { status: 503 }) })
    const folder = mkdtempSync(join(tmpdir(), 'steward-retry-'))
    const before = await startServer(folder)
    const api = await ownerApi(before.url)
    const document = flow(peer.url, policy({ backoff: 'fixed', initialMs: 4_000 }), { method: 'POST' })
    const { summary } = (await api('POST', '/workflows', { document })).body as { summary: { id: string } }
    const { id } = (await api('POST', `/workflows/${summary.id}/executions`, {})).body as { id: string }
    await until(
      () => peer.log.length,
      (count) => count === 1,
    )
    await new Promise((resolve) => setTimeout(resolve, 500))
    await before.killTree()

    const after = await startServer(folder)
    const again = await ownerApi(after.url)
    const over = await until(
      async () => (await again('GET', `/executions/${id}`)).body as unknown as Execution,
      (execution) => execution.summary.status === 'completed' || execution.summary.inDoubt > 0,
      30_000,
    )
    await after.stop()
    rmSync(folder, { recursive: true, force: true })

    expect([over.summary.status, calls(peer), over.nodes[1]?.tries]).toEqual(['completed', 2, 2])
    expect((peer.log[1]?.atMs ?? 0) - (peer.log[0]?.atMs ?? 0)).toBeGreaterThanOrEqual(3_900)
  },
)
