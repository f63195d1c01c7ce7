import type { Approval } from '@steward/contract/api/approval'
import type { Receipt } from '@steward/contract/api/effect'
import type { Execution } from '@steward/contract/api/execution'
import type { WorkflowNode } from '@steward/contract/workflow'
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest'
import { givenWorkflow } from '#test/given-workflow'
import { recordingPeer } from '#test/recording-peer'
import { running, type RunningInstallation, type Shared, sharedInstallation, until } from '#test/running'

let shared: Shared
let app: RunningInstallation
let other: RunningInstallation
let decider: Record<string, string>
let peer: Awaited<ReturnType<typeof recordingPeer>>
beforeAll(async () => {
  shared = await sharedInstallation()
  app = await running(shared)
  other = await running(shared)
  decider = await app.member('admin')
})
afterAll(async () => {
  await other.stop()
  await app.stop()
  await shared[Symbol.asyncDispose]()
})
beforeEach(async () => void (peer = await recordingPeer({}, { '/broken': (nth) => (nth === 1 ? { status: 503 } : undefined) })))
afterEach(() => peer[Symbol.asyncDispose]())

const trigger = (to: Record<string, readonly [number, number]>) => ({ name: 'Start', type: 'manual_trigger', to })
const call = (name: string, parameters: WorkflowNode['parameters'], more: object = {}) => ({
  name,
  type: 'http_request',
  version: 4.2,
  parameters: { method: 'DELETE', url: `${peer.url}/orders/4`, options: {}, ...parameters },
  ...more,
})
const deleting = (parameters: WorkflowNode['parameters'] = {}, more: object = {}) =>
  givenWorkflow([trigger({ Delete: [0, 0] }), call('Delete', parameters, more)])

async function asked(executionId: string, state = 'pending', count = 1): Promise<Approval[]> {
  const list = async () =>
    ((await app.api('GET', `/approvals?executionId=${executionId}&state=${state}`)).body as unknown as { items: Approval[] })
      .items
  return await until(list, (items) => items.length === count)
}

async function decide({ id, hash }: Approval, decision = 'approve', at = app): Promise<number> {
  const headers = { ...decider, origin: at.url, 'content-type': 'application/json' }
  const reason = decision === 'approve' ? {} : { reason: 'Order 4 is still open.' }
  const body = JSON.stringify({ decision, hash, ...reason })
  return (await fetch(`${at.url}/api/v1/approvals/${id}/decision`, { method: 'POST', headers, body })).status
}

async function started(document: ReturnType<typeof givenWorkflow>, body = {}): Promise<string> {
  return await app.begin(await app.given(document, { active: false }), body)
}

const over = (id: string) =>
  until(
    async () => (await app.api('GET', `/executions/${id}`)).body as unknown as Execution,
    ({ summary }) => ['completed', 'failed', 'cancelled'].includes(summary.status),
  )

const receiptOf = (executionId: string) =>
  until(
    async () => ((await app.api('GET', `/effects?executionId=${executionId}`)).body as unknown as { items: Receipt[] }).items,
    (items) => items.length > 0,
  )

test('it waits until somebody has approved, then calls exactly once, and the receipt says on what ground', async () => {
  const id = await started(deleting())
  const [approval] = await asked(id)
  const waiting = await app.rested(id)
  expect(peer.log).toEqual([])
  expect(waiting.summary).toMatchObject({ status: 'waiting', waitKind: 'approval', approvalId: approval?.id })
  expect(waiting.nodes.at(-1)).toMatchObject({ nodeName: 'Delete', status: 'waiting', approvalId: approval?.id })
  expect(approval).toMatchObject({
    title: `Send DELETE to ${peer.url}/orders/4`,
    class: 'delete',
    environment: 'production',
    risk: { level: 'high' },
    subject: { kind: 'node', executionId: id, nodeName: 'Delete' },
  })

  expect(await decide(approval as Approval)).toBe(200)
  const { summary } = await over(id)

  expect(summary).toMatchObject({ status: 'completed', waitKind: null, approvalId: null })
  expect(peer.log.map(({ method, path }) => [method, path])).toEqual([['DELETE', '/orders/4']])
  const [receipt] = await receiptOf(id)
  expect(receipt).toMatchObject({ outcome: 'completed', approvalId: approval?.id, environment: 'production' })
  expect(await asked(id, 'used')).toHaveLength(1)
})

