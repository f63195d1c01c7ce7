import type { Execution } from '@steward/contract/api/execution'
import type { WorkflowDocument } from '@steward/contract/workflow'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { givenWorkflow } from '#test/given-workflow'
import { heldPeer } from '#test/held-peer'
import { running, type RunningInstallation, type Shared, sharedInstallation, until } from '#test/running'

let shared: Shared
let server: RunningInstallation
let peer: Awaited<ReturnType<typeof heldPeer>>
beforeAll(async () => {
  shared = await sharedInstallation()
  server = await running(shared)
})
beforeEach(async () => {
  await using _ = peer
  peer = await heldPeer()
})
afterAll(async () => {
  await peer[Symbol.asyncDispose]()
  await server.stop(0)
  await shared[Symbol.asyncDispose]()
})

type Nodes = Parameters<typeof givenWorkflow>[0]
type To = Readonly<Record<string, readonly [number, number]>>

const flow = (nodes: Nodes, limit = 4): WorkflowDocument =>
  givenWorkflow([{ name: 'Start', type: 'manual_trigger', to: targets(nodes) }, ...nodes], {
    settings: { executionOrder: 'v1', parallel: { limit } },
  })

/** The start leads to whatever nothing else leads to. */
function targets(nodes: Nodes): To {
  const reached = new Set(nodes.flatMap(({ to }) => Object.keys(to ?? {})))
  return Object.fromEntries(nodes.filter(({ name }) => !reached.has(name)).map(({ name }) => [name, [0, 0]] as const))
}

const call = (name: string, to: To = {}, method = 'GET') => ({
  name,
  type: 'http_request',
  version: 4.2,
  parameters: { method, url: `${peer.url}/${name}`, options: {} },
  to,
})
const done = { name: 'Done', type: 'no_op' }
const waits = (name: string, parameters: Record<string, unknown>, to: To = {}) => ({
  name,
  type: 'wait',
  version: 1.1,
  parameters,
  to,
})
const forCall = (name: string, webhookSuffix: string, to: To = {}) =>
  waits(name, { resume: 'webhook', options: { webhookSuffix } }, to)

const begin = async (document: WorkflowDocument) => server.begin(await server.given(document, { active: false }))
const opened = (...paths: string[]) =>
  until(
    () => peer.open(),
    (open) => open.join() === paths.join(),
  )
async function look(id: string): Promise<Execution> {
  const { status, body } = await server.api('GET', `/executions/${id}`)
  if (status !== 200) throw new Error(`The execution was not shown: ${JSON.stringify(body)}`)
  return body as unknown as Execution
}
const statusOf = (execution: Execution) => Object.fromEntries(execution.nodes.map((node) => [node.nodeName, node.status]))
const untilNodes = (id: string, wanted: Record<string, string>) =>
  until(
    async () => statusOf(await look(id)),
    (status) => Object.entries(wanted).every(([name, one]) => status[name] === one),
  )

test('branches are executed side by side, and where they meet both are waited for', async () => {
  const execution = await begin(flow([call('a', { Done: [0, 0] }), call('b', { Done: [0, 0] }), done]))
  await opened('/a', '/b')
  peer.answer('/b')
  await untilNodes(execution, { a: 'running', b: 'completed' })
  peer.answer('/a')
  const { nodes, summary } = await server.rested(execution)

  expect(summary.status).toBe('completed')
  expect(nodes.map((node) => node.nodeName)).toEqual(['Start', 'b', 'a', 'Done', 'Done'])
  expect(nodes.slice(3).map((node) => node.sources[0]?.node)).toEqual(['a', 'b'])
})

test('no more nodes are executed at once than the limit says', async () => {
  const execution = await begin(flow([call('a'), call('b'), call('c')], 2))
  await opened('/a', '/b')
  peer.answer('/a')
  await opened('/b', '/c')
  peer.answer('/b')
  peer.answer('/c')

  expect((await server.rested(execution)).summary.status).toBe('completed')
  expect(peer.most()).toBe(2)
})

