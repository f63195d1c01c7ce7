import type { StartLimits } from '@steward/contract/workflow'
import { expect, test } from 'vitest'
import { newId } from '#base/id'
import { givenWorkflow } from '#test/given-workflow'
import { type PeerLogEntry, recordingPeer } from '#test/recording-peer'
import { running, type RunningInstallation, sharedInstallation, until } from '#test/running'
import { severalProcesses } from '#test/several-processes'

const start = { name: 'Start', type: 'manual_trigger', to: { Call: [0, 0] as const } }
const call = (url: string, to: Record<string, readonly [number, number]> = {}) => ({
  name: 'Call',
  type: 'http_request',
  version: 4.2,
  parameters: { url: `=${url}?key={{ $json.key }}`, options: {} },
  to,
})
const under = (limits: StartLimits) => ({ settings: { executionOrder: 'v1' as const, limits } })

/** The most calls that were going on at the same time. */
function atOnce(log: readonly PeerLogEntry[]): number {
  const steps = log.flatMap((one) => [
    [one.atMs, 1],
    [one.answeredMs ?? Number.POSITIVE_INFINITY, -1],
  ])
  let going = 0
  return Math.max(0, ...steps.toSorted(([a = 0, x = 0], [b = 0, y = 0]) => a - b || x - y).map(([, step = 0]) => (going += step)))
}

/** Saved and started by hand. */
const saved = (server: RunningInstallation, document: ReturnType<typeof givenWorkflow>) =>
  server.given(document, { active: false })

const allOver = (server: RunningInstallation, count: number, patienceMs: number) =>
  until(
    () => server.list(),
    (list) => list.filter((one) => one.status === 'completed').length >= count,
    patienceMs,
  )

test('two processes and 200 starts never run two at once under a limit of one', { timeout: 90_000 }, async () => {
  await using peer = await recordingPeer({ '/work': 3 })
  await using shared = await sharedInstallation()
  await using one = await running(shared)
  await using two = await running(shared)
  const id = await saved(one, givenWorkflow([start, call(`${peer.url}/work`)], under({ concurrency: { limit: 1 } })))

  await Promise.all(Array.from({ length: 200 }, (_, n) => (n % 2 === 0 ? one : two).begin(id, { items: [{ key: n }] })))
  await allOver(one, 200, 60_000)

  expect(peer.log).toHaveLength(200)
  expect(atOnce(peer.log)).toBe(1)
})

test('each value of a key has a limit of its own, and all of it is used', { timeout: 60_000 }, async () => {
  await using peer = await recordingPeer({ '/work': 150 })
  await using server = await running()
  const limits = { concurrency: { limit: 2, key: '={{ $json.key }}' } }
  const id = await saved(server, givenWorkflow([start, call(`${peer.url}/work`)], under(limits)))

  await Promise.all(Array.from({ length: 24 }, (_, n) => server.begin(id, { items: [{ key: ['a', 'b', 'c'][n % 3] }] })))
  await allOver(server, 24, 30_000)

  for (const key of ['a', 'b', 'c']) expect(atOnce(peer.log.filter((one) => one.key === key))).toBe(2)
  expect(atOnce(peer.log)).toBeGreaterThan(4)
})

test('who waits holds no place; when the wait ends it takes the next one that is free', { timeout: 60_000 }, async () => {
  await using peer = await recordingPeer({ '/work': 700 })
  await using server = await running()
  const id = await saved(
    server,
    givenWorkflow(
      [
        { name: 'Start', type: 'manual_trigger', to: { Rest: [0, 0] } },
        {
          name: 'Rest',
          type: 'wait',
          version: 1.1,
          parameters: { amount: '={{ $json.rest }}', unit: 'seconds' },
          to: { Call: [0, 0] },
        },
        call(`${peer.url}/work`),
      ],
      under({ concurrency: { limit: 1 } }),
    ),
  )

  const rests = [1, 1, 1]
  await Promise.all(rests.map((rest) => server.begin(id, { items: [{ rest, key: rest }] })))
  const waiting = await until(
    () => server.list('&status=waiting'),
    (list) => list.length === 3,
  )
  await allOver(server, 3, 20_000)

  expect(waiting).toHaveLength(3)
  expect(peer.log).toHaveLength(3)
  expect(atOnce(peer.log)).toBe(1)
})

