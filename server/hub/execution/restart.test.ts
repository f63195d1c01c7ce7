import type { Execution } from '@steward/contract/api/execution'
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
const start: Node = { name: 'Start', type: 'manual_trigger', to: { A: [0, 0] } }
const call = (name: string, url: string, to: Node['to'] = {}): Node => ({
  name,
  type: 'http_request',
  version: 4.2,
  parameters: { url: `=${url}/${name.toLowerCase()}?key={{ $json.key }}`, options: {} },
  to,
})
const set = (name: string, value: string, to: Node['to'] = {}): Node => ({
  name,
  type: 'set',
  version: 3.4,
  parameters: { assignments: { assignments: [{ id: '1', name: 'key', type: 'string', value }] }, options: {} },
  to,
})

const line = (url: string): Node[] => [
  start,
  call('A', url, { B: [0, 0] }),
  set('B', '={{ $json.done }}!', { C: [0, 0] }),
  call('C', url, { D: [0, 0] }),
  set('D', "={{ $('A').first().json.done }} {{ $json.done }}"),
]

async function executed(document: WorkflowDocument): Promise<{ workflow: string; execution: Execution }> {
  const workflow = await server.given(document, { active: false })
  return { workflow, execution: await server.rested(await server.begin(workflow, { items: [{ key: 'k' }] })) }
}

const restart = (id: string, body: Json, headers: Record<string, string> = {}) =>
  server.raw(`/executions/${id}/restart`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body: JSON.stringify(body),
  })
const restarted = async (id: string, body: Json): Promise<Execution> => {
  const answer = await restart(id, body)
  const summary = (await answer.json()) as { id: string }
  expect([answer.status, summary]).toEqual([202, expect.anything()])
  return server.rested(summary.id)
}
const change = async (workflow: string, document: WorkflowDocument) => {
  const { summary } = (await server.api('GET', `/workflows/${workflow}`)).body as { summary: { version: number } }
  const { status, body } = await server.api('PUT', `/workflows/${workflow}`, { document, baseVersion: summary.version })
  expect([status, body]).toEqual([200, expect.anything()])
}
const names = (execution: Execution) => execution.nodes.map((node) => node.nodeName)
const last = (execution: Execution) => execution.nodes.at(-1)?.outputs?.[0]?.[0] as { json: Json } | undefined

test('an execution begins again at any node: what was done before is kept, the node and what follows is done again', async () => {
  await using peer = await recordingPeer({})
  const { execution } = await executed(givenWorkflow(line(peer.url)))
  const again = await restarted(execution.summary.id, { index: 2 })

  expect(again.summary).toMatchObject({ status: 'completed', retryOf: execution.summary.id })
  expect(names(again)).toEqual(['Start', 'A', 'B', 'C', 'D'])
  expect(peer.log.map((entry) => entry.path)).toEqual(['/a', '/c', '/c'])
  expect(last(again)?.json['key']).toBe('/a /c')
})

test('with a version that has changed behind the node, what was done before is kept', async () => {
  await using peer = await recordingPeer({})
  const { workflow, execution } = await executed(givenWorkflow(line(peer.url)))
  const [, , b] = line(peer.url)
  await change(
    workflow,
    givenWorkflow([start, call('A', peer.url, { B: [0, 0] }), { ...b!, to: { E: [0, 0] } }, set('E', 'new')]),
  )
  const again = await restarted(execution.summary.id, { index: 2, version: 'current' })

  expect([names(again), again.summary.workflowVersion]).toEqual([['Start', 'A', 'B', 'E'], 2])
  expect(peer.log.map((entry) => entry.path)).toEqual(['/a', '/c'])
})

test('with a version that has changed before the node it begins there with the recorded inputs, and the past stays readable', async () => {
  await using peer = await recordingPeer({})
  const { workflow, execution } = await executed(givenWorkflow(line(peer.url)))
  const [, a, b, c] = line(peer.url)
  const document = givenWorkflow([
    start,
    { ...a!, to: { New: [0, 0] } },
    b!,
    c!,
    set('New', 'between', { B: [0, 0] }),
    set('D', "={{ $('Renamed').first().json.done }} {{ $('B').first().json.key }} {{ $json.done }}"),
  ])
  const renamed = document.nodes.map((node) => (node.id === 'A' ? { ...node, name: 'Renamed' } : node))
  await change(workflow, { ...document, nodes: renamed })
  const again = await restarted(execution.summary.id, { index: 3, version: 'current' })

  expect([again.summary.status, names(again)]).toEqual(['completed', ['C', 'D']])
  expect(peer.log.at(-1)).toMatchObject({ path: '/c', key: '/a!' })
  expect(last(again)?.json['key']).toBe('/a /a! /c')
  // It can be begun again as any other, and be looked at.
  const third = await restarted(again.summary.id, { index: 1 })
  expect([third.summary.status, names(third), last(third)?.json['key']]).toEqual(['completed', ['C', 'D'], '/a /a! /c'])
})