test('a failure lets what was begun finish and begins nothing new', async () => {
  const execution = await begin(flow([call('a', { Done: [0, 0] }), call('b'), done]))
  await opened('/a', '/b')
  peer.answer('/b', 500)
  await untilNodes(execution, { b: 'failed' })
  peer.answer('/a')
  const { nodes, summary } = await server.rested(execution)

  expect(summary).toMatchObject({ status: 'failed', error: { node: 'b' } })
  expect(nodes.map((node) => [node.nodeName, node.status])).toEqual([
    ['Start', 'completed'],
    ['b', 'failed'],
    ['a', 'completed'],
  ])
})

test('a retry goes on behind what was done, and makes only the call that failed', async () => {
  const execution = await begin(flow([call('a', { Done: [0, 0] }), call('b'), done]))
  await opened('/a', '/b')
  peer.answer('/b', 500)
  await untilNodes(execution, { b: 'failed' })
  peer.answer('/a')
  await server.rested(execution)
  const retry = String((await server.api('POST', `/executions/${execution}/retry`, {})).body['id'])
  await opened('/b')
  peer.answer('/b')
  const { nodes, summary } = await server.rested(retry)

  expect(summary.status).toBe('completed')
  expect(nodes.map((node) => node.nodeName).toSorted()).toEqual(['Done', 'Start', 'a', 'b'])
  expect(peer.calls.filter((path) => path === '/a')).toHaveLength(1)
})

test('one branch waits while another goes on; the execution rests only when all that is left waits', async () => {
  const soon = waits('Soon', { amount: 1, unit: 'hours' })
  const later = waits('Later', { amount: 3, unit: 'days' })
  const execution = await begin(flow([call('a'), soon, later]))
  await untilNodes(execution, { a: 'running', Soon: 'waiting', Later: 'waiting' })
  const before = (await look(execution)).summary.status
  peer.answer('/a')
  const { summary } = await server.rested(execution)

  const hoursLeft = (Date.parse(summary.waitUntil ?? '') - Date.now()) / 3_600_000
  expect([before, summary.status, hoursLeft]).toEqual(['running', 'waiting', expect.closeTo(1, 1)])
})

test('the wait of one branch ends while another is at work', async () => {
  const execution = await begin(flow([call('a'), waits('Short', { amount: 0.2, unit: 'seconds' }, { Done: [0, 0] }), done]))
  await opened('/a')
  await untilNodes(execution, { a: 'running', Short: 'completed', Done: 'completed' })
  peer.answer('/a')

  expect((await server.rested(execution)).summary.status).toBe('completed')
})

test('each of several waits is ended by the call of its own address, whether the execution rests or not', async () => {
  const nodes = [call('a'), forCall('First', 'one', { Done: [0, 0] }), forCall('Second', 'two'), done]
  const execution = await begin(flow(nodes))
  await untilNodes(execution, { a: 'running', First: 'waiting', Second: 'waiting' })
  const address = server.executions.resumeUrl(execution)
  const busy = await Promise.all([fetch(`${address}/two`), fetch(`${address}/two`)])
  await untilNodes(execution, { a: 'running', First: 'waiting', Second: 'completed' })
  peer.answer('/a')
  const resting = await server.rested(execution)
  const unknown = await fetch(`${address}/three`)
  const answer = await fetch(`${address}/one`)
  const over = await until(
    () => look(execution),
    ({ summary }) => summary.status === 'completed',
  )

  expect(busy.filter(({ status }) => status === 200)).toHaveLength(1)
  expect(busy.find(({ status }) => status !== 200)?.status).toBeOneOf([404, 409])
  expect(statusOf(resting)).toMatchObject({ a: 'completed', First: 'waiting', Second: 'completed' })
  expect([resting.summary.status, unknown.status, answer.status]).toEqual(['waiting', 404, 200])
  expect(statusOf(over)).toEqual({
    Start: 'completed',
    a: 'completed',
    First: 'completed',
    Second: 'completed',
    Done: 'completed',
  })
})

/** An execution whose process is gone for the others while its calls are under way, and the process that takes it over. */
async function cutOff(document: WorkflowDocument, paths: readonly string[]) {
  const before = await running(shared)
  const execution = await before.begin(await before.given(document, { active: false }))
  await opened(...paths)
  const worker = before.executions.worker.workerId()
  await before.databases.pool('execution').query('delete from workers where id = $1', [worker])
  return { execution, [Symbol.asyncDispose]: () => before.stop(0) }
}

