import type { Receipt } from '@steward/contract/api/effect'
import type { NodeSettings } from '@steward/contract/workflow'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { effectKey } from '#engine/host'
import { givenWorkflow } from '#test/given-workflow'
import { running, type RunningInstallation, type Shared, sharedInstallation, until } from '#test/running'
import { silentPeer } from '#test/silent-peer'

// One database for all: what counts is told apart by its execution.
let shared: Shared
let peer: Awaited<ReturnType<typeof silentPeer>>
beforeAll(async () => {
  shared = await sharedInstallation()
})
beforeEach(async () => {
  await using _ = peer
  peer = await silentPeer()
})
afterAll(async () => {
  await peer[Symbol.asyncDispose]()
  await shared[Symbol.asyncDispose]()
})

const flow = (settings: NodeSettings = {}) =>
  givenWorkflow([
    { name: 'Start', type: 'manual_trigger', to: { Charge: [0, 0] } },
    {
      name: 'Charge',
      type: 'http_request',
      version: 4.2,
      parameters: {
        method: 'POST',
        url: `${peer.url}/charges?api_key=hunter2`,
        sendHeaders: true,
        headerParameters: {
          parameters: [
            { name: 'Authorization', value: 'Bearer hunter2' },
            { name: 'X-Order', value: '={{ $execution.id }}' },
          ],
        },
        sendBody: true,
        bodyParameters: { parameters: [{ name: 'amount', value: 500 }] },
        options: {},
      },
      settings,
      to: { After: [0, 0] },
    },
    { name: 'After', type: 'no_op' },
  ])

/** An execution whose process is gone for the others while its call is under way, and the process that takes it over. */
async function cutOff(settings: NodeSettings = {}, document = flow(settings), calls = 1) {
  const before = await running(shared)
  const execution = await before.begin(await before.given(document, { active: false }))
  await until(
    () => peer.posts().length,
    (count) => count === calls,
  )
  const worker = before.executions.worker.workerId()
  await before.databases.pool('execution').query('delete from workers where id = $1', [worker])
  const after = await running(shared)
  return {
    execution,
    after,
    [Symbol.asyncDispose]: async () => {
      await Promise.all([before.stop(0), after.stop(0)])
    },
  }
}

async function receiptOf(
  server: RunningInstallation,
  execution: string,
  wanted: (receipt: Receipt) => boolean,
): Promise<Receipt> {
  const look = async () => {
    const { items } = (await server.api('GET', `/effects?executionId=${execution}`)).body as unknown as { items: Receipt[] }
    expect(items.length).toBeLessThanOrEqual(1)
    return items[0]
  }
  return (await until(look, (receipt) => receipt !== undefined && wanted(receipt))) as Receipt
}

const decide = (server: RunningInstallation, execution: string, body: object) =>
  server.api('POST', `/executions/${execution}/nodes/1/decision`, body)

test('an effect that was cut off shows what a person needs to decide, and no secret; the answer is on its receipt', async () => {
  await using cut = await cutOff()
  const { after, execution } = cut

  const doubtful = await receiptOf(after, execution, (one) => one.outcome === 'in_doubt')
  const answer = await decide(after, execution, { decision: 'happened', items: [{ paid: true }], reason: 'It is on the bill.' })
  const { nodes } = await after.rested(execution)
  const receipt = await receiptOf(after, execution, (one) => one.outcome === 'happened')

  expect(doubtful).toMatchObject({
    id: effectKey(execution, 'Charge', 0),
    nodeName: 'Charge',
    class: 'write',
    target: new URL(peer.url).host,
    settledAt: null,
    response: null,
    request: { type: 'http_request', items: 1, parameters: { method: 'POST' } },
  })
  expect(JSON.stringify(doubtful)).toContain('amount')
  expect(JSON.stringify(doubtful)).not.toContain('hunter2')
  expect(answer.status).toBe(200)
  expect(nodes.at(-1)).toMatchObject({ nodeName: 'After', outputs: [[{ json: { paid: true } }]] })
  expect(receipt).toMatchObject({
    id: doubtful.id,
    requestHash: doubtful.requestHash,
    decision: { answer: 'happened', how: 'person', by: expect.any(String) as string, reason: 'It is on the bill.' },
  })
  expect(peer.posts()).toHaveLength(1)
})

