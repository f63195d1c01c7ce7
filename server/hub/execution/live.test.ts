import type { Execution } from '@steward/contract/api/execution'
import type { LiveEvent } from '@steward/contract/api/live-event'
import { expect, test } from 'vitest'
import { givenWorkflow } from '#test/given-workflow'
import { recordingPeer } from '#test/recording-peer'
import { running, type RunningInstallation, until } from '#test/running'

type To = Record<string, readonly [number, number]>
const start = (to: To) => ({ name: 'Start', type: 'manual_trigger', to })
const call = (name: string, url: string, to: To = {}, more: Record<string, unknown> = {}) => ({
  name,
  type: 'http_request',
  version: 4.2,
  parameters: { url, options: {}, ...more },
  to,
})

/** Listens to the events of the workspace; what has arrived so far is in `seen`. */
async function watch(server: RunningInstallation, query: string, headers?: Record<string, string>) {
  const leave = new AbortController()
  const path = `/events${query}`
  const answer = await (headers === undefined
    ? server.raw(path, { signal: leave.signal })
    : fetch(`${server.url}/api/v1${path}`, { headers, signal: leave.signal }))
  expect(answer.status).toBe(200)
  const seen: LiveEvent[] = []
  const ended = (async () => {
    let text = ''
    for await (const chunk of answer.body ?? []) {
      text += Buffer.from(chunk as Uint8Array).toString()
      const frames = text.split('\n\n')
      text = frames.pop() ?? ''
      for (const frame of frames) {
        const data = /^data: (.*)$/m.exec(frame)?.[1]
        if (data !== undefined) seen.push(JSON.parse(data) as LiveEvent)
      }
    }
  })().catch(() => {})
  return { seen, ended, leave: () => leave.abort() }
}

const brief = (event: LiveEvent) => {
  if (event.type === 'execution.changed') return `execution ${event.execution.status}`
  if (event.type === 'approval.changed') return 'approval'
  return 'nodeName' in event ? `${event.type === 'node.started' ? 'start' : 'end'} ${event.nodeName}` : 'workflow'
}

test('who watches an execution hears of its nodes and its end, in order', async () => {
  await using peer = await recordingPeer({ '/slow': 300 })
  await using server = await running()
  const id = await server.given(givenWorkflow([start({ Slow: [0, 0] }), call('Slow', `${peer.url}/slow`)]), { active: false })
  const all = await watch(server, `?workflowId=${id}`)
  const execution = await server.begin(id)
  const one = await watch(server, `?executionId=${execution}`)
  await server.rested(execution)
  await until(
    () => all.seen.length,
    (count) => count >= 6,
  )

  expect(all.seen.map(brief)).toEqual([
    'execution running',
    'start Start',
    'end Start',
    'start Slow',
    'end Slow',
    'execution completed',
  ])
  expect(one.seen.map(brief)).toEqual(['end Slow', 'execution completed'])
  expect(all.seen[4]).toMatchObject({
    executionId: execution,
    workflowId: id,
    index: 1,
    runIndex: 0,
    status: 'completed',
    items: [1],
  })
  await server.api(
    'POST',
    `/workflows/${await server.given(givenWorkflow([start({})], { name: 'Other' }), { active: false })}/listen`,
  )
  expect(all.seen).toHaveLength(6)
  all.leave()
  one.leave()
})

test('who watches hears that a workflow has changed', async () => {
  await using server = await running()
  const id = await server.given(givenWorkflow([{ name: 'Hook', type: 'webhook', version: 2, parameters: { path: 'w' } }]), {
    active: false,
  })
  const stream = await watch(server, '')
  await server.api('POST', `/workflows/${id}/activate`)

  expect(
    await until(
      () => stream.seen,
      (seen) => seen.length > 0,
    ),
  ).toEqual([{ type: 'workflow.changed', workflowId: id }])
  stream.leave()
})

test('a running call is really aborted when its execution is cancelled', async () => {
  await using peer = await recordingPeer({ '/slow': 20_000 })
  await using server = await running()
  const id = await server.given(
    givenWorkflow([
      start({ Slow: [0, 0] }),
      call('Slow', `${peer.url}/slow`, { After: [0, 0] }),
      call('After', `${peer.url}/after`),
    ]),
    { active: false },
  )
  const execution = await server.begin(id)
  await until(
    () => peer.log.length,
    (count) => count === 1,
  )
  const stream = await watch(server, `?executionId=${execution}`)

  const cancelled = await server.api('POST', `/executions/${execution}/cancel`)
  const again = await server.api('POST', `/executions/${execution}/cancel`)

  expect([cancelled.status, cancelled.body['status']]).toEqual([200, 'cancelled'])
  expect([again.status, again.body['detail']]).toEqual([409, 'The execution is over (cancelled), so there is nothing to cancel.'])
  await until(
    () => peer.log[0]?.closedMs,
    (ms) => ms !== undefined,
  )
  const { summary, nodes } = await server.rested(execution)
  expect(summary.status).toBe('cancelled')
  // What it did before is kept, though none of it had been stored yet.
  expect(nodes[0]).toMatchObject({ nodeName: 'Start', status: 'completed' })
  expect(peer.log.map((one) => one.path)).toEqual(['/slow'])
  expect(stream.seen.map(brief)).toEqual(['execution cancelled'])
  expect(server.executions.host.liveCount).toBe(0)
  stream.leave()
})

