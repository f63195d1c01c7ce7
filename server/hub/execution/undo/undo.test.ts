import type { Approval } from '@steward/contract/api/approval'
import type { Receipt } from '@steward/contract/api/effect'
import type { Execution, ExecutionSummary } from '@steward/contract/api/execution'
import type { UndoPlan } from '@steward/contract/api/undo'
import type { WorkflowDocument, WorkflowNode } from '@steward/contract/workflow'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { givenWorkflow } from '#test/given-workflow'
import { type PeerReply, recordingPeer } from '#test/recording-peer'
import { running, type RunningInstallation, type Shared, sharedInstallation, until } from '#test/running'

/** How the service answers by path; set by the tests. */
const replies: Record<string, (nth: number) => PeerReply | undefined> = {}

let shared: Shared
let app: RunningInstallation
let peer: Awaited<ReturnType<typeof recordingPeer>>
beforeAll(async () => {
  shared = await sharedInstallation()
  app = await running(shared)
  peer = await recordingPeer({}, replies)
})
afterAll(async () => {
  await peer[Symbol.asyncDispose]()
  await app.stop()
  await shared[Symbol.asyncDispose]()
})
beforeEach(() => {
  peer.log.length = 0
  for (const path of Object.keys(replies)) delete replies[path]
})

type Given = Parameters<typeof givenWorkflow>[0][number]
let hooks = 0
const hook = (to: Given['to'] = {}, responseMode = 'onReceived'): Given => ({
  name: 'Hook',
  type: 'webhook',
  version: 2,
  parameters: { path: `undo-${++hooks}`, responseMode, httpMethod: 'POST' },
  to,
})
const stop: Given = { name: 'Stop', type: 'stop_and_error', parameters: { errorMessage: 'no more' } }

const call = (name: string, url: string, more: Partial<WorkflowNode> & { to?: Given['to'] } = {}): Given => ({
  name,
  type: 'http_request',
  version: 4.2,
  parameters: { method: 'POST', url: url.startsWith('=') ? url : `${peer.url}${url}`, options: {} },
  ...(more as object),
})
/** A call that is taken back by another one, which is told what came back of the first. */
const charged = (name: string, to: Given['to'], settings: WorkflowNode['settings'] = {}): Given[] => [
  call(name, `/${name}`, { to, settings: { undo: { node: `Undo ${name}` }, ...settings } }),
  call(`Undo ${name}`, `=${peer.url}/undo{{ $json.done }}?key={{ $('Hook').first().json.body.order }}`),
]
const undoing = (more: Partial<WorkflowDocument['settings']> = {}): Partial<WorkflowDocument> => ({
  settings: { executionOrder: 'v1', onFailure: 'undo', ...more },
})

const paths = () => peer.log.map(({ path }) => path)

/** Calls the webhook of a workflow; the id of the execution. */
async function sent(document: WorkflowDocument): Promise<{ workflowId: string; id: string }> {
  const workflowId = await app.given(document)
  const path = document.nodes.find(({ type }) => type === 'webhook')?.parameters['path'] as string
  const body = JSON.stringify({ order: '17' })
  const headers = { 'content-type': 'application/json' }
  const answer = await fetch(`${app.url}/webhook/${path}`, { method: 'POST', headers, body })
  return { workflowId, id: answer.headers.get('x-execution-id') ?? '' }
}

const planOf = async (id: string) => {
  const { status, body } = await app.api('GET', `/executions/${id}/undo`)
  expect(status).toBe(200)
  return body as unknown as UndoPlan
}
const isOver = ({ status }: ExecutionSummary) => ['completed', 'failed', 'cancelled'].includes(status)
const over = (id: string) =>
  until(
    async () => (await app.api('GET', `/executions/${id}`)).body as unknown as Execution,
    ({ summary }) => isOver(summary),
  )
