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

type To = Record<string, readonly [number, number]>
const start = (to: To) => ({ name: 'Start', type: 'manual_trigger', to })
const call = (name: string, url: string, to: To = {}) => ({
  name,
  type: 'http_request',
  version: 4.2,
  parameters: { url: `${url}/${name.toLowerCase()}`, options: {} },
  to,
})
const wait = (parameters: object, to: To = {}) => ({
  name: 'Wait',
  type: 'wait',
  version: 1.1,
  parameters: { ...parameters },
  to,
})

const act = async (server: RunningInstallation, id: string, what: string) => {
  const { status, body } = await server.api('POST', `/executions/${id}/${what}`)
  return [status, body['code'] ?? body['status']]
}
const statusOf = async (id: string) => (await one.api('GET', `/executions/${id}`)).body as { summary: { status: string } }
const untilStatus = (id: string, status: string) =>
  until(
    () => statusOf(id),
    ({ summary }) => summary.status === status,
  )

test('a paused execution finishes the node under way, starts no other, and goes on where it was, in any process', async () => {
  await using peer = await recordingPeer({ '/slow': 600 })
  const id = await one.begin(
    await one.given(
      givenWorkflow([start({ Slow: [0, 0] }), call('Slow', peer.url, { After: [0, 0] }), call('After', peer.url)]),
      {
        active: false,
      },
    ),
  )
  await until(
    () => peer.log.length,
    (count) => count === 1,
  )

  expect(await act(two, id, 'pause')).toEqual([202, 'running'])
  await untilStatus(id, 'paused')
  await new Promise((resolve) => setTimeout(resolve, 300))
  expect(peer.log.map((entry) => [entry.path, entry.answeredMs !== undefined])).toEqual([['/slow', true]])
  expect(await act(one, id, 'pause')).toEqual([202, 'paused'])
  expect(await act(two, id, 'resume')).toEqual([200, 'queued'])
  await untilStatus(id, 'completed')
  expect(peer.log.map((entry) => entry.path)).toEqual(['/slow', '/after'])
  expect(await act(two, id, 'resume')).toEqual([409, 'execution.not_paused'])
  expect(await act(two, id, 'pause')).toEqual([409, 'execution.not_pausable'])
})

test('a pause that is taken back before the node is over changes nothing', async () => {
  await using peer = await recordingPeer({ '/slow': 500 })
  const id = await one.begin(
    await one.given(
      givenWorkflow([start({ Slow: [0, 0] }), call('Slow', peer.url, { After: [0, 0] }), call('After', peer.url)]),
      {
        active: false,
      },
    ),
  )
  await until(
    () => peer.log.length,
    (count) => count === 1,
  )
  expect(await act(two, id, 'pause')).toEqual([202, 'running'])
  expect(await act(one, id, 'resume')).toEqual([200, 'running'])
  await untilStatus(id, 'completed')
})

test('a timer that comes due while its execution is paused waits for it', async () => {
  const id = await one.begin(
    await one.given(givenWorkflow([start({ Wait: [0, 0] }), wait({ amount: 0.5, unit: 'seconds' })]), { active: false }),
  )
  await untilStatus(id, 'waiting')
  expect(await act(one, id, 'pause')).toEqual([202, 'paused'])
  await new Promise((resolve) => setTimeout(resolve, 1_200))
  expect((await statusOf(id)).summary).toMatchObject({ status: 'paused', waitKind: 'timer' })
  // It is due: the answer tells of the moment before or after a process takes it up.
  expect(await act(one, id, 'resume')).toEqual([200, expect.stringMatching(/^(waiting|queued|running|completed)$/)])
  await untilStatus(id, 'completed')
})

test('what is to rest is not walked on by the process that takes over from a dead one', async () => {
  await using peer = await recordingPeer({ '/slow': 1_500 })
  // A write, because a read may still be made by a process that does not know yet that it is taken for dead.
  const after = call('After', peer.url)
  const id = await one.begin(
    await one.given(
      givenWorkflow([
        start({ Slow: [0, 0] }),
        call('Slow', peer.url, { After: [0, 0] }),
        { ...after, parameters: { ...after.parameters, method: 'POST' } },
      ]),
      {
        active: false,
      },
    ),
  )
  await until(
    () => peer.log.length,
    (count) => count === 1,
  )
  // As when the process had died after the wish was stored: it heard nothing of it, and its lease is gone.
  const pool = one.databases.pool('execution')
  await pool.query('update workflow_executions set pause_wanted = true where id = $1', [id])
  await pool.query('delete from workers where id = $1', [one.executions.worker.workerId()])
  two.executions.worker.wake()

  await untilStatus(id, 'paused')
  await new Promise((resolve) => setTimeout(resolve, 1_800))
  expect((await statusOf(id)).summary.status).toBe('paused')
  expect(peer.log.map((entry) => entry.path)).toEqual(['/slow'])
  await act(two, id, 'resume')
  await untilStatus(id, 'completed')
  expect(peer.log.map((entry) => entry.path)).toEqual(['/slow', '/slow', '/after'])
})

test('of pauses, resumptions and cancellations at once the execution is cancelled in the end', async () => {
  await using peer = await recordingPeer({ '/slow': 300 })
  const id = await one.begin(
    await one.given(
      givenWorkflow([start({ Slow: [0, 0] }), call('Slow', peer.url, { Wait: [0, 0] }), wait({ resume: 'webhook' })]),
      {
        active: false,
      },
    ),
  )
  const storm = Array.from({ length: 30 }, (_, n) => act(n % 2 === 0 ? one : two, id, n % 3 === 0 ? 'resume' : 'pause'))
  await Promise.all([...storm, act(two, id, 'cancel')])
  await new Promise((resolve) => setTimeout(resolve, 600))
  expect((await statusOf(id)).summary.status).toBe('cancelled')
  expect(await act(one, id, 'resume')).toEqual([409, 'execution.not_paused'])
})