test('what is rejected is not done: the node fails in words, its error output goes on, and the receipt says refused', async () => {
  const settings = { onError: 'continueErrorOutput' as const }
  const keep = { name: 'Told', type: 'set', version: 3.4, parameters: { options: {}, assignments: { assignments: [] } } }
  const document = givenWorkflow([
    trigger({ Delete: [0, 0] }),
    call('Delete', {}, { settings, to: { Told: [1, 0] } }),
    { ...keep, parameters: { ...keep.parameters, includeOtherFields: true } },
  ])
  const id = await started(document)
  const [approval] = await asked(id)

  await decide(approval as Approval, 'reject')
  const { summary, nodes } = await over(id)

  expect(summary.status).toBe('completed')
  expect(nodes.map((node) => [node.nodeName, node.status])).toEqual([
    ['Start', 'completed'],
    ['Delete', 'failed'],
    ['Told', 'completed'],
  ])
  expect(nodes[1]?.error?.message).toContain('Order 4 is still open.')
  expect(JSON.stringify(nodes[2]?.outputs)).toContain('Order 4 is still open.')
  expect(peer.log).toEqual([])
  expect((await receiptOf(id))[0]).toMatchObject({ outcome: 'refused' })
})

test('what nobody answers in time is not done', async () => {
  const id = await started(deleting())
  const [approval] = await asked(id)
  await app.rested(id)

  await app.databases
    .pool('effect')
    .query(`update approvals set expires_at = now() - interval '1 second' where id = $1`, [approval?.id])
  await app.databases.pool('execution').query(`update workflow_executions set wait_until = now() where id = $1`, [id])
  const { summary } = await over(id)

  expect(summary).toMatchObject({ status: 'failed', error: { message: expect.stringContaining('in time') as string } })
  expect(peer.log).toEqual([])
})

test('a variable that is changed between the question and the answer asks anew, and what was approved does not happen', async () => {
  const made = await app.api('POST', '/variables', { name: 'ORDER', value: '4', scope: 'global' })
  const id = await started(deleting({ url: `=${peer.url}/orders/{{ $vars.ORDER }}` }))
  const [first] = await asked(id)
  expect(
    (await app.api('PATCH', `/variables/${String(made.body['id'])}`, { version: made.body['version'], value: '5' })).status,
  ).toBe(200)

  expect(await decide(first as Approval)).toBe(200)
  const [second] = await asked(id)

  expect(second?.title).toBe(`Send DELETE to ${peer.url}/orders/5`)
  expect(second?.id).not.toBe(first?.id)
  expect(peer.log).toEqual([])
  await decide(second as Approval)
  await over(id)
  expect(peer.log.map(({ path }) => path)).toEqual(['/orders/5'])
})

test('the clock and what was drawn by chance stand still between the question and the call', async () => {
  const id = await started(
    deleting({ url: `=${peer.url}/{{ $now.toMillis() }}/{{ Math.random() }}/{{ [1,2,3,4,5,6,7,8,9].randomItem() }}` }),
  )
  const [approval] = await asked(id)
  await decide(approval as Approval)
  await over(id)

  expect(peer.log.map(({ path }) => `Send DELETE to ${peer.url}${path}`)).toEqual([approval?.title])
})

test('a try that is repeated does not ask again', async () => {
  const settings = { retry: { maxTries: 3, backoff: 'fixed' as const, initialMs: 10 } }
  const id = await started(deleting({ url: `${peer.url}/broken` }, { settings }))
  const [approval] = await asked(id)
  await decide(approval as Approval)

  expect((await over(id)).summary.status).toBe('completed')
  expect(peer.log).toHaveLength(2)
  expect(await asked(id, 'used')).toHaveLength(1)
})

test('the time of a node does not run while people think', async () => {
  const id = await started(deleting({}, { settings: { timeoutSeconds: 3 } }))
  const [approval] = await asked(id)
  await app.rested(id)
  await new Promise((resolve) => setTimeout(resolve, 3_200))
  await decide(approval as Approval)

  expect((await over(id)).summary.status).toBe('completed')
})

