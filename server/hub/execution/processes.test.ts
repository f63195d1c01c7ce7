import { expect, test } from 'vitest'
import { givenWorkflow } from '#test/given-workflow'
import { recordingPeer } from '#test/recording-peer'
import { running, type RunningInstallation, sharedInstallation, until } from '#test/running'

const start = { name: 'Start', type: 'manual_trigger', to: { Slow: [0, 0] as const } }
const call = (name: string, url: string, more = {}, to: Record<string, readonly [number, number]> = {}) => ({
  name,
  type: 'http_request',
  version: 4.2,
  parameters: { url, options: {}, ...more },
  to,
})
const flow = (url: string, slow = 'GET', after = 'GET') =>
  givenWorkflow([
    start,
    call('Slow', `${url}/slow`, { method: slow }, { After: [0, 0] }),
    call('After', `${url}/after`, { method: after }),
  ])

/** As when the lease of a process has run out: others may take its executions. */
const bury = (server: RunningInstallation) =>
  server.databases.pool('execution').query('delete from workers where id = $1', [server.executions.worker.workerId()])

test('a process that is asked to stop finishes the call under way; the next one does the rest', async () => {
  await using peer = await recordingPeer({ '/slow': 1_000 })
  await using shared = await sharedInstallation()
  const before = await running(shared)
  const execution = await before.begin(await before.given(flow(peer.url, 'POST'), { active: false }))
  await until(
    () => peer.log.length,
    (count) => count === 1,
  )
  await before.stop()
  const left = peer.log.map((one) => [one.path, one.answeredMs === undefined])
  await using after = await running(shared)

  const { summary } = await after.rested(execution)

  expect(left).toEqual([['/slow', false]])
  expect(summary.status).toBe('completed')
  expect(peer.log.map((one) => one.path)).toEqual(['/slow', '/after'])
})

test('a caller whose workflow cannot be finished is told so, and the call is worked on by the next process', async () => {
  await using peer = await recordingPeer({ '/slow': 3_000 })
  await using shared = await sharedInstallation()
  const before = await running(shared)
  await before.given(
    givenWorkflow([
      {
        name: 'Hook',
        type: 'webhook',
        version: 2,
        parameters: { path: 'drain', responseMode: 'lastNode' },
        to: { Slow: [0, 0] },
      },
      call('Slow', `${peer.url}/slow`),
    ]),
  )
  const answer = fetch(`${before.url}/webhook/drain`)
  await until(
    () => peer.log.length,
    (count) => count === 1,
  )
  await before.stop(200)
  const { status, headers } = await answer
  await using after = await running(shared)

  expect([status, headers.get('retry-after')]).toEqual([503, '5'])
  expect((await after.rested(headers.get('x-execution-id') ?? '')).summary.status).toBe('completed')
})

test('of two processes over one database one walks an execution', async () => {
  await using peer = await recordingPeer({ '/slow': 200 })
  await using shared = await sharedInstallation()
  await using one = await running(shared)
  await using two = await running(shared)
  const id = await one.given(flow(peer.url), { active: false })
  const executions = await Promise.all(Array.from({ length: 20 }, (_, n) => (n % 2 === 0 ? one : two).begin(id)))
  // Both look for work that nobody does while all of it is being done.
  for (let turn = 0; turn < 10; turn++) {
    one.executions.worker.wake()
    two.executions.worker.wake()
    await new Promise((resolve) => setTimeout(resolve, 30))
  }
  const over = await Promise.all(executions.map((execution) => one.rested(execution)))

  expect(over.map(({ summary }) => summary.status)).toEqual(executions.map(() => 'completed'))
  expect(peer.log.filter((entry) => entry.path === '/slow')).toHaveLength(20)
  expect(peer.log.filter((entry) => entry.path === '/after')).toHaveLength(20)
})

test('what a worker has left behind is taken over by one other, and its late writes count for nothing', async () => {
  await using peer = await recordingPeer({ '/slow': 1_500 })
  await using shared = await sharedInstallation()
  await using one = await running(shared)
  await using two = await running(shared)
  const execution = await one.begin(await one.given(flow(peer.url, 'GET', 'POST'), { active: false }))
  await until(
    () => peer.log.length,
    (count) => count === 1,
  )

  await bury(one)
  two.executions.worker.wake()
  await until(
    () => peer.log.length,
    (count) => count === 2,
  )
  expect(two.executions.host.ids()).toEqual([execution])
  const over = await two.rested(execution)
  await until(
    () => one.executions.host.liveCount,
    (count) => count === 0,
  )

  expect(over.summary.status).toBe('completed')
  expect(over.nodes.map((node) => node.nodeName)).toEqual(['Start', 'Slow', 'After'])
  expect(peer.log.map((entry) => entry.path)).toEqual(['/slow', '/slow', '/after'])
})

test('a cancellation in one process aborts the call that another one makes', async () => {
  await using peer = await recordingPeer({ '/slow': 20_000 })
  await using shared = await sharedInstallation()
  await using one = await running(shared)
  await using two = await running(shared)
  const execution = await one.begin(await one.given(flow(peer.url), { active: false }))
  await until(
    () => peer.log.length,
    (count) => count === 1,
  )

  const answer = await two.api('POST', `/executions/${execution}/cancel`)

  expect([answer.status, answer.body['status']]).toEqual([200, 'cancelled'])
  await until(
    () => peer.log[0]?.closedMs,
    (ms) => ms !== undefined,
  )
  await until(
    () => one.executions.host.liveCount,
    (count) => count === 0,
  )
  expect((await one.rested(execution)).summary.status).toBe('cancelled')
})

test('an execution that a worker holds on paper only is found and walked', { timeout: 60_000 }, async () => {
  await using server = await running()
  const id = await server.given(givenWorkflow([{ name: 'Start', type: 'manual_trigger' }]), { active: false })
  const execution = await server.begin(id)
  await server.rested(execution)
  const pool = server.databases.pool('execution')
  await pool.query('delete from execution_journal where execution_id = $1', [execution])
  await pool.query(
    `update workflow_executions set status = 'running', ended_at = null, worker_id = $2, updated_at = now() - interval '1 minute' where id = $1`,
    [execution, server.executions.worker.workerId()],
  )

  const [found] = await until(
    () => server.list(),
    ([one]) => one?.status === 'completed',
    20_000,
  )

  expect(found?.id).toBe(execution)
})

test('a process whose lease was declared dead begins anew under another name', { timeout: 60_000 }, async () => {
  await using server = await running()
  const before = server.executions.worker.workerId()
  await bury(server)

  await until(
    () => server.executions.worker.workerId(),
    (id) => id !== before,
    20_000,
  )

  const id = await server.given(givenWorkflow([{ name: 'Start', type: 'manual_trigger' }]), { active: false })
  expect((await server.rested(await server.begin(id))).summary.status).toBe('completed')
})
