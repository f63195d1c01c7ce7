import type { ReplayReport } from '@steward/contract/api/replay'
import type { WorkflowDocument } from '@steward/contract/workflow'
import { execFile } from 'node:child_process'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { newId } from '#base/id'
import { givenWorkflow } from '#test/given-workflow'
import { recordingPeer } from '#test/recording-peer'
import { running, type RunningInstallation, until } from '#test/running'
import { bareEnv } from '#test/bare-env'

let server: RunningInstallation
let peer: Awaited<ReturnType<typeof recordingPeer>>
beforeAll(async () => {
  server = await running()
  peer = await recordingPeer({})
})
afterAll(async () => {
  await server[Symbol.asyncDispose]()
  await peer[Symbol.asyncDispose]()
})

type Given = Parameters<typeof givenWorkflow>[0][number]
type To = Given['to']
const start = (to: NonNullable<To>): Given => ({ name: 'Start', type: 'manual_trigger', to })
const set = (name: string, value: string, to: To = {}): Given => ({
  name,
  type: 'set',
  version: 3.4,
  parameters: { assignments: { assignments: [{ id: '1', name: 'value', type: 'string', value }] }, options: {} },
  to,
})
const post = (name: string, path: string, to: To = {}, more: Partial<Given> = {}): Given => ({
  name,
  type: 'http_request',
  version: 4.2,
  parameters: { method: 'POST', url: `=${peer.url}${path}`, options: {} },
  to,
  ...more,
})

/** An execution of a workflow that has changed since. */
async function recorded(before: WorkflowDocument, after?: WorkflowDocument) {
  const workflow = await server.given(before, { active: false })
  const execution = await server.begin(workflow)
  const { summary } = await server.rested(execution)
  if (after !== undefined) {
    const { status, body } = await server.api('PUT', `/workflows/${workflow}`, { document: after, baseVersion: 1 })
    expect(status, JSON.stringify(body)).toBe(200)
  }
  return { workflow, execution, status: summary.status }
}

const replay = async (execution: string, body: object = {}) => {
  const answer = await server.api('POST', `/executions/${execution}/replay`, body)
  return { ...answer, report: answer.body as unknown as ReplayReport }
}

test('the same version gives the same, calls nothing and stores nothing', async () => {
  const { execution, workflow } = await recorded(
    givenWorkflow([
      start({ Now: [0, 0] }),
      set('Now', '={{ $now.toISO() }} {{ $execution.id }}', { Look: [0, 0] }),
      post('Look', '/look?key={{ $json.value }}', { After: [0, 0] }),
      set('After', '={{ $json.done }}'),
    ]),
  )
  const calls = peer.log.length

  const { report } = await replay(execution)

  expect(report).toMatchObject({
    executionId: execution,
    workflowId: workflow,
    versions: { old: 1, new: 1 },
    same: true,
    status: { old: 'completed', new: 'completed' },
    counts: { same: 4, different: 0, onlyOld: 0, onlyNew: 0, requests: 0 },
    order: null,
    differences: [],
  })
  expect(peer.log).toHaveLength(calls)
  expect(await server.list(`&workflowId=${workflow}`)).toHaveLength(1)
})

test('a changed version is told apart node by node: outputs, requests, what is new and what is gone', async () => {
  const before = givenWorkflow([
    start({ Price: [0, 0] }),
    set('Price', '10', { Charge: [0, 0] }),
    post('Charge', '/charge?key={{ $json.value }}', { Old: [0, 0] }),
    set('Old', '={{ $json.key }}'),
  ])
  const after = givenWorkflow([
    start({ Price: [0, 0] }),
    set('Price', '11', { Charge: [0, 0] }),
    post('Charge', '/charge?key={{ $json.value }}', { New: [0, 0] }),
    set('New', '={{ $json.key }}', { Ship: [0, 0] }),
    post('Ship', '/ship'),
  ])
  const { execution } = await recorded(before, after)
  const calls = peer.log.length

  const { report } = await replay(execution)
  const old = await replay(execution, { version: 1 })

  expect(report).toMatchObject({ same: false, versions: { old: 1, new: 2 }, status: { old: 'completed', new: 'completed' } })
  expect(report.counts).toEqual({ same: 2, different: 1, onlyOld: 1, onlyNew: 2, requests: 2 })
  expect(report.differences.map(({ nodeName, result, request, difference }) => [nodeName, result, request, difference])).toEqual([
    ['Price', 'different', 'none', { path: 'outputs[0][0].json.value', old: '"10"', new: '"11"' }],
    // What was recorded goes on, so that the rest can be compared.
    ['Charge', 'same', 'different', null],
    ['New', 'only_new', 'none', null],
    ['Ship', 'only_new', 'not_made', null],
    ['Old', 'only_old', 'none', null],
  ])
  expect(old.report.same).toBe(true)
  expect(peer.log).toHaveLength(calls)
})