/** What has taken an execution back, once it is over. */
const undoneBy = async (id: string, count = 1): Promise<Execution> => {
  const plan = await until(
    () => planOf(id),
    ({ executions }) => executions.length === count && executions.every(isOver),
  )
  return over(plan.executions[0]?.id ?? '')
}
const receiptsOf = async (executionId: string, count: number) =>
  until(
    async () => ((await app.api('GET', `/effects?executionId=${executionId}`)).body as unknown as { items: Receipt[] }).items,
    (items) => items.length === count && items.every(({ settledAt }) => settledAt !== null),
  )

test('a failed workflow takes its effects back, the last one first, with what each of them had put out', async () => {
  const { id, workflowId } = await sent(
    givenWorkflow(
      [hook({ Charge: [0, 0] }), ...charged('Charge', { Book: [0, 0] }), ...charged('Book', { Stop: [0, 0] }), stop],
      undoing(),
    ),
  )
  const undo = await undoneBy(id)

  expect(paths()).toEqual(['/Charge', '/Book', '/undo/Book', '/undo/Charge'])
  expect(peer.log.slice(2).map(({ key }) => key)).toEqual(['17', '17'])
  expect(undo.summary).toMatchObject({ status: 'completed', mode: 'undo', undoes: id, retryOf: null, error: null })
  expect(undo.nodes.map(({ nodeName }) => nodeName)).toEqual(['Undo Book', 'Undo Charge'])
  expect((await over(id)).summary).toMatchObject({ status: 'failed', error: { message: 'no more' } })
  expect(await planOf(id)).toMatchObject({
    mayBegin: false,
    counts: { ready: 0, undone: 2, undoing: 0, left: 0 },
    executions: [{ id: undo.summary.id }],
  })
  expect(await app.list(`&workflowId=${workflowId}&mode=undo`)).toHaveLength(1)
})

test('the receipt of what was taken back says so, and by which effect', async () => {
  const { id } = await sent(givenWorkflow([hook({ Charge: [0, 0] }), ...charged('Charge', { Stop: [0, 0] }), stop], undoing()))
  const undo = await undoneBy(id)
  const [by] = await receiptsOf(undo.summary.id, 1)
  const [receipt] = await until(
    () => receiptsOf(id, 1),
    ([one]) => one?.outcome === 'undone',
  )

  expect(receipt).toMatchObject({ outcome: 'undone', undoneBy: by?.id, subjectKind: 'node' })
  expect(by).toMatchObject({ outcome: 'completed', undoes: receipt?.id, subjectKind: 'undo', nodeName: 'Undo Charge' })
})

test('a workflow that does not ask for it is left as it is, and so is one that somebody tries out', async () => {
  const plain = await sent(givenWorkflow([hook({ Charge: [0, 0] }), ...charged('Charge', { Stop: [0, 0] }), stop]))
  const tried = await app.begin(
    await app.given(
      givenWorkflow(
        [{ name: 'Hook', type: 'manual_trigger', to: { Charge: [0, 0] } }, ...charged('Charge', { Stop: [0, 0] }), stop],
        undoing(),
      ),
      { active: false },
    ),
  )
  await over(plain.id)
  await over(tried)
  await new Promise((resolve) => setTimeout(resolve, 300))

  expect(paths()).toEqual(['/Charge', '/Charge'])
  expect(await planOf(plain.id)).toMatchObject({ mayBegin: true, executions: [], counts: { ready: 1 } })
  expect(await planOf(tried)).toMatchObject({ mayBegin: true, executions: [], counts: { ready: 1 } })
})