test('a person who says that a call pays is believed, its amount is summed over the items, and several currencies are an error', async () => {
  const effect = { class: 'pay' as const, amount: { minor: '={{ $json.cents }}', currency: '={{ $json.currency }}' } }
  const says = `=Pay {{ $json.cents }} cents to {{ $json.name }}`
  const paying = deleting({ method: 'POST', url: `${peer.url}/pay` }, { settings: { effect: { ...effect, says } } })
  const items = [
    { cents: 1250, currency: 'EUR', name: 'Lena' },
    { cents: '50', currency: 'EUR', name: 'Ada' },
  ]
  const id = await started(paying, { items })
  const mixed = await started(paying, { items: [items[0], { ...items[1], currency: 'USD' }] })

  const [approval] = await asked(id)
  expect(approval).toMatchObject({
    class: 'pay',
    amount: { minor: '1300', currency: 'EUR' },
    title: 'Pay 1250 cents to Lena. And so for 1 more item.',
  })
  const failed = await over(mixed)
  expect(failed.summary.error?.message).toBe(
    'The amount of the effect is in EUR for some items and in USD for others, and cannot be summed.',
  )
  expect(peer.log).toEqual([])
  await app.api('POST', `/executions/${id}/cancel`)
})

test('while it waits it can be paused: what is decided meanwhile counts once it goes on', async () => {
  const id = await started(deleting())
  const [approval] = await asked(id)
  await app.rested(id)

  expect((await app.api('POST', `/executions/${id}/pause`)).body).toMatchObject({ status: 'paused' })
  await decide(approval as Approval)
  await app.executions.approvals.sweep()
  expect((await app.rested(id)).summary.status).toBe('paused')
  expect(peer.log).toEqual([])
  await app.api('POST', `/executions/${id}/resume`)

  expect((await over(id)).summary.status).toBe('completed')
  expect(peer.log).toHaveLength(1)
})

test('once it is cancelled nobody is asked any more, and an answer changes nothing', async () => {
  const id = await started(deleting())
  const [approval] = await asked(id)
  await app.rested(id)

  await app.api('POST', `/executions/${id}/cancel`)
  await asked(id, 'withdrawn')

  expect(await decide(approval as Approval)).toBe(409)
  expect((await over(id)).summary).toMatchObject({ status: 'cancelled', approvalId: null })
  expect(peer.log).toEqual([])
})

test('what was rejected is not done when the policy that asked is gone meanwhile, and what a policy denies asks nobody on', async () => {
  const asking = { quorum: 1, expiresInMinutes: 60 }
  const made = await app.api('POST', '/policies', {
    name: 'Patches',
    answer: 'ask',
    conditions: { connectors: ['http_request'], classes: ['write'] },
    asking,
  })
  expect(made.status, JSON.stringify(made.body)).toBe(201)
  const path = `/policies/${String(made.body['id'])}`
  const document = deleting({ method: 'PATCH' })
  const [lifted, denied] = [await started(document), await started(document)]
  const [first] = await asked(lifted)
  await asked(denied)
  await app.rested(denied)
  await app.api('PATCH', path, { answer: 'deny', version: 1 })
  await app.databases.pool('execution').query(`update workflow_executions set wait_until = now() where id = $1`, [denied])
  expect((await over(denied)).summary.status).toBe('failed')
  await asked(denied, 'withdrawn')
  await app.rested(lifted)
  expect((await app.api('DELETE', path)).status).toBe(204)
  await decide(first as Approval, 'reject')

  const { summary, nodes } = await over(lifted)
  expect([summary.status, nodes.at(-1)?.error?.message]).toEqual(['failed', expect.stringContaining('Order 4 is still open.')])
  expect(peer.log).toEqual([])
})

