import type { Execution, ExecutionSummary } from '@steward/contract/api/execution'
import type { WorkflowPlan } from '@steward/contract/api/plan'
import type { WorkflowDocument } from '@steward/contract/workflow'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { givenWorkflow } from '#test/given-workflow'
import { recordingPeer } from '#test/recording-peer'
import { type Json, running, type RunningInstallation } from '#test/running'

let server: RunningInstallation
beforeAll(async () => {
  server = await running()
})
afterAll(() => server[Symbol.asyncDispose]())

type Node = Parameters<typeof givenWorkflow>[0][number]
type To = NonNullable<Node['to']>
const start = (to: To): Node => ({ name: 'Start', type: 'manual_trigger', to })
const call = (url: string, name: string, to: To = {}, more: Partial<Node> = {}): Node => ({
  name,
  type: 'http_request',
  version: 4.2,
  parameters: { method: 'POST', url: `=${url}/${name.toLowerCase()}?key={{ $json.key }}`, options: {} },
  to,
  ...more,
})
const set = (name: string, value: string, to: To = {}): Node => ({
  name,
  type: 'set',
  version: 3.4,
  parameters: { assignments: { assignments: [{ id: '1', name: 'key', type: 'string', value }] }, options: {} },
  to,
})

const given = (document: WorkflowDocument) => server.given(document, { active: false })
const change = async (workflow: string, document: WorkflowDocument) => {
  const { summary } = (await server.api('GET', `/workflows/${workflow}`)).body as { summary: { version: number } }
  const { status, body } = await server.api('PUT', `/workflows/${workflow}`, { document, baseVersion: summary.version })
  expect([status, body]).toEqual([200, expect.anything()])
}
const executed = async (workflow: string, body: Json): Promise<Execution> =>
  server.rested(await server.begin(workflow, { items: [{ key: 'k' }], ...body }))
/** As the editor does: with what the last execution knows. */
const part = async (workflow: string, until: string, from: Execution, more: Json = {}): Promise<Execution> =>
  server.rested(await server.begin(workflow, { until, from: { executionId: from.summary.id }, ...more }))
const refused = async (workflow: string, body: Json) => {
  const { status, body: problem } = await server.api('POST', `/workflows/${workflow}/executions`, body)
  return [status, problem['code']]
}
const did = ({ nodes }: Execution) =>
  nodes.map(({ nodeName, standIn }) => (standIn === undefined ? nodeName : `${nodeName}: ${standIn}`))
const out = ({ nodes }: Execution, name: string, output = 0) =>
  nodes.findLast(({ nodeName }) => nodeName === name)?.outputs?.[output]?.map((item) => (item as { json: Json }).json)

test('up to a node, what leads to it is executed, the node too, and nothing after it or beside it', async () => {
  await using peer = await recordingPeer({})
  const workflow = await given(
    givenWorkflow([
      start({ A: [0, 0], Side: [0, 0] }),
      call(peer.url, 'A', { B: [0, 0] }),
      set('B', '={{ $json.done }}!', { C: [0, 0] }),
      call(peer.url, 'C'),
      call(peer.url, 'Side'),
    ]),
  )

  const execution = await executed(workflow, { until: 'B' })

  expect(execution.summary).toMatchObject({ status: 'completed', partial: { until: 'B', name: 'B', only: false, from: null } })
  expect(did(execution)).toEqual(['Start', 'A', 'B'])
  expect(out(execution, 'B')).toEqual([{ key: '/a!' }])
  expect(peer.log.map(({ path }) => path)).toEqual(['/a'])
  expect(execution.document.edges).toHaveLength(4)
  const [listed] = (await server.list(`&workflowId=${workflow}`)) as ExecutionSummary[]
  expect(listed?.partial).toEqual(execution.summary.partial)
})

test('what has not changed is taken from an earlier execution; what has, and all that follows, is executed', async () => {
  await using peer = await recordingPeer({})
  const nodes = (value: string) => [
    start({ A: [0, 0] }),
    call(peer.url, 'A', { B: [0, 0] }),
    set('B', value, { C: [0, 0] }),
    call(peer.url, 'C', { D: [0, 0] }),
    set('D', "={{ $json.done }} {{ $('A').first().json.done }} {{ $('B').first().json.key }}"),
  ]
  const workflow = await given(givenWorkflow(nodes('=one')))
  const first = await executed(workflow, {})

  const same = await part(workflow, 'D', first)
  await change(workflow, givenWorkflow(nodes('=two')))
  const other = await part(workflow, 'D', same)

  expect(did(same)).toEqual(['Start: earlier', 'A: earlier', 'B: earlier', 'C: earlier', 'D'])
  expect(did(other)).toEqual(['Start: earlier', 'A: earlier', 'B', 'C', 'D'])
  expect(out(other, 'D')).toEqual([{ key: '/c /a two' }])
  expect(same.nodes.map(({ effect }) => effect)).toEqual(Array.from({ length: 5 }, () => 'pure'))
  expect(peer.log.map(({ path }) => path)).toEqual(['/a', '/c', '/c'])
})