test('an undo that fails stops the others, says what was taken back and what was not, and what is left can be taken back later', async () => {
  replies['/undo/Book'] = (nth) => (nth === 1 ? { status: 500 } : undefined)
  const { id } = await sent(
    givenWorkflow(
      [
        hook({ Charge: [0, 0] }),
        ...charged('Charge', { Book: [0, 0] }),
        ...charged('Book', { Mail: [0, 0] }),
        ...charged('Mail', { Stop: [0, 0] }),
        stop,
      ],
      undoing(),
    ),
  )
  const undo = await undoneBy(id)

  expect(undo.summary.status).toBe('failed')
  expect(undo.summary.error?.message).toMatch(/Taken back: “Mail”\. Not taken back: “Book”, “Charge”\.$/)
  expect(await planOf(id)).toMatchObject({ mayBegin: true, counts: { ready: 2, undone: 1 } })
  expect((await app.api('POST', `/executions/${undo.summary.id}/retry`, {})).body['code']).toBe('undo.not_again')
  expect((await app.api('POST', `/executions/${undo.summary.id}/restart`, { index: 0 })).body['code']).toBe('undo.not_again')
  expect((await app.api('GET', `/executions/${undo.summary.id}/undo`)).body['code']).toBe('undo.is_undo')
  expect((await app.api('POST', `/executions/${undo.summary.id}/replay`, {})).body['code']).toBe('replay.is_undo')

  const again = await app.api('POST', `/executions/${id}/undo`, {})
  expect(again).toMatchObject({ status: 202, body: { mode: 'undo', undoes: id } })
  expect((await undoneBy(id, 2)).summary.status).toBe('completed')
  expect(paths().slice(3)).toEqual(['/undo/Mail', '/undo/Book', '/undo/Book', '/undo/Charge'])
  expect(await app.api('POST', `/executions/${id}/undo`, {})).toMatchObject({ status: 409, body: { code: 'undo.nothing' } })
})

test('what may have happened and what has failed is not taken back, and the log says why', async () => {
  replies['/Book'] = () => ({ cut: true })
  const { id } = await sent(
    givenWorkflow([hook({ Charge: [0, 0] }), ...charged('Charge', { Book: [0, 0] }), ...charged('Book', {})], undoing()),
  )
  const undo = await undoneBy(id)

  expect(paths()).toEqual(['/Charge', '/Book', '/undo/Charge'])
  expect(undo.logs).toMatchObject([{ level: 'warn', message: 'Whether “Book” happened is not known, so it is not taken back.' }])
  expect((await planOf(id)).effects.map(({ nodeName, state }) => [nodeName, state])).toEqual([
    ['Book', 'left'],
    ['Charge', 'undone'],
  ])
})

test('what is in doubt and then stopped is not taken back, and what came before it is', async () => {
  replies['/Book'] = () => ({ cut: true })
  const retry = { maxTries: 2, backoff: 'fixed' as const, initialMs: 0 }
  const { id } = await sent(
    givenWorkflow(
      [hook({ Charge: [0, 0] }), ...charged('Charge', { Book: [0, 0] }), ...charged('Book', {}, { retry })],
      undoing(),
    ),
  )
  const waiting = await until(
    () => app.rested(id),
    ({ summary }) => summary.inDoubt === 1,
  )
  const doubtful = waiting.nodes.find(({ status }) => status === 'in_doubt')
  await app.api('POST', `/executions/${id}/nodes/${doubtful?.index}/decision`, { decision: 'stop' })
  const undo = await undoneBy(id)

  expect(undo.summary.status).toBe('completed')
  expect(paths()).toEqual(['/Charge', '/Book', '/undo/Charge'])
  expect(undo.logs.map(({ message }) => message)).toEqual(['Whether “Book” happened is not known, so it is not taken back.'])
})

