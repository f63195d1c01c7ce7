import { expect, test } from 'vitest'
import { givenWorkflow } from '#test/given-workflow'
import { recordingPeer } from '#test/recording-peer'
import { running } from '#test/running'

const set = (name: string, value: string, to = {}) => ({
  name,
  type: 'set',
  version: 3.4,
  parameters: { assignments: { assignments: [{ id: '1', name: 'greeting', type: 'string', value }] }, options: {} },
  to,
})
const manual = (to: Record<string, readonly [number, number]> = {}) => ({ name: 'Start', type: 'manual_trigger', to })

test('a workflow is started by hand at its manual trigger, or at the one that is named, with the items that are given', async () => {
  await using server = await running()
  const id = await server.given(
    givenWorkflow([
      { name: 'Hook', type: 'webhook', version: 2, parameters: { path: 'by-hand' }, to: { Shout: [0, 0] } },
      manual({ Shout: [0, 0] }),
      set('Shout', '={{ ($json.name ?? "nobody").toUpperCase() }}'),
    ]),
    { active: false },
  )

  const first = await server.rested(await server.begin(id))
  const named = await server.rested(await server.begin(id, { trigger: 'Hook', items: [{ name: 'ada' }, { name: 'bob' }] }))

  expect(first.summary).toMatchObject({ status: 'completed', mode: 'manual', workflowId: id, error: null })
  expect(first.nodes.map((node) => node.nodeName)).toEqual(['Start', 'Shout'])
  expect(first.nodes[1]?.outputs).toMatchObject([[{ json: { greeting: 'NOBODY' } }]])
  expect(named.nodes.map((node) => node.nodeName)).toEqual(['Hook', 'Shout'])
  expect(named.nodes[1]?.outputs).toMatchObject([[{ json: { greeting: 'ADA' } }, { json: { greeting: 'BOB' } }]])
})

test('a start that makes no sense is refused with a sentence, and nothing is executed', async () => {
  await using server = await running()
  const id = await server.given(givenWorkflow([manual()]), { active: false })
  const empty = await server.given(givenWorkflow([]), { active: false })

  const unknown = await server.api('POST', `/workflows/${id}/executions`, { trigger: 'Nowhere' })
  const nothing = await server.api('POST', `/workflows/${empty}/executions`, {})
  const missing = await server.api('POST', '/workflows/01890000-0000-7000-8000-000000000000/executions', {})
  const wrong = await server.api('POST', `/workflows/${id}/executions`, { items: 'many' })

  expect([unknown.status, unknown.body['detail']]).toEqual([400, 'The workflow has no node named "Nowhere" to start at.'])
  expect([nothing.status, nothing.body['code']]).toEqual([400, 'execution.no_start'])
  expect([missing.status, missing.body['code']]).toEqual([404, 'execution.workflow_not_found'])
  expect([wrong.status, wrong.body['code']]).toEqual([400, 'http.invalid_request'])
  expect(await server.list()).toEqual([])
})

test('pinned items stand in for a node in a manual execution, unless they are unwanted, and never for a caller', async () => {
  await using server = await running()
  const id = await server.given(
    givenWorkflow(
      [
        manual({ Name: [0, 0] }),
        {
          name: 'Hook',
          type: 'webhook',
          version: 2,
          parameters: { path: 'pins', responseMode: 'lastNode' },
          to: { Name: [0, 0] },
        },
        set('Name', 'real'),
      ],
      { pins: { Name: [{ json: { greeting: 'pinned' } }] } },
    ),
  )

  const pinned = await server.rested(await server.begin(id))
  const real = await server.rested(await server.begin(id, { usePins: false }))
  const called = await fetch(`${server.url}/webhook/pins`)

  expect(pinned.nodes[1]?.outputs).toMatchObject([[{ json: { greeting: 'pinned' } }]])
  expect(real.nodes[1]?.outputs).toMatchObject([[{ json: { greeting: 'real' } }]])
  expect(await called.json()).toEqual({ greeting: 'real' })
})

test('an execution of another workspace does not exist', async () => {
  await using server = await running()
  const id = await server.given(givenWorkflow([manual()]), { active: false })
  const execution = await server.begin(id)
  await server.rested(execution)
  const elsewhere = '01890000-0000-7000-8000-000000000001'
  for (const [hub, table] of [
    ['execution', 'workflow_executions'],
    ['workflow', 'workflow_versions'],
  ] as const)
    await server.databases
      .pool(hub)
      .query(`update ${table} set workspace_id = $1`, [elsewhere])
      .catch(() => undefined)

  const answers = await Promise.all([
    server.api('GET', `/executions/${execution}`),
    server.api('GET', `/executions/${execution}/nodes/0`),
    server.api('POST', `/executions/${execution}/cancel`),
    server.api('POST', `/executions/${execution}/retry`, {}),
    server.api('POST', `/executions/${execution}/nodes/0/decision`, { decision: 'stop' }),
  ])

  expect(answers.map((answer) => [answer.status, answer.body['code']])).toEqual(answers.map(() => [404, 'execution.not_found']))
  expect(await server.list()).toEqual([])
})

