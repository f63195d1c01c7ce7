import type { ApprovalDetail } from '@steward/contract/api/approval'
import type { LiveEvent } from '@steward/contract/api/live-event'
import { beforeAll, expect, test } from 'vitest'
import { givenWorkflow } from '#test/given-workflow'
import { recordingPeer } from '#test/recording-peer'
import { type Json, running, type RunningInstallation, until } from '#test/running'

let steward: RunningInstallation
let peer: Awaited<ReturnType<typeof recordingPeer>>
beforeAll(async () => {
  peer = await recordingPeer({})
  steward = await running()
  return async () => {
    await steward[Symbol.asyncDispose]()
    await peer[Symbol.asyncDispose]()
  }
})
test('a node waits for a person, who hears of it at once, and goes on with the answer', async () => {
  const heard: LiveEvent[] = []
  const leave = new AbortController()
  const stream = await steward.raw('/events', { signal: leave.signal })
  void listen(stream, heard)
  await steward.api('POST', '/policies', {
    name: 'Every call',
    answer: 'ask',
    conditions: { connectors: ['http_request'] },
    asking: { quorum: 1, expiresInMinutes: 60 },
  })
  const id = await steward.given(
    givenWorkflow(
      [
        { name: 'Go', type: 'manual_trigger', to: { Call: [0, 0] } },
        { name: 'Call', type: 'http_request', version: 4.2, parameters: { method: 'POST', url: `${peer.url}/it`, options: {} } },
      ],
      { name: 'Calls' },
    ),
    { active: false },
  )
  const executionId = await steward.begin(id)
  const asked = await until(
    async () => ((await steward.api('GET', `/approvals?executionId=${executionId}`)).body['items'] as ApprovalDetail[])[0],
    (found) => found !== undefined,
  )
  const admin = await steward.member('admin')
  const answer = await fetch(`${steward.url}/api/v1/approvals/${asked?.id}/decision`, {
    method: 'POST',
    headers: { ...admin, 'content-type': 'application/json' },
    body: JSON.stringify({ decision: 'approve', hash: asked?.hash } satisfies Json),
  })
  const { summary } = await until(
    () => steward.rested(executionId),
    ({ summary: one }) => one.status === 'completed' || one.status === 'failed',
  )
  leave.abort()

  expect(answer.status).toBe(200)
  expect(summary.status).toBe('completed')
  const states = heard.flatMap((event) =>
    event.type === 'approval.changed' && event.approvalId === asked?.id ? [event.state] : [],
  )
  expect(states).toEqual(['pending', 'approved', 'used'])
})

async function listen(stream: Response, heard: LiveEvent[]): Promise<void> {
  const decoder = new TextDecoder()
  let rest = ''
  try {
    for await (const chunk of stream.body ?? []) {
      const blocks = (rest + decoder.decode(chunk as Uint8Array, { stream: true })).split('\n\n')
      rest = blocks.pop() ?? ''
      for (const block of blocks) {
        const data = /^data: (.*)$/m.exec(block)?.[1]
        if (data !== undefined) heard.push(JSON.parse(data) as LiveEvent)
      }
    }
  } catch {
    // The reader left.
  }
}