test('a node that was executed several times is taken back as often, each time with its own items and what they were made from', async () => {
  const loop: Given[] = [
    hook({ Each: [0, 0] }),
    {
      name: 'Each',
      type: 'code',
      version: 2,
      parameters: { jsCode: `return ['a', 'b', 'c'].map((name) => ({ json: { name } }))` },
      to: { Batch: [0, 0] },
    },
    {
      name: 'Batch',
      type: 'loop',
      version: 3,
      parameters: { batchSize: 1, options: {} },
      to: { Stop: [0, 0], Charge: [1, 0] },
    },
    call('Charge', `=${peer.url}/Charge?key={{ $json.name }}`, { to: { Batch: [0, 0] }, settings: { undo: { node: 'Undo' } } }),
    call('Undo', `=${peer.url}/undo?key={{ $json.key }}-{{ $('Each').item.json.name }}`),
    stop,
  ]
  const { id } = await sent(givenWorkflow(loop, undoing()))
  const undo = await undoneBy(id)

  expect(undo.summary).toMatchObject({ status: 'completed', error: null })
  expect(peer.log.map(({ path, key }) => `${path} ${key}`)).toEqual([
    '/Charge a',
    '/Charge b',
    '/Charge c',
    '/undo c-c',
    '/undo b-b',
    '/undo a-a',
  ])
  expect((await planOf(id)).effects.map(({ runIndex, words }) => [runIndex, words])).toEqual([
    [2, '“Charge” (3) has been taken back.'],
    [1, '“Charge” (2) has been taken back.'],
    [0, '“Charge” has been taken back.'],
  ])
})

test('items that stand for failures are not handed to the undo, and the others keep what they were made from', async () => {
  replies['/Charge'] = (nth) => (nth === 2 ? { status: 500 } : undefined)
  const nodes: Given[] = [
    hook({ Each: [0, 0] }),
    {
      name: 'Each',
      type: 'code',
      version: 2,
      parameters: { jsCode: `return ['a', 'b', 'c'].map((name) => ({ json: { name } }))` },
      to: { Charge: [0, 0] },
    },
    call('Charge', `=${peer.url}/Charge?key={{ $json.name }}`, {
      to: { Stop: [0, 0] },
      parameters: {
        method: 'POST',
        url: `=${peer.url}/Charge?key={{ $json.name }}`,
        options: { batching: { batch: { batchSize: 1, batchInterval: 1 } } },
      },
      settings: { undo: { node: 'Undo' }, onError: 'continueRegularOutput' },
    }),
    call('Undo', `=${peer.url}/undo?key={{ $json.key }}-{{ $('Each').item.json.name }}`),
    stop,
  ]
  const { id } = await sent(givenWorkflow(nodes, undoing()))
  const undo = await undoneBy(id)

  expect(undo.summary).toMatchObject({ status: 'completed', error: null })
  expect(
    peer.log
      .filter(({ path }) => path === '/undo')
      .map(({ key }) => key)
      .toSorted(),
  ).toEqual(['a-a', 'c-c'])
})

test('branches side by side are taken back one after the other, what ended last first', async () => {
  const { id } = await sent(
    givenWorkflow(
      [
        hook({ A: [0, 0], B: [0, 0] }),
        ...charged('A', { Join: [0, 0] }),
        ...charged('B', { Join: [0, 1] }),
        { name: 'Join', type: 'merge', version: 3, parameters: {}, to: { Stop: [0, 0] } },
        stop,
      ],
      undoing({ parallel: { limit: 4 } }),
    ),
  )
  const undo = await undoneBy(id)
  const done = (await over(id)).nodes.filter(({ nodeName }) => nodeName === 'A' || nodeName === 'B')

  expect(undo.summary.status).toBe('completed')
  expect(undo.nodes.map(({ nodeName }) => nodeName)).toEqual(done.toReversed().map(({ nodeName }) => `Undo ${nodeName}`))
})