const decide = async (execution: string, name: string, body: object) => {
  const { nodes } = await look(execution)
  const index = nodes.find((node) => node.nodeName === name)?.index
  return (await server.api('POST', `/executions/${execution}/nodes/${index}/decision`, body)).status
}

test('several effects in doubt are answered each by itself, and the rest goes on meanwhile', async () => {
  const document = flow([call('a', {}, 'POST'), call('b', { Done: [0, 0] }, 'POST'), call('c'), done])
  await using cut = await cutOff(document, ['/a', '/b', '/c'])
  const { execution } = cut
  // The read is made again by itself; the execution rests when it is done.
  await until(
    () => peer.calls.filter((path) => path === '/c').length,
    (count) => count === 2,
  )
  const early = await until(
    () => look(execution),
    ({ nodes }) => nodes.filter((node) => node.status === 'in_doubt').length === 2,
  )
  const first = await decide(execution, 'b', { decision: 'happened', items: [{ said: true }] })
  await untilNodes(execution, { b: 'completed', Done: 'completed', a: 'in_doubt', c: 'running' })
  peer.answer('/c')
  const resting = await server.rested(execution)
  const again = await decide(execution, 'b', { decision: 'repeat' })
  const second = await decide(execution, 'a', { decision: 'repeat' })
  await until(
    () => peer.calls.filter((path) => path === '/a').length,
    (count) => count === 2,
  )
  peer.answer('/a')
  const over = await until(
    () => look(execution),
    ({ summary }) => summary.status === 'completed',
  )

  expect(early.summary.status).toBe('running')
  expect([first, again, second]).toEqual([200, 409, 200])
  expect(resting.summary).toMatchObject({ status: 'waiting', inDoubt: 1, waitUntil: null })
  expect(over.nodes.find((node) => node.nodeName === 'Done')?.outputs).toMatchObject([[{ json: { said: true } }]])
  expect(peer.calls.filter((path) => path === '/b')).toHaveLength(1)
})

test('an execution with a branch that waits is taken over without ending the wait', async () => {
  const document = flow([call('a', { Done: [0, 0] }), waits('Later', { amount: 3, unit: 'days' }), done])
  await using cut = await cutOff(document, ['/a'])
  const { execution } = cut
  // Whichever process takes it over, it makes the call again.
  await until(
    () => peer.calls.length,
    (count) => count === 2,
  )
  const answering = () => {
    peer.answer('/a')
    return look(execution)
  }
  const { summary, nodes } = await until(answering, (seen) => seen.summary.status === 'waiting')

  const daysLeft = (Date.parse(summary.waitUntil ?? '') - Date.now()) / 86_400_000
  expect(daysLeft).toBeCloseTo(3, 1)
  expect(nodes.map((node) => [node.nodeName, node.status])).toEqual([
    ['Start', 'completed'],
    ['a', 'completed'],
    ['Done', 'completed'],
    ['Later', 'waiting'],
  ])
})

test('the caller of a webhook is answered by the node that would have come last, whichever ended last', async () => {
  const path = 'meet'
  const last = {
    name: 'Last',
    type: 'set',
    version: 3.4,
    position: [600, 900] as [number, number],
    parameters: { assignments: { assignments: [{ id: '1', name: 'by', type: 'string', value: 'Last' }] }, options: {} },
  }
  const hook = {
    name: 'Hook',
    type: 'webhook',
    version: 2,
    parameters: { path, httpMethod: 'GET', responseMode: 'lastNode', options: {} },
    to: { a: [0, 0] as const, Last: [0, 0] as const },
  }
  await server.given(
    givenWorkflow([hook, { ...call('a'), position: [600, 0] }, last], {
      settings: { executionOrder: 'v1', parallel: { limit: 2 } },
    }),
  )
  const answer = fetch(`${server.url}/webhook/${path}`)
  await opened('/a')
  peer.answer('/a')

  expect(await (await answer).json()).toEqual({ by: 'Last' })
})