test('an effect that is made again has the same key and one receipt', async () => {
  await using cut = await cutOff()
  const { after, execution } = cut
  await receiptOf(after, execution, (one) => one.outcome === 'in_doubt')
  peer.ways.isSilent = false

  await decide(after, execution, { decision: 'repeat' })
  await after.rested(execution)

  expect(await receiptOf(after, execution, (one) => one.outcome === 'completed')).toMatchObject({
    decision: { answer: 'repeat', how: 'person' },
    response: { status: 201 },
  })
  expect(peer.posts()).toHaveLength(2)
})

test('of two answers at once one counts', async () => {
  await using cut = await cutOff()
  const { after, execution } = cut
  await receiptOf(after, execution, (one) => one.outcome === 'in_doubt')

  const answers = await Promise.all([
    decide(after, execution, { decision: 'stop' }),
    decide(after, execution, { decision: 'happened' }),
    decide(after, execution, { decision: 'stop' }),
  ])
  const { summary } = await after.rested(execution)

  expect(answers.map((one) => one.status).toSorted((a, b) => a - b)).toEqual([200, 409, 409])
  const happened = answers[1]?.status === 200
  expect(summary.status).toBe(happened ? 'completed' : 'failed')
  const outcome = happened ? 'happened' : 'stopped'
  expect((await receiptOf(after, execution, (one) => one.outcome === outcome)).decision?.how).toBe('person')
})

test('an execution that is cancelled in doubt says of its effect that it was cut off', async () => {
  await using cut = await cutOff()
  const { after, execution } = cut
  await receiptOf(after, execution, (one) => one.outcome === 'in_doubt')

  expect((await after.api('POST', `/executions/${execution}/cancel`)).status).toBe(200)

  expect((await receiptOf(after, execution, (one) => one.outcome === 'cut_off')).decision).toBeNull()
})

test('a call that is cancelled under way is cut off too', async () => {
  await using server = await running(shared)
  const execution = await server.begin(await server.given(flow(), { active: false }))
  await until(
    () => peer.posts().length,
    (count) => count === 1,
  )

  await server.api('POST', `/executions/${execution}/cancel`)

  expect(await receiptOf(server, execution, () => true)).toMatchObject({ outcome: 'cut_off', response: null })
})

test('a call under an idempotency key is made again by itself, and done once', async () => {
  await using cut = await cutOff({ idempotencyHeader: 'Idempotency-Key' })
  const { after, execution } = cut
  await until(
    () => peer.posts().length,
    (count) => count === 2,
  )

  const keys = peer.posts().map(({ headers }) => headers['idempotency-key'])

  expect(keys).toEqual([effectKey(execution, 'Charge', 0), effectKey(execution, 'Charge', 0)])
  expect(after.executions.host.peek(execution)).toBeDefined()
})

const probe = (happened: string): NodeSettings => ({
  probe: { url: `=${peer.url}/{{ $execution.id }}?key={{ $effect.key }}`, happened },
})
const byCharge = '={{ $response.statusCode === 200 && $response.body.charge === $execution.id }}'

test('a probe that finds the effect goes on with what it found, without a person', async () => {
  await using cut = await cutOff(probe(byCharge))
  const { after, execution } = cut

  const { summary, nodes } = await after.rested(execution)
  const receipt = await receiptOf(after, execution, () => true)
  const [asked] = peer.calls.filter((call) => call.method === 'GET')

  expect(summary).toMatchObject({ status: 'completed', inDoubt: 0 })
  expect(nodes.at(-1)).toMatchObject({ nodeName: 'After', outputs: [[{ json: { charge: execution } }]] })
  expect(receipt).toMatchObject({ outcome: 'happened', decision: { answer: 'happened', how: 'probe', by: null } })
  expect(asked?.path).toBe(`/${execution}?key=${receipt.id}`)
  expect(peer.posts()).toHaveLength(1)
})

test('a probe that finds nothing, twice, makes the call again', async () => {
  peer.ways.forgets = true
  await using cut = await cutOff(probe(byCharge))
  const { after, execution } = cut
  await until(
    () => peer.calls.filter((call) => call.method === 'GET').length,
    (count) => count === 1,
  )
  peer.ways.isSilent = false

  expect((await after.rested(execution)).summary.status).toBe('completed')
  // The first answer came so soon that the call might still have been on its way.
  expect(peer.calls.map((call) => call.method)).toEqual(['POST', 'GET', 'GET', 'POST'])
  expect(await receiptOf(after, execution, (one) => one.outcome === 'completed')).toMatchObject({
    decision: { answer: 'repeat', how: 'probe' },
  })
})