test('a join gets one branch from before and one anew, and the effect of the first is not repeated', async () => {
  await using peer = await recordingPeer({})
  const nodes = (value: string) => [
    start({ A: [0, 0], B: [0, 0] }),
    set('A', value, { Both: [0, 0] }),
    call(peer.url, 'B', { Both: [0, 1] }),
    { name: 'Both', type: 'merge', version: 3, parameters: { mode: 'append' }, to: { After: [0, 0] } } as Node,
    set('After', '={{ $json.done || $json.key }}'),
  ]
  for (const parallel of [undefined, { limit: 3 }]) {
    const settings = { executionOrder: 'v1', ...(parallel === undefined ? {} : { parallel }) } as const
    const workflow = await given(givenWorkflow(nodes('=one'), { settings }))
    const first = await executed(workflow, {})
    await change(workflow, givenWorkflow(nodes('=two'), { settings }))
    peer.log.length = 0

    const execution = await part(workflow, 'After', first)

    expect(out(execution, 'After')).toEqual([{ key: 'two' }, { key: '/b' }])
    expect(did(execution).toSorted()).toEqual(['A', 'After', 'B: earlier', 'Both', 'Start: earlier'])
    expect(peer.log).toEqual([])
  }
})

test('a loop that has not changed is not gone through again; up to a node within it, it begins', async () => {
  await using peer = await recordingPeer({})
  const nodes = (options: Json) => [
    start({ Loop: [0, 0] }),
    { name: 'Loop', type: 'loop', version: 3, parameters: { batchSize: 1, options }, to: { Done: [0, 0], Body: [1, 0] } } as Node,
    call(peer.url, 'Body', { Loop: [0, 0] }),
    set('Done', '={{ $json.done }}'),
  ]
  const workflow = await given(givenWorkflow(nodes({})))
  const first = await executed(workflow, { items: [{ key: '1' }, { key: '2' }, { key: '3' }] })
  expect(peer.log.map(({ key }) => key)).toEqual(['1', '2', '3'])

  const done = await part(workflow, 'Done', first)
  const body = await part(workflow, 'Body', first)
  await change(workflow, givenWorkflow(nodes({ reset: false })))
  const again = await part(workflow, 'Done', first)

  expect(did(done).filter((name) => !name.endsWith(': earlier'))).toEqual(['Done'])
  expect(out(done, 'Done')).toHaveLength(3)
  expect(did(body)).toEqual(['Start: earlier', 'Loop: earlier', 'Body'])
  expect(did(again)).toEqual(['Start: earlier', 'Loop', 'Body', 'Loop', 'Body', 'Loop', 'Body', 'Loop', 'Done'])
  expect(peer.log.map(({ key }) => key)).toEqual(['1', '2', '3', '1', '1', '2', '3'])
})

test('what failed is executed again; a failure that went down its own output is taken as it was', async () => {
  await using peer = await recordingPeer(
    {},
    { '/bad': () => ({ status: 400 }), '/odd': (nth) => (nth === 1 ? { status: 400 } : undefined) },
  )
  const workflow = await given(
    givenWorkflow([
      start({ Bad: [0, 0] }),
      call(peer.url, 'Bad', { Odd: [1, 0] }, { settings: { onError: 'continueErrorOutput' } }),
      call(peer.url, 'Odd', { Last: [0, 0] }),
      set('Last', '={{ $json.done }}'),
    ]),
  )
  const first = await executed(workflow, {})
  expect(first.summary.status).toBe('failed')

  const execution = await part(workflow, 'Last', first)

  expect(execution.summary.status).toBe('completed')
  expect(did(execution)).toEqual(['Start: earlier', 'Bad: earlier', 'Odd', 'Last'])
  expect(out(execution, 'Bad', 1)).toMatchObject([{ key: 'k', error: expect.any(String) as string }])
  expect(peer.log.map(({ path }) => path)).toEqual(['/bad', '/odd', '/odd'])
})