test('a recorded failure goes where the new version wants failures to go', async () => {
  const dead = 'http://127.0.0.1:1/dead'
  const flow = (onError: 'stopWorkflow' | 'continueRegularOutput') =>
    givenWorkflow([
      start({ Call: [0, 0] }),
      post('Call', '', { After: [0, 0] }, { parameters: { method: 'POST', url: dead, options: {} }, settings: { onError } }),
      set('After', 'went on'),
    ])
  const { execution, status } = await recorded(flow('stopWorkflow'), flow('continueRegularOutput'))

  const { report } = await replay(execution)
  const old = await replay(execution, { version: 1 })

  expect(status).toBe('failed')
  expect(report.status).toEqual({ old: 'failed', new: 'completed' })
  expect(report.differences.map(({ nodeName, result }) => [nodeName, result])).toEqual([
    ['Call', 'different'],
    ['After', 'only_new'],
  ])
  expect(old.report).toMatchObject({ same: true, status: { new: 'failed' } })
})

test('branches in another order are told', async () => {
  const flow = (first: [number, number], second: [number, number]) =>
    givenWorkflow([
      start({ One: [0, 0], Two: [0, 0] }),
      { ...set('One', '1'), position: first },
      { ...set('Two', '2'), position: second },
    ])
  const { execution } = await recorded(flow([200, 0], [200, 200]), flow([200, 200], [200, 0]))

  const { report } = await replay(execution)

  expect(report).toMatchObject({ same: false, counts: { same: 3 }, order: { position: 1, old: 'One', new: 'Two' } })
})

test('a wait ends as it ended: by its timer, or by the call that came', async () => {
  const wait = (parameters: Given['parameters'], to: To = {}): Given => ({
    name: 'Rest',
    type: 'wait',
    version: 1.1,
    parameters: parameters ?? {},
    to,
  })
  const timer = await recorded(
    givenWorkflow([start({ Rest: [0, 0] }), wait({ amount: 0.1, unit: 'seconds' }, { After: [0, 0] }), set('After', 'x')]),
  )
  await until(
    async () => (await server.rested(timer.execution)).summary.status,
    (status) => status === 'completed',
  )
  const called = await recorded(
    givenWorkflow([
      start({ Rest: [0, 0] }),
      wait({ resume: 'webhook' }, { After: [0, 0] }),
      set('After', '={{ $json.query.say }}'),
    ]),
  )
  const open = await replay(called.execution)
  await fetch(`${server.executions.resumeUrl(called.execution)}?say=hello`)
  await until(
    async () => (await server.rested(called.execution)).summary.status,
    (status) => status === 'completed',
  )

  expect((await replay(timer.execution)).report).toMatchObject({ same: true, counts: { same: 3 } })
  expect(open.report).toMatchObject({ same: true, status: { old: 'waiting', new: 'waiting' } })
  expect((await replay(called.execution)).report).toMatchObject({ same: true, counts: { same: 3 } })
})

test('huge outputs are compared, and the answer stays small', async () => {
  const many = (last: string): Given => ({
    name: 'Many',
    type: 'code',
    version: 2,
    parameters: {
      jsCode: `return Array.from({ length: 20000 }, (_, n) => ({ json: { n, text: 'x'.repeat(100), last: n === 19999 ? '${last}' : '' } }))`,
    },
  })
  const { execution } = await recorded(
    givenWorkflow([start({ Many: [0, 0] }), many('old')]),
    givenWorkflow([start({ Many: [0, 0] }), many('new')]),
  )

  const { report, body } = await replay(execution)

  expect(report.differences).toMatchObject([
    {
      nodeName: 'Many',
      difference: { path: 'outputs[0][19999].json.last', old: '"old"', new: '"new"' },
      old: { itemCounts: [20_000] },
    },
  ])
  expect(report.differences[0]?.new?.sizeBytes).toBeGreaterThan(2_000_000)
  expect(JSON.stringify(body).length).toBeLessThan(5_000)
})

