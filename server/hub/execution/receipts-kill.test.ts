import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Receipt } from '@steward/contract/api/effect'
import type { Execution, ExecutionSummary } from '@steward/contract/api/execution'
import { expect, test } from 'vitest'
import { effectKey } from '#engine/host'
import { givenWorkflow } from '#test/given-workflow'
import { until } from '#test/running'
import { silentPeer } from '#test/silent-peer'
import { freePort, ownerApi, startServer } from '../../test/server-process.ts'

const executions = 40

const workflow = (url: string) =>
  givenWorkflow([
    {
      name: 'Hook',
      type: 'webhook',
      version: 2,
      parameters: { httpMethod: 'POST', path: 'charges', responseMode: 'onReceived' },
      to: { First: [0, 0] },
    },
    ...['First', 'Second'].map((name, at) => ({
      name,
      type: 'http_request',
      version: 4.2,
      parameters: {
        method: 'POST',
        url: `${url}/${name}`,
        sendHeaders: true,
        headerParameters: { parameters: [{ name: 'X-Order', value: `={{ $execution.id }}-${name}` }] },
        options: {},
      },
      ...(at === 0 ? { to: { Second: [0, 0] as const } } : {}),
    })),
  ])

test(
  'every effect has exactly one receipt after the process tree was killed in the middle of many',
  { timeout: 120_000 },
  async () => {
    await using peer = await silentPeer()
    peer.ways.isSilent = false
    const folder = mkdtempSync(join(tmpdir(), 'steward-receipts-'))
    const port = await freePort()
    const before = await startServer(folder, { port })
    const api = await ownerApi(before.url)
    const made = await api('POST', '/workflows', { document: workflow(peer.url) })
    await api('POST', `/workflows/${(made.body as { summary: { id: string } }).summary.id}/activate`)
    const send = () => fetch(`${before.url}/webhook/charges`, { method: 'POST', body: '{}' }).catch(() => undefined)
    const sent = Array.from({ length: executions / 2 }, send)
    await Promise.all(sent)
    // The rest is under way, some with a call that nobody answers, when the light goes out.
    peer.ways.isSilent = true
    await Promise.all(Array.from({ length: executions / 2 }, send))
    await until(
      () => peer.posts().length,
      (count) => count >= executions,
    )
    await before.killTree()
    peer.ways.isSilent = false
    const after = await startServer(folder, { port })
    const api2 = await ownerApi(after.url)
    const list = async (status: string) =>
      ((await api2('GET', `/executions?limit=200&status=${status}`)).body as unknown as { items: ExecutionSummary[] }).items
    await until(
      () => list('queued,running'),
      (items) => items.length === 0,
      30_000,
    )
    for (const { id } of await list('waiting')) {
      const { nodes } = (await api2('GET', `/executions/${id}`)).body as unknown as Execution
      const doubtful = nodes.find((node) => node.status === 'in_doubt')
      expect((await api2('POST', `/executions/${id}/nodes/${doubtful?.index}/decision`, { decision: 'repeat' })).status).toBe(200)
    }
    const all = await until(
      () => list('completed'),
      (items) => items.length === executions,
      30_000,
    )

    const expected = all.flatMap(({ id }) => ['First', 'Second'].map((node) => effectKey(id, node, 0)))
    const receipts = await until(
      async () => ((await api2('GET', '/effects?limit=200')).body as unknown as { items: Receipt[] }).items,
      (items) => items.length >= expected.length && items.every((one) => one.outcome === 'completed'),
    )

    expect(new Set(receipts.map((one) => one.id))).toEqual(new Set(expected))
    expect(receipts).toHaveLength(expected.length)
    // What the service saw more often than once is what a person had made again, and the receipt says so.
    const timesCalled = Map.groupBy(peer.posts(), (call) => call.headers['x-order'])
    for (const receipt of receipts) {
      const times = timesCalled.get(`${receipt.executionId}-${receipt.nodeName}`)?.length
      expect(times ?? 0, receipt.nodeName).toBeLessThanOrEqual(receipt.decision === null ? 1 : 2)
      expect(times ?? 0, receipt.nodeName).toBeGreaterThanOrEqual(1)
    }
    expect(receipts.filter((one) => one.decision?.answer === 'repeat').length).toBeGreaterThan(0)
    await after.stop()
    rmSync(folder, { recursive: true, force: true })
  },
)
