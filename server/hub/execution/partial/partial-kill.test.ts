import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Execution, ExecutionSummary } from '@steward/contract/api/execution'
import { expect, test } from 'vitest'
import { givenWorkflow } from '#test/given-workflow'
import { recordingPeer } from '#test/recording-peer'
import { freePort, ownerApi, startServer } from '#test/server-process'

test(
  'a part goes on after its process was killed: what was taken over stays so, and nothing after its last node follows',
  { timeout: 120_000 },
  async () => {
    await using peer = await recordingPeer({ '/slow': 1_500 })
    const folder = mkdtempSync(join(tmpdir(), 'steward-partial-'))
    const call = (name: string, method: string, to: Record<string, readonly [number, number]>) => ({
      name,
      type: 'http_request',
      version: 4.2,
      parameters: { method, url: `${peer.url}/${name.toLowerCase()}`, options: {} },
      to,
    })
    const document = givenWorkflow([
      { name: 'Start', type: 'manual_trigger', to: { Paid: [0, 0] } },
      call('Paid', 'POST', { Slow: [0, 0] }),
      call('Slow', 'GET', { Told: [0, 0] }),
      call('Told', 'POST', { After: [0, 0] }),
      call('After', 'POST', {}),
    ])
    const port = await freePort()
    const before = await startServer(folder, { port })
    const api = await ownerApi(before.url)
    const { summary } = (await api('POST', '/workflows', { document })).body as { summary: { id: string } }
    const begin = async (body: unknown) =>
      ((await api('POST', `/workflows/${summary.id}/executions`, body)).body as unknown as ExecutionSummary).id
    const paid = await begin({ until: 'Paid' })
    await rested(before.url, paid)
    const id = await begin({ until: 'Told', from: { executionId: paid } })
    while (!peer.log.some(({ path }) => path === '/slow')) await new Promise((resolve) => setTimeout(resolve, 20))

    await before.killTree()
    const after = await startServer(folder, { port })
    const execution = await rested(after.url, id)

    expect(execution.summary).toMatchObject({ status: 'completed', partial: { until: 'Told', from: paid } })
    expect(execution.nodes.map(({ nodeName, standIn }) => [nodeName, standIn])).toEqual([
      ['Start', 'earlier'],
      ['Paid', 'earlier'],
      ['Slow', undefined],
      ['Told', undefined],
    ])
    expect(execution.nodes[1]?.outputs).toMatchObject([[{ json: { done: '/paid' } }]])
    // What only reads is asked again, for nobody knows what it was answered.
    expect(peer.log.map(({ path }) => path)).toEqual(['/paid', '/slow', '/slow', '/told'])
    await after.stop()
    rmSync(folder, { recursive: true, force: true })
  },
)

async function rested(url: string, id: string): Promise<Execution> {
  const api = await ownerApi(url)
  for (const until = Date.now() + 30_000; ;) {
    const execution = (await api('GET', `/executions/${id}`)).body as unknown as Execution
    if (!['queued', 'running'].includes(execution.summary.status) || Date.now() > until) return execution
    await new Promise((resolve) => setTimeout(resolve, 100))
  }
}
