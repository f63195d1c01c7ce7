import { expect, test } from 'vitest'
import { givenWorkflow } from '#test/given-workflow'
import { recordingPeer } from '#test/recording-peer'
import { running, sharedInstallation, until } from '#test/running'

type To = Record<string, readonly [number, number]>
const start = (to: To) => ({ name: 'Start', type: 'manual_trigger', to })
const callOf = (workflowId: string, more: Record<string, unknown> = {}, settings = {}) => ({
  name: 'Call',
  type: 'execute_workflow',
  version: 1,
  parameters: { workflowId, ...more },
  settings,
})
const caller = (...call: Parameters<typeof callOf>) => givenWorkflow([start({ Call: [0, 0] }), callOf(...call)])
const trigger = (to: To) => ({ name: 'Called', type: 'execute_workflow_trigger', version: 1, to })
const callee = (url: string, method = 'GET') =>
  givenWorkflow(
    [
      trigger({ Work: [0, 0] }),
      { name: 'Work', type: 'http_request', version: 4.2, parameters: { method, url: `=${url}?key={{ $json.n }}`, options: {} } },
    ],
    { name: 'Callee' },
  )
const items = [{ n: 1 }, { n: 2 }]

test('a called workflow gets the items, once with all or once for each, and its last items come back', async () => {
  await using peer = await recordingPeer({})
  await using server = await running()
  const child = await server.given(callee(`${peer.url}/work`), { active: false })
  const once = await server.given(caller(child), { active: false })
  const each = await server.given(caller(child, { mode: 'each' }), { active: false })

  const first = await server.rested(await server.begin(once, { items }))
  const second = await server.rested(await server.begin(each, { items }))

  const answers = [[{ json: { done: '/work', key: '1' } }, { json: { done: '/work', key: '2' } }]]
  expect(first.nodes[1]?.outputs).toMatchObject(answers)
  expect(second.nodes[1]?.outputs).toMatchObject(answers)
  expect((await server.list('&mode=subworkflow')).map((one) => one.status)).toEqual(['completed', 'completed', 'completed'])
})

test('a caller that does not wait goes on at once', async () => {
  await using peer = await recordingPeer({ '/work': 800 })
  await using server = await running()
  const child = await server.given(callee(`${peer.url}/work`), { active: false })
  const parent = await server.given(caller(child, { options: { waitForSubWorkflow: false } }), { active: false })

  const over = await server.rested(await server.begin(parent, { items }))

  expect(over.summary.status).toBe('completed')
  expect(over.nodes[1]?.outputs).toMatchObject([items.map((json) => ({ json }))])
  expect((await server.list('&mode=subworkflow')).map((one) => one.status)).toEqual(['running'])
  await until(
    () => server.list('&status=completed'),
    (list) => list.length === 2,
  )
})