test('a called workflow is not called again where the call is taken over, and is where it is what is asked for', async () => {
  await using peer = await recordingPeer({})
  const child = await given(
    givenWorkflow([
      { name: 'Called', type: 'execute_workflow_trigger', version: 1, to: { Work: [0, 0] } },
      call(peer.url, 'Work'),
    ]),
  )
  const workflow = await given(
    givenWorkflow([
      start({ Call: [0, 0] }),
      { name: 'Call', type: 'execute_workflow', version: 1, parameters: { workflowId: child }, to: { Last: [0, 0] } },
      set('Last', '={{ $json.done }}'),
    ]),
  )
  const first = await executed(workflow, {})

  const last = await part(workflow, 'Last', first)
  expect([did(last), peer.log.length]).toEqual([['Start: earlier', 'Call: earlier', 'Last'], 1])
  const again = await part(workflow, 'Call', last)
  expect([did(again), peer.log.length]).toEqual([['Start: earlier', 'Call'], 2])
})

test('disabled and pinned nodes stand in as the workflow says now, not as it was', async () => {
  await using peer = await recordingPeer({})
  const nodes = (settings: NonNullable<Node['settings']>) => [
    start({ A: [0, 0] }),
    call(peer.url, 'A', { B: [0, 0] }, { settings }),
    set('B', '={{ $json.done || $json.key }}', { C: [0, 0] }),
    set('C', '={{ $json.key }}!'),
  ]
  const workflow = await given(givenWorkflow(nodes({})))
  const first = await executed(workflow, {})

  await change(workflow, givenWorkflow(nodes({ disabled: true })))
  const disabled = await part(workflow, 'C', first)
  await change(workflow, givenWorkflow(nodes({}), { pins: { B: [{ json: { key: 'pinned' } }] } }))
  const pinned = await part(workflow, 'C', disabled)
  const unpinned = await part(workflow, 'C', first, { usePins: false })

  expect([did(disabled), out(disabled, 'C')]).toEqual([['Start: earlier', 'A: disabled', 'B', 'C'], [{ key: 'k!' }]])
  expect([did(pinned), out(pinned, 'C')]).toEqual([['Start: earlier', 'A', 'B: pin', 'C'], [{ key: 'pinned!' }]])
  expect([did(unpinned), out(unpinned, 'C')]).toEqual([['Start: earlier', 'A: earlier', 'B: earlier', 'C'], [{ key: '/a!' }]])
})

test('a node alone gets what came to it, or what somebody gives it, and finds the others by name', async () => {
  await using peer = await recordingPeer({})
  const nodes = (value: string): Node[] => [
    start({ A: [0, 0] }),
    call(peer.url, 'A', { B: [0, 0] }),
    set('B', value, { C: [0, 0] }),
    set('C', '={{ $json.key }}'),
  ]
  const workflow = await given(givenWorkflow(nodes('=first')))
  const fresh = await refused(workflow, { until: 'B', only: true })
  const first = await executed(workflow, {})
  await change(workflow, givenWorkflow(nodes("={{ $json.done }} {{ $('Start').first().json.key }}")))

  const alone = await part(workflow, 'B', first, { only: true })
  const edited = await part(workflow, 'B', first, { only: true, items: [{ done: 'mine' }] })
  const next = await part(workflow, 'C', alone, { only: true })
  const whole = await part(workflow, 'C', alone)

  expect(fresh).toEqual([409, 'execution.no_inputs'])
  expect([did(alone), out(alone, 'B')]).toEqual([['B'], [{ key: '/a k' }]])
  expect(alone.summary.partial).toMatchObject({ until: 'B', only: true, from: first.summary.id })
  expect(alone.nodes[0]?.sources).toMatchObject([{ node: 'A' }])
  expect(out(edited, 'B')).toEqual([{ key: 'mine k' }])
  expect([did(next), out(next, 'C')]).toEqual([['C'], [{ key: '/a k' }]])
  expect([did(whole), out(whole, 'C')]).toEqual([['Start: earlier', 'A: earlier', 'B: earlier', 'C'], [{ key: '/a k' }]])
  expect(peer.log).toHaveLength(1)
})

test('what was taken back is done again, also where another part had taken it over meanwhile', async () => {
  await using peer = await recordingPeer({})
  const workflow = await given(
    givenWorkflow([
      start({ Pay: [0, 0] }),
      call(peer.url, 'Pay', { B: [0, 0] }, { settings: { undo: { node: 'Refund' } } }),
      set('B', '={{ $json.done }}', { C: [0, 0] }),
      set('C', '={{ $json.key }}'),
      call(peer.url, 'Refund'),
    ]),
  )
  const first = await executed(workflow, {})
  const second = await part(workflow, 'B', first)
  const { status, body } = await server.api('POST', `/executions/${first.summary.id}/undo`, {})
  expect([status, body]).toEqual([202, expect.anything()])
  await server.rested(body['id'] as string)

  const third = await part(workflow, 'C', second)

  expect(did(second)).toEqual(['Start: earlier', 'Pay: earlier', 'B'])
  expect(did(third).slice(0, 2)).toEqual(['Start: earlier', 'Pay'])
  expect(peer.log.map(({ path }) => path)).toEqual(['/pay', '/refund', '/pay'])
})