test('a waiting execution is cancelled, and one that is over is not', async () => {
  await using server = await running()
  const id = await server.given(
    givenWorkflow([
      start({ Wait: [0, 0] }),
      { name: 'Wait', type: 'wait', version: 1.1, parameters: { amount: 1, unit: 'hours' } },
    ]),
    { active: false },
  )
  const over = await server.given(givenWorkflow([start({})]), { active: false })
  const waiting = await server.begin(id)
  await server.rested(waiting)
  const ended = await server.begin(over)
  await server.rested(ended)

  expect((await server.api('POST', `/executions/${waiting}/cancel`)).body).toMatchObject({ status: 'cancelled', waitUntil: null })
  expect((await server.rested(waiting)).nodes.map((node) => node.status)).toEqual(['completed', 'cancelled'])
  expect((await server.api('POST', `/executions/${ended}/cancel`)).status).toBe(409)
})

test('a workflow that takes longer than its time is stopped', async () => {
  await using peer = await recordingPeer({ '/slow': 20_000 })
  await using server = await running()
  const settings = { executionOrder: 'v1', executionTimeoutSeconds: 0.3 } as const
  const id = await server.given(givenWorkflow([start({ Slow: [0, 0] }), call('Slow', `${peer.url}/slow`)], { settings }), {
    active: false,
  })
  const { summary } = await server.rested(await server.begin(id))

  expect(summary).toMatchObject({ status: 'failed', error: { message: 'The workflow took longer than its 0.3 s.' } })
  // The call would have taken 20 s.
  expect(summary.durationMs).toBeLessThan(15_000)
  await until(
    () => peer.log[0]?.closedMs,
    (ms) => ms !== undefined,
  )
})

test('a retry begins at the node that failed and makes no call twice', async () => {
  await using peer = await recordingPeer({})
  await using server = await running()
  const nodes = (url: string) =>
    givenWorkflow([
      start({ First: [0, 0] }),
      call('First', `${peer.url}/first`, { Second: [0, 0] }, { method: 'POST' }),
      call('Second', url),
    ])
  const id = await server.given(nodes('http://127.0.0.1:1/gone'), { active: false })
  const failed = await server.rested(await server.begin(id))
  const save = async (document: unknown, baseVersion: number) =>
    expect((await server.api('PUT', `/workflows/${id}`, { document, baseVersion })).status).toBe(200)
  const retry = async (of: string, body: unknown) => server.api('POST', `/executions/${of}/retry`, body)

  const same = await server.rested(String((await retry(failed.summary.id, {})).body['id']))
  await save(nodes(`${peer.url}/second`), 1)
  const current = await server.rested(String((await retry(failed.summary.id, { version: 'current' })).body['id']))
  await save(givenWorkflow([start({ Second: [0, 0] }), call('Second', `${peer.url}/second`)]), 2)
  const changed = await retry(failed.summary.id, { version: 'current' })
  const completed = await retry(current.summary.id, {})

  expect(failed.summary).toMatchObject({ status: 'failed', error: { node: 'Second' } })
  expect(same.summary).toMatchObject({ status: 'failed', retryOf: failed.summary.id, error: { node: 'Second' } })
  expect(current.summary).toMatchObject({ status: 'completed', workflowVersion: 2 })
  expect(current.nodes.map((node) => node.nodeName)).toEqual(['Start', 'First', 'Second'])
  expect(peer.log.map((one) => one.path)).toEqual(['/first', '/second'])
  expect([changed.status, changed.body['code']]).toEqual([409, 'execution.changed_before_failure'])
  expect([completed.status, completed.body['code']]).toEqual([409, 'execution.not_retryable'])
})

test('a decision is only taken for a node whose effect is in doubt', async () => {
  await using server = await running()
  const id = await server.given(givenWorkflow([start({})]), { active: false })
  const { summary } = (await server.rested(await server.begin(id))) as Execution
  const decide = (index: number) =>
    server.api('POST', `/executions/${summary.id}/nodes/${index}/decision`, { decision: 'repeat' })

  expect([(await decide(0)).status, (await decide(1)).status]).toEqual([409, 404])
})

test('what a workflow keeps is read by its next execution; whoever tries it out changes nothing', async () => {
  await using server = await running()
  const code = 'const d = $getWorkflowStaticData("global"); d.count = (d.count ?? 0) + 1; return [{ json: { count: d.count } }]'
  const id = await server.given(
    givenWorkflow([
      {
        name: 'Hook',
        type: 'webhook',
        version: 2,
        parameters: { path: 'count', responseMode: 'lastNode' },
        to: { Count: [0, 0] },
      },
      { name: 'Count', type: 'code', version: 2, parameters: { jsCode: code } },
    ]),
  )
  const hook = async () => ((await (await fetch(`${server.url}/webhook/count`)).json()) as { count: number }).count
  const byHand = async () => (await server.rested(await server.begin(id))).nodes.at(-1)?.outputs

  expect([await hook(), await hook()]).toEqual([1, 2])
  expect(await byHand()).toMatchObject([[{ json: { count: 3 } }]])
  expect(await hook()).toBe(3)
})

test('an API key that is revoked ends the stream it opened', { timeout: 40_000 }, async () => {
  await using server = await running()
  const made = await server.api('POST', '/api-keys', { name: 'watcher', scopes: ['execution:read'] })
  expect(made.status, JSON.stringify(made.body)).toBe(201)
  const { secret, key } = made.body as { secret: string; key: { id: string } }
  const stream = await watch(server, '', { authorization: `Bearer ${secret}` })

  expect((await server.api('DELETE', `/api-keys/${key.id}`)).status).toBe(204)

  await stream.ended
})
