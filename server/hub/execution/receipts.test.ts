import type { Receipt } from '@steward/contract/api/effect'
import { expect, test } from 'vitest'
import { effectKey } from '#engine/host'
import { givenWorkflow } from '#test/given-workflow'
import { recordingPeer } from '#test/recording-peer'
import { running, type RunningInstallation, until } from '#test/running'

const start = (to: Record<string, readonly [number, number]>) => ({ name: 'Start', type: 'manual_trigger', to })
const call = (name: string, method: string, url: string, more: object = {}) => ({
  name,
  type: 'http_request',
  version: 4.2,
  parameters: { method, url, options: {} },
  ...more,
})

async function receipts(server: RunningInstallation, query: string, count: number): Promise<Receipt[]> {
  const look = async () => ((await server.api('GET', `/effects?${query}`)).body as unknown as { items: Receipt[] }).items
  return until(look, (items) => items.length >= count)
}

test('each effect leaves one receipt: what, where, how it went; what only computes leaves none', async () => {
  await using peer = await recordingPeer({})
  await using server = await running()
  const workflow = await server.given(
    givenWorkflow([
      start({ Look: [0, 0] }),
      call('Look', 'GET', `${peer.url}/look`, { to: { Write: [0, 0] } }),
      call('Write', 'POST', `=${peer.url}/{{ $json.done.slice(1) }}?token=hunter2`, {
        connections: { httpHeaderAuth: { id: 'c1', name: 'Shop' } },
        to: { Keep: [0, 0] },
      }),
      { name: 'Keep', type: 'no_op' },
    ]),
    { active: false },
  )
  const execution = await server.begin(workflow)
  expect((await server.rested(execution)).summary.status).toBe('completed')

  const [write, look, ...others] = await receipts(server, `executionId=${execution}`, 2)

  expect(others).toEqual([])
  expect(look).toMatchObject({ nodeName: 'Look', class: 'read', outcome: 'completed', connection: null })
  expect(write).toMatchObject({
    id: effectKey(execution, 'Write', 0),
    executionId: execution,
    workflowId: workflow,
    workflowName: 'Given',
    workflowVersion: 1,
    nodeId: 'Write',
    runIndex: 0,
    class: 'write',
    target: new URL(peer.url).host,
    connection: { kind: 'httpHeaderAuth', id: 'c1', name: 'Shop' },
    requestHash: expect.stringMatching(/^[0-9a-f]{64}$/) as string,
    outcome: 'completed',
    tries: 1,
    response: { status: 200, hash: expect.stringMatching(/^[0-9a-f]{64}$/) as string, sizeBytes: expect.any(Number) as number },
    decision: null,
  })
  expect(JSON.stringify(write)).not.toContain('hunter2')
  expect((await server.api('GET', `/effects/${write?.id}`)).body).toEqual(write)
})