test('a service that does not answer a probe leaves the doubt; a person may ask again', async () => {
  peer.ways.probeStatus = 503
  await using cut = await cutOff(probe(byCharge))
  const { after, execution } = cut
  await receiptOf(after, execution, (one) => one.outcome === 'in_doubt')

  const still = await decide(after, execution, { decision: 'probe' })
  peer.ways.probeStatus = undefined
  const gone = await decide(after, execution, { decision: 'probe' })
  const { logs } = await after.rested(execution)

  expect([still.status, still.body['inDoubt']]).toEqual([200, 1])
  expect([gone.status, gone.body['inDoubt']]).toEqual([200, 0])
  expect(logs.map((one) => one.message)).toContain('The probe of "Charge" could not tell whether it happened.')
  expect((await receiptOf(after, execution, (one) => one.outcome === 'happened')).decision).toMatchObject({
    how: 'probe',
    by: expect.any(String) as string,
  })
})

test('a probe that breaks, lies about what it is, or says neither yes nor no leaves the doubt', async () => {
  await using cut = await cutOff(probe('={{ $response.body.nothing.here }}'))
  const { after, execution } = cut

  await receiptOf(after, execution, (one) => one.outcome === 'in_doubt')

  expect((await after.rested(execution)).summary).toMatchObject({ status: 'waiting', inDoubt: 1 })
  expect(peer.posts()).toHaveLength(1)
})

test('a node with nothing to ask refuses a probe in words, and stays in doubt', async () => {
  await using cut = await cutOff()
  const { after, execution } = cut
  await receiptOf(after, execution, (one) => one.outcome === 'in_doubt')

  const answer = await decide(after, execution, { decision: 'probe' })

  expect([answer.status, answer.body['code']]).toEqual([400, 'execution.no_probe'])
  expect((await after.rested(execution)).summary.inDoubt).toBe(1)
})

test('of several effects in doubt at once each is decided by itself', async () => {
  const charge = (name: string, settings: NodeSettings = {}) => ({
    name,
    type: 'http_request',
    version: 4.2,
    parameters: {
      method: 'POST',
      url: `${peer.url}/${name}`,
      sendHeaders: true,
      headerParameters: { parameters: [{ name: 'X-Order', value: `={{ $execution.id }}-${name}` }] },
      options: {},
    },
    settings,
  })
  const found = { url: `=${peer.url}/{{ $execution.id }}-Probed`, happened: '={{ $response.statusCode === 200 }}' }
  const document = givenWorkflow(
    [
      { name: 'Start', type: 'manual_trigger', to: { Happened: [0, 0], Again: [0, 0], Probed: [0, 0] } },
      charge('Happened'),
      charge('Again'),
      charge('Probed', { probe: found }),
    ],
    { settings: { executionOrder: 'v1', parallel: { limit: 3 } } },
  )
  await using cut = await cutOff({}, document, 3)
  const { after, execution } = cut
  const { summary, nodes } = await until(
    () => after.rested(execution),
    (seen) => seen.summary.inDoubt === 2,
  )
  peer.ways.isSilent = false
  const at = (name: string) => nodes.find((node) => node.nodeName === name)?.index
  const say = (name: string, body: object) =>
    after.api('POST', `/executions/${execution}/nodes/${at(name)}/decision`, body).then(({ status }) => status)

  const first = await say('Again', { decision: 'repeat' })
  await until(
    () => after.rested(execution),
    (seen) => seen.summary.inDoubt === 1,
  )
  const { nodes: left } = await after.rested(execution)
  const open = left.filter((node) => node.status === 'in_doubt')
  const second = await after.api('POST', `/executions/${execution}/nodes/${open[0]?.index}/decision`, { decision: 'happened' })
  const over = await until(
    () => after.rested(execution),
    (seen) => seen.summary.status === 'completed',
  )
  const receipts = await until(
    async () => ((await after.api('GET', `/effects?executionId=${execution}`)).body as unknown as { items: Receipt[] }).items,
    (items) => items.length === 3 && items.every((one) => one.outcome !== 'in_doubt' && one.outcome !== 'repeated'),
  )

  expect(summary).toMatchObject({ status: 'waiting', inDoubt: 2 })
  expect([first, second.status]).toEqual([200, 200])
  expect(open.map((node) => node.nodeName)).toEqual(['Happened'])
  expect(over.summary.inDoubt).toBe(0)
  expect(new Map(receipts.map((one) => [one.nodeName, [one.outcome, one.decision?.how]]))).toEqual(
    new Map([
      ['Happened', ['happened', 'person']],
      ['Again', ['completed', 'person']],
      ['Probed', ['happened', 'probe']],
    ]),
  )
  expect(peer.posts().filter((call) => call.path === '/Again')).toHaveLength(2)
  expect(peer.posts()).toHaveLength(4)
})