test('small items come with the execution, large ones are asked for node by node', async () => {
  await using server = await running()
  const id = await server.given(givenWorkflow([manual({ Copy: [0, 0] }), { name: 'Copy', type: 'no_op' }]), { active: false })
  const items = Array.from({ length: 50 }, (_, n) => ({ n }))

  const execution = await server.rested(await server.begin(id, { items }))
  const whole = await server.api('GET', `/executions/${execution.summary.id}/nodes/1`)
  const none = await server.api('GET', `/executions/${execution.summary.id}/nodes/7`)

  expect(execution.nodes[1]).toMatchObject({ itemCounts: { inputs: [50], outputs: [50] } })
  expect(execution.nodes[1]?.outputs).toBeUndefined()
  expect((whole.body['outputs'] as unknown[][])[0]).toHaveLength(50)
  expect([none.status, none.body['code']]).toEqual([404, 'execution.node_not_found'])
})

test('executions are listed newest first, page by page and by every filter', async () => {
  await using server = await running()
  const good = await server.given(givenWorkflow([manual()]), { active: false })
  const bad = await server.given(
    givenWorkflow([manual({ Stop: [0, 0] }), { name: 'Stop', type: 'stop_and_error', parameters: { errorMessage: 'no' } }]),
    { active: false },
  )
  const began = new Date().toISOString()
  const ids: string[] = []
  for (const workflow of [good, bad, good, bad, good]) ids.push(await server.begin(workflow))
  for (const id of ids) await server.rested(id)
  const find = async (query: string) =>
    ((await server.api('GET', `/executions?${query}`)).body['items'] as { id: string }[]).map((one) => ids.indexOf(one.id))

  const first = (await server.api('GET', '/executions?limit=2')).body as { items: { id: string }[]; next: string }
  const second = (await server.api('GET', `/executions?limit=2&after=${first.next}`)).body as typeof first
  const third = (await server.api('GET', `/executions?limit=2&after=${second.next}`)).body as typeof first

  const pages = [first, second, third].map((page) => page.items.map((one) => ids.indexOf(one.id)))
  expect(pages).toEqual([[4, 3], [2, 1], [0]])
  expect(third.next).toBeNull()
  expect(await find(`workflowId=${bad}`)).toEqual([3, 1])
  expect(await find('status=failed')).toEqual([3, 1])
  expect(await find('status=failed,completed')).toEqual([4, 3, 2, 1, 0])
  expect(await find('mode=webhook')).toEqual([])
  expect(await find(`from=${began}`)).toEqual([4, 3, 2, 1, 0])
  expect(await find(`to=${began}`)).toEqual([])
  expect(await find('from=1960-01-01T00:00:00Z')).toHaveLength(5)
  const strange = await server.api('GET', '/executions?status=finished')
  expect([strange.status, strange.body['code']]).toEqual([400, 'execution.unknown_status'])
  const page = await server.api('GET', '/executions?after=somewhere')
  expect([page.status, page.body['code']]).toEqual([400, 'http.invalid_request'])
})

test('a POST that names JSON as its type and has no body counts as one without a body', async () => {
  await using peer = await recordingPeer({ '/slow': 5_000 })
  await using server = await running()
  const id = await server.given(
    givenWorkflow([
      manual({ Call: [0, 0] }),
      { name: 'Call', type: 'http_request', version: 4.2, parameters: { url: `${peer.url}/slow`, options: {} } },
    ]),
    { active: false },
  )
  const execution = await server.begin(id)
  const send = (path: string, body: string) =>
    server.raw(path, { method: 'POST', headers: { 'content-type': 'application/json' }, body })

  const cancelled = await send(`/executions/${execution}/cancel`, '')
  const noBody = await send(`/workflows/${id}/executions`, '')
  const noJson = await send(`/workflows/${id}/executions`, '{')

  expect(cancelled.status).toBe(200)
  expect([noBody.status, ((await noBody.json()) as { code: string }).code]).toEqual([400, 'http.invalid_request'])
  expect([noJson.status, ((await noJson.json()) as { code: string }).code]).toEqual([400, 'http.body_not_json'])
})