test('a caller is told why: no such workflow, no trigger, or what failed inside', async () => {
  await using server = await running()
  const bare = await server.given(givenWorkflow([start({})], { name: 'Bare' }), { active: false })
  const bad = await server.given(
    givenWorkflow(
      [trigger({ Stop: [0, 0] }), { name: 'Stop', type: 'stop_and_error', parameters: { errorMessage: 'out of paper' } }],
      { name: 'Printer' },
    ),
    { active: false },
  )
  const why = async (workflow: string) => {
    const parent = await server.given(caller(workflow), { active: false })
    return (await server.rested(await server.begin(parent))).summary.error?.message
  }

  expect(await why('01890000-0000-7000-8000-000000000000')).toMatch(/^There is no workflow with the id "01890000-/)
  expect(await why('nonsense')).toMatch(/^There is no workflow with the id "nonsense" in this workspace/)
  expect(await why(bare)).toBe('The workflow "Bare" has no trigger for being called by another one.')
  expect(await why(bad)).toBe('The called workflow "Printer" failed: out of paper')
})

test('each try of a node calls anew', async () => {
  await using server = await running()
  const bad = await server.given(givenWorkflow([trigger({ Stop: [0, 0] }), { name: 'Stop', type: 'stop_and_error' }]), {
    active: false,
  })
  const parent = await server.given(caller(bad, {}, { retryOnFail: true, maxTries: 3, waitBetweenTriesMs: 10 }), {
    active: false,
  })

  const over = await server.rested(await server.begin(parent))

  expect(over.nodes[1]).toMatchObject({ status: 'failed', tries: 3 })
  expect((await server.list('&mode=subworkflow')).map((one) => one.status)).toEqual(['failed', 'failed', 'failed'])
})

test('a workflow that is written into the node is called, and its execution can be looked at', async () => {
  await using server = await running()
  const inner = {
    name: 'Inner',
    nodes: [
      { id: 'x', name: 'In', type: 'n8n-nodes-base.executeWorkflowTrigger', typeVersion: 1, position: [0, 0], parameters: {} },
      {
        id: 'w',
        name: 'Rest',
        type: 'n8n-nodes-base.wait',
        typeVersion: 1.1,
        position: [200, 0],
        parameters: { amount: 0.1, unit: 'seconds' },
      },
    ],
    connections: { In: { main: [[{ node: 'Rest', type: 'main', index: 0 }]] } },
  }
  const parent = await server.given(caller('', { source: 'parameter', workflowJson: JSON.stringify(inner) }), { active: false })

  const over = await server.rested(await server.begin(parent, { items }))
  const [child] = await server.list('&mode=subworkflow')
  const seen = await server.rested(child?.id ?? '')

  expect(over.summary).toMatchObject({ status: 'completed', error: null })
  expect(over.nodes[1]?.outputs).toMatchObject([items.map((json) => ({ json }))])
  expect(seen.summary).toMatchObject({ status: 'completed', workflowName: 'Inner' })
  expect(seen.nodes.map((node) => node.nodeName)).toEqual(['In', 'Rest'])
})

test('whoever cancels a caller cancels what it waits for, and makes no call after that', async () => {
  await using peer = await recordingPeer({ '/work': 20_000 })
  await using server = await running()
  const child = await server.given(callee(`${peer.url}/work`), { active: false })
  const parent = await server.given(caller(child), { active: false })
  const execution = await server.begin(parent, { items })
  await until(
    () => peer.log.length,
    (count) => count > 0,
  )

  await server.api('POST', `/executions/${execution}/cancel`)

  const [called] = await until(
    () => server.list('&mode=subworkflow'),
    ([one]) => one?.status !== 'running',
  )
  expect(called?.status).toBe('cancelled')
  await until(
    () => peer.log[0]?.closedMs,
    (ms) => ms !== undefined,
  )
  expect(server.executions.host.liveCount).toBe(0)
})

test('a caller finds what it called again after a restart and calls nothing twice', async () => {
  await using peer = await recordingPeer({ '/work': 1_500 })
  await using shared = await sharedInstallation()
  const before = await running(shared)
  const child = await before.given(
    givenWorkflow([
      trigger({ Work: [0, 0] }),
      {
        name: 'Work',
        type: 'http_request',
        version: 4.2,
        parameters: { method: 'POST', url: `${peer.url}/work`, options: {} },
        to: { Rest: [0, 0] },
      },
      { name: 'Rest', type: 'wait', version: 1.1, parameters: { amount: 0.2, unit: 'seconds' } },
    ]),
    { active: false },
  )
  const parent = await before.given(caller(child), { active: false })
  const execution = await before.begin(parent)
  await until(
    () => peer.log.length,
    (count) => count === 1,
  )
  const began = performance.now()
  await before.stop(20_000)
  const stoppedMs = performance.now() - began
  await using after = await running(shared)

  const over = await after.rested(execution)

  // The call under way is finished; nobody waits for the grace to be over.
  expect(stoppedMs).toBeLessThan(15_000)
  expect(over.summary).toMatchObject({ status: 'completed', error: null })
  expect(over.nodes[1]?.outputs).toMatchObject([[{ json: { done: '/work' } }]])
  expect(peer.log).toHaveLength(1)
  expect(await after.list('&mode=subworkflow')).toHaveLength(1)
})

test('whoever cancels a caller whose process is gone cancels what it waits for, and nothing else it has started', async () => {
  await using shared = await sharedInstallation()
  const before = await running(shared)
  const long = { name: 'Rest', type: 'wait', version: 1.1, parameters: { amount: 1, unit: 'hours' } }
  const waiting = await before.given(givenWorkflow([trigger({ Rest: [0, 0] }), long], { name: 'Inner' }), { active: false })
  const middle = givenWorkflow([trigger({ Call: [0, 0] }), callOf(waiting)], { name: 'Middle' })
  const detached = {
    ...callOf(waiting, { options: { waitForSubWorkflow: false } }),
    name: 'Aside',
    to: { Call: [0, 0] as const },
  }
  const outer = givenWorkflow([start({ Aside: [0, 0] }), detached, callOf(await before.given(middle, { active: false }))])
  const execution = await before.begin(await before.given(outer, { active: false }))
  const rested = await until(
    () => before.list('&status=waiting'),
    (list) => list.length === 2,
  )
  await before.stop()
  await using after = await running(shared)
  // Nobody takes it up again: as if every worker were gone.
  const pool = after.databases.pool('execution')
  await pool.query(
    `update workflow_executions set status = 'paused', worker_id = null, fence = fence + 10 where status <> 'waiting'`,
  )

  expect((await after.api('POST', `/executions/${execution}/cancel`)).status).toBe(200)

  expect(rested.map((one) => one.workflowName)).toEqual(['Inner', 'Inner'])
  expect((await after.list()).map((one) => `${one.workflowName} ${one.status}`).toSorted((a, b) => a.localeCompare(b))).toEqual([
    'Given cancelled',
    'Inner cancelled',
    'Inner waiting',
    'Middle cancelled',
  ])
})