test('what cannot be replayed is refused with a reason', async () => {
  const { execution } = await recorded(
    givenWorkflow([start({ A: [0, 0] }), set('A', '1')]),
    givenWorkflow([{ name: 'Other', type: 'manual_trigger', to: { A: [0, 0] } }, set('A', '1')]),
  )
  const slow = await recordingPeer({ '/slow': 20_000 })
  const going = await server.begin(
    await server.given(
      givenWorkflow([start({ Slow: [0, 0] }), post('Slow', '', {}, { parameters: { url: `${slow.url}/slow`, options: {} } })]),
      { active: false },
    ),
  )
  await until(
    () => slow.log.length,
    (count) => count === 1,
  )
  const elsewhere = newId()
  await server.databases
    .pool('execution')
    .query(`update workflow_executions set workspace_id = $2 where id = $1`, [going, elsewhere])
  const foreign = await replay(going)
  await server.databases
    .pool('execution')
    .query(
      `update workflow_executions set workspace_id = (select workspace_id from workflow_executions where id = $2) where id = $1`,
      [going, execution],
    )

  const seen: unknown[] = []
  for (const [id, body] of [
    [execution, {}],
    [execution, { version: 99 }],
    [execution, { version: 0 }],
    [going, {}],
    [newId(), {}],
    ['nonsense', {}],
  ] as const) {
    seen.push((await replay(id, body)).body['code'])
  }
  await slow[Symbol.asyncDispose]()

  expect(foreign.body['code']).toBe('execution.not_found')
  expect(seen).toEqual([
    'replay.no_start',
    'replay.no_version',
    'http.invalid_request',
    'replay.not_over',
    'execution.not_found',
    'http.invalid_request',
  ])
})

test('more replays at once than a process may hold are refused, and make room again', async () => {
  const { execution } = await recorded(givenWorkflow([start({ A: [0, 0] }), set('A', '1')]))

  const answers = await Promise.all(Array.from({ length: 12 }, () => replay(execution)))

  const codes = new Set(answers.map(({ status, body }) => (status === 200 ? 'same' : body['code'])))
  expect(codes).toEqual(new Set(['same', 'replay.busy']))
  expect((await replay(execution)).report.same).toBe(true)
})

test('the command tells the same, and says by its exit code whether it is the same', { timeout: 60_000 }, async () => {
  const { execution } = await recorded(
    givenWorkflow([start({ A: [0, 0] }), set('A', '1')]),
    givenWorkflow([start({ A: [0, 0] }), set('A', '2')]),
  )
  const made = await server.api('POST', '/api-keys', { name: 'replay' })
  const steward = async (...args: string[]) => {
    const env = { ...bareEnv(), STEWARD_URL: server.url, STEWARD_API_KEY: String(made.body['secret']) }
    const main = join(import.meta.dirname, '..', '..', '..', 'main.ts')
    const run = promisify(execFile)(process.execPath, [main, 'replay', ...args], { env })
    return run.then(
      ({ stdout }) => ({ code: 0, stdout, stderr: '' }),
      (error: { code: number; stdout: string; stderr: string }) => error,
    )
  }

  const different = await steward(execution)
  const same = await steward(execution, '--version', '1')
  const asJson = await steward(execution, '--json')
  const [unknown, wrong] = await Promise.all([steward(newId()), steward(execution, '--version', 'newest')])

  expect([different.code, same.code, asJson.code, unknown.code, wrong.code]).toEqual([1, 0, 1, 2, 2])
  expect(different.stdout).toContain('"A" differs at outputs[0][0].json.value: "2" instead of "1"')
  expect(same.stdout).toContain('the same: 2 node executions, completed.')
  expect(JSON.parse(asJson.stdout)).toMatchObject({ executionId: execution, same: false })
  expect(unknown.stderr).toContain('There is no such execution.')
  expect(wrong.stderr).toContain('usage: steward replay')
})