test('other branches go on while one waits, and several questions are answered one by one', async () => {
  const document = givenWorkflow(
    [
      trigger({ One: [0, 0], Two: [0, 0], Three: [0, 0] }),
      call('One', { url: `${peer.url}/one` }),
      call('Two', { url: `${peer.url}/two` }),
      call('Three', { method: 'GET', url: `${peer.url}/three` }),
    ],
    { settings: { executionOrder: 'v1', parallel: { limit: 3 } } },
  )
  const id = await started(document)
  const both = await asked(id, 'pending', 2)
  await until(
    () => peer.log.map(({ path }) => path),
    (paths) => paths.includes('/three'),
  )
  const [first, second] = both
  await decide(first as Approval)
  await until(
    () => peer.log.length,
    (count) => count === 2,
  )
  await app.rested(id)
  await decide(second as Approval, 'approve', other)

  expect((await over(id)).summary.status).toBe('completed')
  expect(peer.log.map(({ path }) => path).toSorted()).toEqual(['/one', '/three', '/two'])
})

test('a branch that rests here goes on here, while another branch is at its call', async () => {
  const slow = await recordingPeer({ '/slow': 1_500 })
  const document = givenWorkflow(
    [
      trigger({ Slow: [0, 0], Delete: [0, 0] }),
      call('Slow', { method: 'GET', url: `${slow.url}/slow` }),
      call('Delete', { url: `${peer.url}/one` }),
    ],
    { settings: { executionOrder: 'v1', parallel: { limit: 2 } } },
  )
  const id = await started(document)
  const [approval] = await asked(id)
  await decide(approval as Approval, 'approve', other)
  await until(
    () => peer.log.length,
    (count) => count === 1,
  )
  expect(slow.log[0]?.answeredMs).toBeUndefined()

  expect((await over(id)).summary.status).toBe('completed')
  expect(peer.log).toHaveLength(1)
  await slow[Symbol.asyncDispose]()
})

test('a called workflow is not asked for, its effects are, in the name of who started the caller', async () => {
  const inner = givenWorkflow([
    {
      name: 'Called',
      type: 'execute_workflow_trigger',
      version: 1.1,
      parameters: { inputSource: 'passthrough' },
      to: { Delete: [0, 0] },
    },
    call('Delete', {}),
  ])
  const innerId = await app.given(inner, { active: false })
  const parameters = { source: 'database', workflowId: innerId, options: {} }
  const outer = givenWorkflow([trigger({ Call: [0, 0] }), { name: 'Call', type: 'execute_workflow', version: 1, parameters }])
  const id = await started(outer)
  const [child] = await until(
    () => app.list('&mode=subworkflow'),
    (items) => items.length > 0,
  )

  const [approval] = await asked(child?.id ?? '')
  expect(approval?.requester?.name).toBeDefined()
  const me = (await app.api('GET', '/session')).body as { user: { id: string } }
  expect(approval?.requester?.id).toBe(me.user.id)
  await decide(approval as Approval)

  expect((await over(id)).summary.status).toBe('completed')
  expect(peer.log).toHaveLength(1)
})

test('a connection that leads to a test system is not asked about as production is, and a change of that is known at once everywhere', async () => {
  const made = await app.api('POST', '/connections', {
    name: 'Orders',
    type: 'httpHeaderAuth',
    values: { name: 'X-Key', value: 'secret value' },
    environment: 'staging',
  })
  expect(made.status, JSON.stringify(made.body)).toBe(201)
  const connection = String(made.body['id'])
  const parameters = { authentication: 'genericCredentialType', genericAuthType: 'httpHeaderAuth' }
  const document = deleting(parameters, { connections: { httpHeaderAuth: { id: connection, name: 'Orders' } } })

  expect((await over(await started(document))).summary.status).toBe('completed')
  await other.api('PATCH', `/connections/${connection}`, { environment: 'production' })
  const id = await started(document)
  const [approval] = await asked(id)

  expect(approval).toMatchObject({ environment: 'production', connection: { id: connection } })
  expect(JSON.stringify(approval)).not.toContain('secret value')
  expect(peer.log).toHaveLength(1)
  await app.api('POST', `/executions/${id}/cancel`)
})

test('what was decided while nobody heard of it is found by the next look', async () => {
  const id = await started(deleting())
  const [approval] = await asked(id)
  await app.rested(id)
  await app.databases
    .pool('effect')
    .query(`update approvals set state = 'rejected', decided_at = now() where id = $1`, [approval?.id])

  await app.executions.approvals.sweep()

  expect((await over(id)).summary.status).toBe('failed')
  expect(peer.log).toEqual([])
})
