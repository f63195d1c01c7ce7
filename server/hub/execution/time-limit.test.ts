import { afterAll, beforeAll, expect, test } from 'vitest'
import { givenWorkflow } from '#test/given-workflow'
import { recordingPeer } from '#test/recording-peer'
import { running, type RunningInstallation, type Shared, sharedInstallation, until } from '#test/running'

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

type Node = Parameters<typeof givenWorkflow>[0][number]
const start: Node = { name: 'Start', type: 'manual_trigger', to: { It: [0, 0] } }
const limited = (executionTimeoutSeconds: number) => ({
  settings: { executionOrder: 'v1' as const, executionTimeoutSeconds },
})
const wait = (parameters: object, settings = {}): Node => ({
  name: 'It',
  type: 'wait',
  version: 1.1,
  parameters: { ...parameters },
  settings,
})

async function begun(nodes: readonly Node[], more = {}, at = server): Promise<string> {
  return at.begin(await at.given(givenWorkflow(nodes, more), { active: false }))
}
const over = (id: string) =>
  until(
    () => server.rested(id),
    ({ summary }) => summary.status !== 'waiting',
  )

test('the time of a workflow goes on while it waits, also for what has no end of its own', async () => {
  const timer = await begun([start, wait({ amount: 1, unit: 'hours' })], limited(3))
  expect((await server.rested(timer)).summary.status).toBe('waiting')
  const call = await begun([start, wait({ resume: 'webhook' })], limited(3))
  expect((await server.rested(call)).summary.status).toBe('waiting')

  for (const id of [timer, call]) {
    const { summary } = await over(id)
    expect([summary.status, summary.error?.message]).toEqual(['failed', 'The workflow took longer than its 3 s.'])
    expect(summary.durationMs).toBeGreaterThanOrEqual(2_990)
    expect(summary.durationMs).toBeLessThan(10_000)
  }
})

test('the time of a workflow goes on through a restart', async () => {
  const before = await running(shared)
  const id = await begun([start, wait({ amount: 1, unit: 'hours' })], limited(2), before)
  await before.rested(id)
  await before.stop()

  const { summary } = await over(id)
  expect([summary.status, summary.error?.message]).toEqual(['failed', 'The workflow took longer than its 2 s.'])
  expect(summary.durationMs).toBeLessThan(8_000)
})

test('a wait that is over in time is no reason to end, and the time counts from the start', async () => {
  await using peer = await recordingPeer({ '/slow': 20_000 })
  const slow: Node = { name: 'Slow', type: 'http_request', version: 4.2, parameters: { url: `${peer.url}/slow`, options: {} } }
  const id = await begun([start, { ...wait({ amount: 0.7, unit: 'seconds' }), to: { Slow: [0, 0] } }, slow], limited(2.5))

  const { summary, nodes } = await over(id)
  expect(nodes[1]).toMatchObject({ nodeName: 'It', status: 'completed' })
  expect([summary.status, summary.error?.message]).toEqual(['failed', 'The workflow took longer than its 2.5 s.'])
  await until(
    () => peer.log[0]?.closedMs,
    (ms) => ms !== undefined,
  )
})

test('a called workflow is ended with its caller', async () => {
  const child = await server.given(
    givenWorkflow([
      {
        name: 'Called',
        type: 'execute_workflow_trigger',
        version: 1.1,
        parameters: { inputSource: 'passthrough' },
        to: { It: [0, 0] },
      },
      wait({ amount: 1, unit: 'hours' }),
    ]),
  )
  const calling: Node = {
    name: 'It',
    type: 'execute_workflow',
    version: 1.2,
    parameters: { source: 'database', workflowId: { __rl: true, mode: 'id', value: child }, options: {} },
    settings: { timeoutSeconds: 1 },
  }
  const id = await begun([start, calling])

  const { summary } = await over(id)
  expect([summary.status, summary.error?.message]).toEqual(['failed', 'The node took longer than its 1 s.'])
  const [called] = await until(
    () => server.list(`&workflowId=${child}`),
    ([one]) => one?.status === 'cancelled',
  )
  expect(called?.status).toBe('cancelled')
})

test('code that never ends is stopped by the time of its node', async () => {
  const code: Node = {
    name: 'It',
    type: 'code',
    version: 2,
    parameters: { jsCode: 'while (true) {}' },
    settings: { timeoutSeconds: 2 },
  }
  const { summary } = await over(await begun([start, code]))
  expect([summary.status, summary.error?.message]).toEqual(['failed', 'The node took longer than its 2 s.'])
})

test('the time of a node holds for its wait, and its error goes on as any other', async () => {
  const goingOn = wait({ amount: 1, unit: 'hours' }, { timeoutSeconds: 1, onError: 'continueRegularOutput' })
  const { summary, nodes } = await over(await begun([start, goingOn]))
  expect(summary.status).toBe('completed')
  expect(nodes[1]).toMatchObject({ status: 'failed', error: { message: 'The node took longer than its 1 s.' } })
})

test('what is in doubt waits for its answer however late it is, and ends then', async () => {
  await using peer = await recordingPeer({}, { '/it': () => ({ cut: true }) })
  const doubtful: Node = {
    name: 'It',
    type: 'http_request',
    version: 4.2,
    parameters: { url: `${peer.url}/it`, method: 'POST', options: {} },
    settings: { retry: { maxTries: 2, backoff: 'fixed', initialMs: 0 } },
  }
  const id = await begun([start, doubtful], limited(1))
  await new Promise((resolve) => setTimeout(resolve, 2_200))
  expect((await server.rested(id)).summary).toMatchObject({ status: 'waiting', inDoubt: 1 })

  await server.api('POST', `/executions/${id}/nodes/1/decision`, { decision: 'happened' })
  expect((await over(id)).summary).toMatchObject({
    status: 'failed',
    error: { message: 'The workflow took longer than its 1 s.' },
  })
})