test('a node where branches meet gets all of its recorded inputs', async () => {
  const meeting = (extra: Node[], into: string): Node[] => [
    { ...start, to: { [into]: [0, 0], Right: [0, 0] } },
    ...extra,
    set('Left', 'left', { Meet: [0, 0] }),
    { ...set('Right', 'right', { Meet: [0, 1] }), position: [200, 200] },
    { name: 'Meet', type: 'merge', version: 3, parameters: { mode: 'append' }, position: [600, 0] },
  ]
  const { workflow, execution } = await executed(givenWorkflow(meeting([], 'Left')))
  const at = execution.nodes.findIndex((node) => node.nodeName === 'Meet')
  await change(workflow, givenWorkflow(meeting([set('Before', 'x', { Left: [0, 0] })], 'Before')))
  const again = await restarted(execution.summary.id, { index: at, version: 'current' })

  expect(names(again)).toEqual(['Meet'])
  expect(again.nodes[0]?.itemCounts.inputs).toEqual([1, 1])
  expect(again.nodes[0]?.outputs?.[0]?.map((item) => (item as { json: Json }).json['key'])).toEqual(['left', 'right'])
})

test('what cannot be begun again is refused in words', async () => {
  const document = givenWorkflow([{ ...start, to: { B: [0, 0] } }, set('B', 'x')])
  const { workflow, execution } = await executed(document)
  const waiting = await server.begin(
    await server.given(
      givenWorkflow([
        { ...start, to: { Wait: [0, 0] } },
        { name: 'Wait', type: 'wait', version: 1.1, parameters: { resume: 'webhook' } },
      ]),
      { active: false },
    ),
  )
  await server.rested(waiting)
  const codeOf = async (id: string, body: Json) => {
    const answer = await restart(id, body)
    return [answer.status, ((await answer.json()) as Json)['code']]
  }

  expect(await codeOf(waiting, { index: 0 })).toEqual([409, 'execution.not_restartable'])
  expect(await codeOf(execution.summary.id, { index: 99 })).toEqual([404, 'execution.node_not_found'])
  expect(await codeOf('00000000-0000-7000-8000-000000000000', { index: 0 })).toEqual([404, 'execution.not_found'])
  await change(workflow, givenWorkflow([{ ...start, to: { Other: [0, 0] } }, set('Other', 'x')]))
  expect(await codeOf(execution.summary.id, { index: 1, version: 'current' })).toEqual([409, 'execution.node_gone'])
})

test('a double click is one execution, another target or a later click another one', async () => {
  const { execution } = await executed(givenWorkflow([{ ...start, to: { B: [0, 0] } }, set('B', 'x')]))
  const { id } = execution.summary
  const idOf = async (body: Json, headers?: Record<string, string>) => {
    const answer = await restart(id, body, headers)
    return ((await answer.json()) as { id?: string; code?: string }).id ?? answer.status
  }

  const [one, two, other] = await Promise.all([idOf({ index: 1 }), idOf({ index: 1 }), idOf({ index: 0 })])
  expect(one).toBe(two)
  expect(other).not.toBe(one)
  await new Promise((resolve) => setTimeout(resolve, 2_100))
  expect(await idOf({ index: 1 })).not.toBe(one)

  const keyed = await idOf({ index: 1 }, { 'idempotency-key': 'mine' })
  await new Promise((resolve) => setTimeout(resolve, 2_100))
  expect(await idOf({ index: 1 }, { 'idempotency-key': 'mine' })).toBe(keyed)
  expect(await idOf({ index: 0 }, { 'idempotency-key': 'mine' })).toBe(422)
})

test('a double click on retry is one execution', async () => {
  const stop: Node = { name: 'A', type: 'stop_and_error', parameters: { errorMessage: 'no' } }
  const { execution } = await executed(givenWorkflow([start, stop]))
  const retry = async () => (await server.api('POST', `/executions/${execution.summary.id}/retry`, {})).body['id']
  const ids = await Promise.all([retry(), retry(), retry()])

  expect(new Set(ids).size).toBe(1)
  expect(ids[0]).not.toBe(execution.summary.id)
})