test('a call that ends a wait is kept until a place is free, and its caller is answered then', { timeout: 60_000 }, async () => {
  await using peer = await recordingPeer({ '/work': 1_200 })
  await using server = await running()
  const id = await saved(
    server,
    givenWorkflow(
      [
        { name: 'Start', type: 'manual_trigger', to: { Rest: [0, 0] } },
        {
          name: 'Rest',
          type: 'wait',
          version: 1.1,
          parameters: { resume: 'webhook', httpMethod: 'POST', responseMode: 'lastNode' },
          to: { Call: [0, 0] },
        },
        call(`${peer.url}/work`),
      ],
      under({ concurrency: { limit: 1 } }),
    ),
  )
  const ids = [await server.begin(id), await server.begin(id)]
  await until(
    () => server.list('&status=waiting'),
    (list) => list.length === 2,
  )

  const resume = (execution: string) => fetch(server.executions.resumeUrl(execution), { method: 'POST' })
  const answers = await Promise.all(ids.map(resume))

  expect(answers.map((answer) => answer.status)).toEqual([200, 200])
  expect(await Promise.all(answers.map((answer) => answer.json()))).toMatchObject([{ done: '/work' }, { done: '/work' }])
  expect(atOnce(peer.log)).toBe(1)
})

test('the flood of one workspace does not make another one wait', { timeout: 60_000 }, async () => {
  await using peer = await recordingPeer({ '/work': 100 })
  await using server = await running()
  server.executions.worker.slots = 20
  const flood = await saved(server, givenWorkflow([start, call(`${peer.url}/work`)]))
  const other = await saved(server, givenWorkflow([start, call(`${peer.url}/work`)]))
  const trigger = async (id: string, key: string) => {
    const loaded = await server.executions.loader.newest(id)
    const plan = loaded?.plan
    const node = plan?.nodes[0]
    if (loaded === undefined || node === undefined) throw new Error('no workflow')
    const workspaceId = id === other ? neighbour : loaded.workflow.workspaceId
    const workflow = { ...loaded.workflow, workspaceId }
    return server.executions.queue.intake.start({
      ...loaded,
      workflow,
      trigger: node,
      items: [{ json: { key } }],
      mode: 'webhook',
    })
  }
  const neighbour = newId()

  const flooding = await Promise.all(Array.from({ length: 300 }, () => trigger(flood, 'flood')))
  await Promise.all(flooding.map((one) => one.accepted))
  const late = await Promise.all(Array.from({ length: 5 }, () => trigger(other, 'late')))
  await until(
    () => peer.log.filter((one) => one.key === 'late' && one.answeredMs !== undefined).length,
    (count) => count === 5,
  )
  const before = peer.log.filter((one) => one.key === 'flood').length
  await Promise.all(late.map((one) => one.accepted))

  // Its own calls take as long as one or two rounds of the flood, which has many more to go.
  expect(before).toBeLessThan(150)
  await until(
    () => peer.log.filter((one) => one.answeredMs !== undefined).length,
    (count) => count === 305,
    30_000,
  )
})

test('what has a higher priority is taken first, and starts by hand before all', { timeout: 60_000 }, async () => {
  await using peer = await recordingPeer({ '/work': 30 })
  await using server = await running()
  const flow = (priority: number) =>
    givenWorkflow([start, call(`${peer.url}/work`)], under({ priority, concurrency: { limit: 1, key: 'shared' } }))
  const low = await saved(server, flow(-5))
  const { intake } = server.executions.queue
  const loaded = await server.executions.loader.newest(low)
  const node = loaded?.plan.nodes[0]
  if (loaded === undefined || node === undefined) throw new Error('no workflow')
  expect((await server.api('POST', `/queue/${low}/pause`)).status).toBe(200)
  for (const key of ['low 1', 'low 2']) {
    await intake.start({ ...loaded, trigger: node, items: [{ json: { key } }], mode: 'webhook' }).accepted
  }
  await server.begin(low, { items: [{ key: 'by hand' }] })
  await server.api('POST', `/queue/${low}/resume`)
  await allOver(server, 3, 20_000)

  expect(peer.log.map((one) => one.key)).toEqual(['by hand', 'low 1', 'low 2'])
})

test('a queue on hold begins nothing, stores everything, and goes on when it is let go', { timeout: 60_000 }, async () => {
  await using server = await running()
  const id = await saved(server, givenWorkflow([{ name: 'Start', type: 'manual_trigger' }], under({ priority: 3 })))
  const held = await server.api('POST', `/queue/${id}/pause`)
  for (let n = 0; n < 3; n++) await server.begin(id)
  await new Promise((resolve) => setTimeout(resolve, 1_300))
  const { body } = await server.api('GET', '/queue')
  const still = await server.list()

  const released = await server.api('POST', `/queue/${id}/resume`)
  await allOver(server, 3, 10_000)

  expect([held.body, released.body]).toEqual([
    { workflowId: id, onHold: true },
    { workflowId: id, onHold: false },
  ])
  expect(still.map((one) => one.status)).toEqual(['queued', 'queued', 'queued'])
  expect(body).toMatchObject({
    queued: 3,
    held: 3,
    ready: 0,
    running: 0,
    workflows: [{ workflowId: id, workflowName: 'Given', queued: 3, onHold: true, limits: { priority: 3 } }],
  })
  const workers = body['workers'] as { alive: boolean; roles: string[] }[]
  expect(workers.map((one) => [one.alive, one.roles.toSorted()])).toEqual([[true, ['http', 'scheduler', 'worker']]])
  expect((await server.api('POST', `/queue/${newId()}/pause`)).status).toBe(404)
})

