import { afterAll, beforeAll, expect, test } from 'vitest'
import { givenWorkflow } from '#test/given-workflow'
import { recordingPeer } from '#test/recording-peer'
import { running, type RunningInstallation, type Shared, sharedInstallation, until } from '#test/running'

type To = Readonly<Record<string, readonly [number, number]>>

let shared: Shared
let servers: readonly [RunningInstallation, RunningInstallation]
let peer: Awaited<ReturnType<typeof recordingPeer>>

beforeAll(async () => {
  shared = await sharedInstallation()
  peer = await recordingPeer({ '/slow': 60_000 })
  servers = [await running(shared), await running(shared)]
})

afterAll(async () => {
  for (const server of servers) await server[Symbol.asyncDispose]()
  await peer[Symbol.asyncDispose]()
  await shared[Symbol.asyncDispose]()
})

const start = (to: To) => ({ name: 'Start', type: 'manual_trigger', to })
const call = (name: string, path: string, to: To = {}) => ({
  name,
  type: 'http_request',
  version: 4.2,
  parameters: { method: 'POST', url: `=${peer.url}${path}?key={{ $execution.id }}`, options: {} },
  to,
})
const wait = (parameters: Record<string, unknown>) => ({
  name: 'Wait',
  type: 'wait',
  version: 1.1,
  parameters,
  to: { After: [0, 0] as const },
})
const calls = (path: string, key: string) => peer.log.filter((one) => one.path === path && one.key === key).length

/** The same thing six times at once, at either process in turn. */
const sixTimes = <T>(ask: (server: RunningInstallation) => Promise<T>) =>
  Promise.all(Array.from({ length: 6 }, (_, n) => ask(servers[n % 2 === 0 ? 0 : 1])))

test('a call that resumes an execution and is delivered six times at two processes resumes it once', async () => {
  const [one] = servers
  const id = await one.given(givenWorkflow([start({ Wait: [0, 0] }), wait({ resume: 'webhook' }), call('After', '/resumed')]), {
    active: false,
  })
  for (let round = 0; round < 5; round++) {
    const execution = await one.begin(id)
    await one.rested(execution)
    const { pathname } = new URL(one.executions.resumeUrl(execution))

    const answers = await sixTimes(async ({ url }) => (await fetch(`${url}${pathname}`)).status)
    await until(
      () => one.rested(execution),
      ({ summary }) => summary.status === 'completed',
    )

    expect(answers.toSorted((a, b) => a - b)).toEqual([200, 409, 409, 409, 409, 409])
    expect(calls('/resumed', execution)).toBe(1)
  }
})

test('an answer about an effect in doubt that is given six times at two processes counts once', async () => {
  const [one, two] = servers
  const id = await two.given(
    givenWorkflow([start({ Slow: [0, 0] }), call('Slow', '/slow', { After: [0, 0] }), call('After', '/decided')]),
    {
      active: false,
    },
  )
  const execution = await one.begin(id)
  await until(
    () => calls('/slow', execution),
    (count) => count === 1,
  )
  // As when its lease has run out while it stood still.
  await one.databases.pool('execution').query('delete from workers where id = $1', [one.executions.worker.workerId()])
  two.executions.worker.wake()
  const doubtful = await until(
    () => two.rested(execution),
    ({ summary }) => summary.inDoubt === 1,
  )
  const index = doubtful.nodes.find((node) => node.status === 'in_doubt')?.index

  const answers = await sixTimes(
    async (server) =>
      (await server.api('POST', `/executions/${execution}/nodes/${index}/decision`, { decision: 'happened' })).status,
  )
  await until(
    () => two.rested(execution),
    ({ summary }) => summary.status === 'completed',
  )

  expect(answers.toSorted((a, b) => a - b)).toEqual([200, 409, 409, 409, 409, 409])
  expect([calls('/slow', execution), calls('/decided', execution)]).toEqual([1, 1])
})

test(
  'a cancellation that meets the timer of a wait ends the execution or comes too late, never both',
  { timeout: 60_000 },
  async () => {
    const [one, two] = servers
    const id = await one.given(
      givenWorkflow([start({ Wait: [0, 0] }), wait({ amount: 0.4, unit: 'seconds' }), call('After', '/timer')]),
      { active: false },
    )
    const executions = await Promise.all(Array.from({ length: 16 }, (_, n) => servers[n % 2 === 0 ? 0 : 1].begin(id)))
    const answers = await Promise.all(
      executions.map(async (execution, n) => {
        await new Promise((resolve) => setTimeout(resolve, 250 + n * 20))
        return (await (n % 3 === 0 ? one : two).api('POST', `/executions/${execution}/cancel`)).status
      }),
    )

    for (const [n, execution] of executions.entries()) {
      const { summary } = await until(
        () => two.rested(execution),
        (seen) => seen.summary.status !== 'waiting',
      )
      // Whoever was told that it is cancelled was told the truth, and whoever was refused too.
      expect([answers[n], summary.status]).toEqual(answers[n] === 200 ? [200, 'cancelled'] : [409, 'completed'])
      expect(calls('/timer', execution)).toBeLessThanOrEqual(1)
      if (summary.status === 'completed') expect(calls('/timer', execution)).toBe(1)
    }
  },
)