test('a called workflow takes its own effects back when it fails, and its caller those of its own', async () => {
  const child = givenWorkflow(
    [
      {
        name: 'Hook',
        type: 'execute_workflow_trigger',
        version: 1.1,
        parameters: { inputSource: 'passthrough' },
        to: { Inner: [0, 0] },
      },
      call('Inner', '/Inner', { to: { Stop: [0, 0] }, settings: { undo: { node: 'Undo Inner' } } }),
      call('Undo Inner', '/undo/Inner'),
      stop,
    ],
    undoing(),
  )
  const childId = await app.given(child, { active: false })
  const { id } = await sent(
    givenWorkflow(
      [
        hook({ Charge: [0, 0] }),
        ...charged('Charge', { Call: [0, 0] }),
        {
          name: 'Call',
          type: 'execute_workflow',
          version: 1.2,
          parameters: { workflowId: { __rl: true, mode: 'id', value: childId } },
        },
      ],
      undoing(),
    ),
  )
  const undo = await undoneBy(id)
  const [inner] = await until(
    () => app.list(`&workflowId=${childId}&mode=undo&status=completed`),
    (items) => items.length === 1,
  )

  expect(inner?.mode).toBe('undo')
  expect(undo.nodes.map(({ nodeName }) => nodeName)).toEqual(['Undo Charge'])
  expect(paths().toSorted()).toEqual(['/Charge', '/Inner', '/undo/Charge', '/undo/Inner'])
})

test('an undo asks for approval where a policy names undoing, is told as one, and a no is heeded', async () => {
  const conditions = { subjects: ['undo'], targets: [new URL(peer.url).hostname] }
  const made = await app.api('POST', '/policies', {
    name: 'Undoing',
    answer: 'ask',
    conditions,
    asking: { quorum: 1, expiresInMinutes: 60 },
  })
  expect(made.status).toBe(201)
  const decider = await app.member('admin')
  const asked = async (executionId: string) =>
    (
      await until(
        async () =>
          ((await app.api('GET', `/approvals?executionId=${executionId}&state=pending`)).body as unknown as { items: Approval[] })
            .items,
        (items) => items.length === 1,
      )
    )[0] as Approval
  const decide = async ({ id, hash }: Approval, decision: string) => {
    const headers = { ...decider, origin: app.url, 'content-type': 'application/json' }
    const body = JSON.stringify({ decision, hash, ...(decision === 'approve' ? {} : { reason: 'Keep it.' }) })
    return (await fetch(`${app.url}/api/v1/approvals/${id}/decision`, { method: 'POST', headers, body })).status
  }
  const { id } = await sent(
    givenWorkflow(
      [hook({ Charge: [0, 0] }), ...charged('Charge', { Book: [0, 0] }), ...charged('Book', { Stop: [0, 0] }), stop],
      undoing(),
    ),
  )
  const { executions } = await until(
    () => planOf(id),
    (plan) => plan.executions.length === 1,
  )
  const undoId = executions[0]?.id ?? ''
  const first = await asked(undoId)
  expect(first).toMatchObject({
    subject: { kind: 'undo', executionId: undoId, nodeName: 'Undo Book' },
    title: expect.stringMatching(/^To take back “Book”: Send POST to /) as string,
  })
  expect(paths()).toEqual(['/Charge', '/Book'])
  expect(await app.api('POST', `/executions/${id}/undo`, {})).toMatchObject({ status: 409, body: { code: 'undo.running' } })
  expect((await planOf(id)).effects.map(({ state }) => state)).toEqual(['undoing', 'undoing'])

  expect(await decide(first, 'approve')).toBe(200)
  expect(await decide(await asked(undoId), 'reject')).toBe(200)
  const { summary } = await over(undoId)
  await app.api('DELETE', `/policies/${String(made.body['id'])}`)

  expect(paths()).toEqual(['/Charge', '/Book', '/undo/Book'])
  expect(summary.error?.message).toMatch(/Keep it\..* Taken back: “Book”\. Not taken back: “Charge”\.$/)
  const receipts = await receiptsOf(undoId, 2)
  expect(receipts.map(({ outcome }) => outcome).toSorted()).toEqual(['completed', 'refused'])
})