test(
  'called workflows keep to their limit, and one that calls itself under a limit of one does not wait for itself',
  { timeout: 60_000 },
  async () => {
    await using peer = await recordingPeer({ '/work': 50 })
    await using server = await running()
    const child = await saved(
      server,
      givenWorkflow(
        [{ name: 'Called', type: 'execute_workflow_trigger', version: 1, to: { Call: [0, 0] } }, call(`${peer.url}/work`)],
        under({ concurrency: { limit: 1 } }),
      ),
    )
    const caller = (workflowId: string, name: string) => ({
      name,
      type: 'execute_workflow',
      version: 1,
      parameters: { workflowId },
    })
    const parent = await saved(
      server,
      givenWorkflow([{ name: 'Start', type: 'manual_trigger', to: { Call: [0, 0] } }, caller(child, 'Call')]),
    )
    const again = await saved(
      server,
      givenWorkflow(
        [
          { name: 'Called', type: 'execute_workflow_trigger', version: 1, to: { Deep: [0, 0] } },
          {
            name: 'Deep',
            type: 'if',
            version: 2.2,
            parameters: {
              conditions: {
                options: { caseSensitive: true, leftValue: '', typeValidation: 'loose', version: 2 },
                conditions: [
                  { id: '1', leftValue: '={{ $json.depth }}', rightValue: 2, operator: { type: 'number', operation: 'lt' } },
                ],
                combinator: 'and',
              },
              options: {},
            },
            to: { More: [0, 0] },
          },
          {
            name: 'More',
            type: 'set',
            version: 3.4,
            parameters: {
              assignments: { assignments: [{ id: '1', name: 'depth', type: 'number', value: '={{ $json.depth + 1 }}' }] },
              options: {},
            },
            to: { Self: [0, 0] },
          },
          { name: 'Self', type: 'execute_workflow', version: 1, parameters: { workflowId: '={{ $workflow.id }}' } },
        ],
        under({ concurrency: { limit: 1 } }),
      ),
    )
    const deep = await saved(
      server,
      givenWorkflow([{ name: 'Start', type: 'manual_trigger', to: { Call: [0, 0] } }, caller(again, 'Call')]),
    )

    const parents = await Promise.all(Array.from({ length: 10 }, (_, key) => server.begin(parent, { items: [{ key }] })))
    const over = await Promise.all(parents.map((id) => server.rested(id)))
    const recursive = await server.rested(await server.begin(deep, { items: [{ depth: 0 }] }))

    expect(over.map((one) => one.summary.status)).toEqual(parents.map(() => 'completed'))
    expect(peer.log).toHaveLength(10)
    expect(atOnce(peer.log)).toBe(1)
    expect([recursive.summary.status, recursive.summary.error]).toEqual(['completed', null])
  },
)

test('places under a limit free themselves when the process that held them is killed', { timeout: 120_000 }, async () => {
  await using peer = await recordingPeer({ '/work': 400 })
  await using several = await severalProcesses()
  const http = await several.start('http')
  const first = await several.start('worker')
  const api = await several.api(http)
  const document = givenWorkflow([start, call(`${peer.url}/work`)], under({ concurrency: { limit: 2 } }))
  const made = (await api('POST', '/workflows', { document })).body as { summary: { id: string } }
  const begin = (key: number) => api('POST', `/workflows/${made.summary.id}/executions`, { items: [{ key }] })
  await Promise.all(Array.from({ length: 8 }, (_, key) => begin(key)))
  await until(
    () => peer.log.length,
    (count) => count >= 3,
  )
  await first.killTree()
  const killedMs = performance.now()
  const second = await several.start('worker')

  const statuses = await until(
    async () => ((await api('GET', '/executions?limit=50')).body['items'] as { status: string }[]).map((one) => one.status),
    (list) => list.every((status) => status === 'completed'),
    60_000,
  )

  expect(statuses).toHaveLength(8)
  expect(atOnce(peer.log.filter((one) => one.atMs > killedMs + 400))).toBe(2)
  expect(await second.stop()).toBe(0)
})