test('the plan of a part names the effects that it would have, and what is taken over', async () => {
  await using peer = await recordingPeer({})
  const workflow = await given(
    givenWorkflow([
      start({ A: [0, 0] }),
      call(peer.url, 'A', { B: [0, 0] }),
      call(peer.url, 'B', { C: [0, 0] }),
      call(peer.url, 'C'),
    ]),
  )
  const first = await executed(workflow, { until: 'A' })
  const plan = async (body: Json) => {
    const { body: told } = await server.api('POST', `/workflows/${workflow}/plan`, body)
    const { effects, reused, notReached } = told as unknown as WorkflowPlan
    return [effects.map(({ nodeName }) => nodeName), reused, notReached]
  }
  const from = { executionId: first.summary.id }

  expect(await plan({})).toEqual([['A', 'B', 'C'], undefined, []])
  expect(await plan({ until: 'B' })).toEqual([['A', 'B'], [], []])
  expect(await plan({ until: 'B', from })).toEqual([['B'], ['Start', 'A'], []])
  expect(await plan({ until: 'B', from, only: true })).toEqual([['B'], [], []])
  expect(peer.log).toHaveLength(1)
})

test('executions in part are not counted among those of the workflow', async () => {
  const workflow = await given(givenWorkflow([start({ A: [0, 0] }), set('A', '=x')]))
  const stats = async () => {
    const { body } = await server.api('GET', `/executions/stats?workflowIds=${workflow}`)
    const { days7, workflows } = body as { days7: { completed: number }; workflows: { last: unknown[] }[] }
    return [days7.completed, workflows[0]?.last.length]
  }
  const [before] = (await stats()) as [number]

  await executed(workflow, {})
  await executed(workflow, { until: 'A' })

  expect(await stats()).toEqual([before + 1, 1])
})

test('what makes no sense is refused, and says why', async () => {
  const line = givenWorkflow([start({ A: [0, 0] }), set('A', '=x'), { name: 'Other', type: 'manual_trigger', to: {} }])
  const [workflow, stranger] = [await given(line), await given(line)]
  const first = await executed(stranger, {})

  expect(await refused(workflow, { until: 'Nowhere' })).toEqual([400, 'execution.no_such_node'])
  expect(await refused(workflow, { until: '__proto__' })).toEqual([400, 'execution.no_such_node'])
  expect(await refused(workflow, { only: true })).toEqual([400, 'execution.needs_until'])
  expect(await refused(workflow, { from: { executionId: first.summary.id } })).toEqual([400, 'execution.needs_until'])
  expect(await refused(workflow, { until: 'A', trigger: 'Other' })).toEqual([400, 'execution.does_not_lead'])
  expect(await refused(workflow, { until: 'A', from: { executionId: first.summary.id } })).toEqual([404, 'execution.not_found'])
  const alone = await executed(workflow, { until: 'Other' })
  expect(did(alone)).toEqual(['Other'])
})

test('a retry and a restart take edited input, and what was executed in part is so again', async () => {
  await using peer = await recordingPeer({}, { '/b': (nth) => (nth === 1 ? { status: 400 } : undefined) })
  const workflow = await given(
    givenWorkflow([
      start({ A: [0, 0] }),
      call(peer.url, 'A', { B: [0, 0] }),
      call(peer.url, 'B', { C: [0, 0] }),
      call(peer.url, 'C'),
    ]),
  )
  const failed = await executed(workflow, { until: 'B' })
  expect(failed.summary.status).toBe('failed')
  const again = async (id: string, way: string, body: Json) => {
    const { status, body: summary } = await server.api('POST', `/executions/${id}/${way}`, body)
    expect([status, summary]).toEqual([202, expect.anything()])
    return server.rested(summary['id'] as string)
  }

  const retried = await again(failed.summary.id, 'retry', { items: [{ key: 'mended' }], version: 'current' })
  const restarted = await again(retried.summary.id, 'restart', { index: 0, items: [{ key: 'once more' }] })

  expect(retried.summary).toMatchObject({ status: 'completed', retryOf: failed.summary.id, partial: { until: 'B' } })
  expect(did(retried)).toEqual(['B'])
  expect(did(restarted)).toEqual(['B'])
  expect(peer.log.map(({ path, key }) => `${path} ${key}`)).toEqual(['/a k', '/b k', '/b mended', '/b once more'])
})