test('by hand: of two people at once one begins it, only what was chosen is taken back, and each refusal says why', async () => {
  const { id } = await sent(
    givenWorkflow([
      hook({ Charge: [0, 0] }),
      ...charged('Charge', { Book: [0, 0] }),
      ...charged('Book', { Mail: [0, 0] }),
      call('Mail', '/Mail'),
    ]),
  )
  expect((await over(id)).summary.status).toBe('completed')
  const undo = (nodes?: string[]) => app.api('POST', `/executions/${id}/undo`, nodes === undefined ? {} : { nodes })

  expect(await undo(['Nowhere'])).toMatchObject({ status: 400, body: { code: 'undo.node_not_found' } })
  expect(await undo(['Mail'])).toMatchObject({ status: 409, body: { code: 'undo.node_not_ready' } })
  expect(JSON.stringify((await undo(['Mail'])).body)).toContain('Nothing takes “Mail” back.')
  const both = await Promise.all([undo(['Charge']), undo(['Charge']), undo(['Charge'])])
  expect(both.map(({ status }) => status).toSorted((a, b) => a - b)).toEqual([202, 409, 409])
  const begun = both.find(({ status }) => status === 202)?.body as unknown as ExecutionSummary
  expect((await over(begun.id)).summary.status).toBe('completed')
  expect(paths().slice(3)).toEqual(['/undo/Charge'])
  expect(await undo(['Charge'])).toMatchObject({ status: 409, body: { code: 'undo.node_not_ready' } })
  expect(await undo()).toMatchObject({ status: 202 })
  await undoneBy(id, 2)
  expect(paths().slice(3)).toEqual(['/undo/Charge', '/undo/Book'])
  const last = await undo()
  expect(last).toMatchObject({ status: 409, body: { code: 'undo.nothing' } })
  expect(JSON.stringify(last.body)).toContain('“Book” has been taken back.')
})

test('nobody goes on from effects that were taken back, and what was not can be retried', async () => {
  replies['/Ship'] = () => ({ status: 500 })
  const failing = () => givenWorkflow([hook({ Charge: [0, 0] }), ...charged('Charge', { Ship: [0, 0] }), call('Ship', '/Ship')])
  const taken = await sent({ ...failing(), ...undoing() })
  const kept = await sent(failing())
  await undoneBy(taken.id)
  await over(kept.id)

  expect(await app.api('POST', `/executions/${taken.id}/retry`, {})).toMatchObject({
    status: 409,
    body: { code: 'undo.taken_back' },
  })
  expect(await app.api('POST', `/executions/${taken.id}/restart`, { index: 2 })).toMatchObject({
    body: { code: 'undo.taken_back' },
  })
  expect((await app.api('POST', `/executions/${taken.id}/restart`, { index: 0 })).status).toBe(202)
  expect((await app.api('POST', `/executions/${kept.id}/retry`, {})).status).toBe(202)
})

test('an execution of another workspace, one that goes on and one that nobody may write are refused', async () => {
  const { id } = await sent(
    givenWorkflow([
      hook({ Charge: [0, 0] }),
      ...charged('Charge', { Wait: [0, 0] }),
      { name: 'Wait', type: 'wait', version: 1.1, parameters: { amount: 1, unit: 'hours' } },
    ]),
  )
  await until(
    () => app.rested(id),
    ({ summary }) => summary.status === 'waiting',
  )
  const viewer = await app.member('viewer')
  const headers = { ...viewer, 'content-type': 'application/json' }
  const asViewer = await fetch(`${app.url}/api/v1/executions/${id}/undo`, { method: 'POST', headers, body: '{}' })

  expect(await app.api('POST', `/executions/${id}/undo`, {})).toMatchObject({ status: 409, body: { code: 'undo.not_over' } })
  expect(await planOf(id)).toMatchObject({ mayBegin: false, because: expect.stringContaining('waiting') as string })
  expect(asViewer.status).toBe(403)
  await app.api('POST', `/executions/${id}/cancel`)
  await app.databases
    .pool('execution')
    .query('update workflow_executions set workspace_id = gen_random_uuid() where id = $1', [id])
  expect((await app.api('GET', `/executions/${id}/undo`)).status).toBe(404)
  expect((await app.api('POST', `/executions/${id}/undo`, {})).status).toBe(404)
})
