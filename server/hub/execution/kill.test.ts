import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Execution, ExecutionSummary } from '@steward/contract/api/execution'
import { expect, test } from 'vitest'
import { recordingPeer } from '../../test/recording-peer.ts'
import { freePort, ownerApi, startServer } from '../../test/server-process.ts'
import { givenWorkflow } from '../../test/given-workflow.ts'

const calls = 100

/** A webhook, a slow call in the middle, one after it. */
const workflow = (peerUrl: string, method: 'GET' | 'POST') =>
  givenWorkflow([
    {
      name: 'Webhook',
      type: 'webhook',
      version: 2,
      parameters: { httpMethod: 'POST', path: 'orders', responseMode: 'onReceived' },
      to: { Slow: [0, 0] },
    },
    {
      name: 'Slow',
      type: 'http_request',
      version: 4.2,
      parameters: { method, url: `=${peerUrl}/slow?key={{ $json.body.key }}`, options: {} },
      to: { Keep: [0, 0] },
    },
    {
      name: 'Keep',
      type: 'set',
      version: 3.4,
      parameters: {
        assignments: { assignments: [{ id: '1', name: 'key', type: 'string', value: '={{ $json.key }}' }] },
        options: {},
      },
      to: { After: [0, 0] },
    },
    {
      name: 'After',
      type: 'http_request',
      version: 4.2,
      parameters: { method, url: `=${peerUrl}/after?key={{ $json.key }}`, options: {} },
    },
  ])

async function sendAll(url: string): Promise<string[]> {
  const send = async (key: string) => {
    const answer = await fetch(`${url}/webhook/orders`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ key }),
    })
    return answer.ok ? key : undefined
  }
  const acknowledged = await Promise.all(Array.from({ length: calls }, (_, i) => send(`order-${i}`)))
  return acknowledged.filter((key) => key !== undefined)
}

async function activate(url: string, document: unknown): Promise<void> {
  const api = await ownerApi(url)
  const made = await api('POST', '/workflows', { document })
  expect(made.status, JSON.stringify(made.body)).toBe(201)
  const { id } = (made.body as { summary: { id: string } }).summary
  const active = await api('POST', `/workflows/${id}/activate`)
  expect(active.status, JSON.stringify(active.body)).toBe(200)
}

async function untilRested(url: string, patienceMs: number): Promise<ExecutionSummary[]> {
  const api = await ownerApi(url)
  for (const until = Date.now() + patienceMs; ;) {
    const { items } = (await api('GET', '/executions?limit=200')).body as { items: ExecutionSummary[] }
    if (items.every((one) => one.status !== 'running' && one.status !== 'queued')) return items
    if (Date.now() > until) return items
    await new Promise((resolve) => setTimeout(resolve, 200))
  }
}

test(
  `${calls} acknowledged webhooks are all completed after the process tree was killed in the middle`,
  { timeout: 120_000 },
  async () => {
    await using peer = await recordingPeer({ '/slow': 1_500, '/after': 400 })
    const folder = mkdtempSync(join(tmpdir(), 'steward-kill-'))
    const port = await freePort()
    const before = await startServer(folder, { port })
    await activate(before.url, workflow(peer.url, 'GET'))

    const acknowledged = await sendAll(before.url)
    // Some executions are at the first call, some at the second when the light goes out.
    await new Promise((resolve) => setTimeout(resolve, 1_300))
    await before.killTree()
    const killedAtMs = performance.now()
    const after = await startServer(folder, { port })
    const rested = await untilRested(after.url, 60_000)

    expect(acknowledged).toHaveLength(calls)
    expect(rested.map((one) => one.status)).toEqual(Array.from({ length: calls }, () => 'completed'))
    // Whoever had gone on to the second call had completed the first: it is not made again.
    for (const { key } of peer.log.filter((call) => call.path === '/after' && call.atMs < killedAtMs)) {
      expect(peer.log.filter((call) => call.path === '/slow' && call.key === key && call.atMs > killedAtMs)).toEqual([])
    }
    const api = await ownerApi(after.url)
    const detail = (await api('GET', `/executions/${rested[0]?.id}`)).body as unknown as Execution
    expect(detail.nodes.map((node) => [node.nodeName, node.status])).toEqual([
      ['Webhook', 'completed'],
      ['Slow', 'completed'],
      ['Keep', 'completed'],
      ['After', 'completed'],
    ])
    expect(await after.stop()).toBe(0)
    rmSync(folder, { recursive: true, force: true })
  },
)

test('a write that was cut off is neither repeated nor forgotten: a person is asked', { timeout: 120_000 }, async () => {
  await using peer = await recordingPeer({ '/slow': 2_500 })
  const folder = mkdtempSync(join(tmpdir(), 'steward-doubt-'))
  const port = await freePort()
  const before = await startServer(folder, { port })
  await activate(before.url, workflow(peer.url, 'POST'))
  const send = (key: string) =>
    fetch(`${before.url}/webhook/orders`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ key }),
    })
  await Promise.all([send('happened'), send('again'), send('stopped')])
  while (peer.log.length < 3) await new Promise((resolve) => setTimeout(resolve, 20))
  await before.killTree()

  const after = await startServer(folder, { port })
  const doubtful = await untilRested(after.url, 20_000)

  expect(doubtful.map((one) => [one.status, one.inDoubt])).toEqual(Array.from({ length: 3 }, () => ['waiting', 1]))
  expect(peer.log).toHaveLength(3)
  const api = await ownerApi(after.url)
  const decide = async (id: string, body: unknown) => (await api('POST', `/executions/${id}/nodes/1/decision`, body)).status
  const keyOf = async (id: string) => {
    const detail = (await api('GET', `/executions/${id}`)).body as unknown as Execution
    const called = detail.nodes[0]?.outputs?.[0]?.[0] as { json: { body: { key: string } } } | undefined
    return called?.json.body.key
  }
  const byKey = new Map(await Promise.all(doubtful.map(async (one) => [await keyOf(one.id), one.id] as const)))
  expect(await decide(byKey.get('happened') ?? '', { decision: 'happened', items: [{ key: 'happened' }] })).toBe(200)
  expect(await decide(byKey.get('again') ?? '', { decision: 'repeat' })).toBe(200)
  expect(await decide(byKey.get('stopped') ?? '', { decision: 'stop' })).toBe(200)
  expect(await decide(byKey.get('again') ?? '', { decision: 'repeat' })).toBe(409)
  const rested = await untilRested(after.url, 20_000)

  const statusOf = (key: string) => rested.find((one) => one.id === byKey.get(key))?.status
  expect([statusOf('happened'), statusOf('again'), statusOf('stopped')]).toEqual(['completed', 'completed', 'failed'])
  const slowCalls = (key: string) => peer.log.filter((call) => call.path === '/slow' && call.key === key).length
  expect([slowCalls('happened'), slowCalls('again'), slowCalls('stopped')]).toEqual([1, 2, 1])
  await after.stop()
  rmSync(folder, { recursive: true, force: true })
})
