import { expect, test } from 'vitest'
import { givenWorkflow } from '#test/given-workflow'
import { running, type RunningInstallation, sharedInstallation, until } from '#test/running'

const start = (to: Record<string, readonly [number, number]>) => ({ name: 'Start', type: 'manual_trigger', to })
const wait = (parameters: Record<string, unknown>, to = {}) => ({ name: 'Wait', type: 'wait', version: 1.1, parameters, to })
const done = {
  name: 'Done',
  type: 'set',
  version: 3.4,
  parameters: {
    assignments: { assignments: [{ id: '1', name: 'url', type: 'string', value: '={{ $execution.resumeUrl }}' }] },
    options: {},
  },
}

/** The address that resumes an execution, as the workflow itself would send it. */
const resumeUrl = (server: RunningInstallation, id: string) => server.executions.resumeUrl(id)

test('an execution waits a short time and goes on by itself', async () => {
  await using server = await running()
  const id = await server.given(
    givenWorkflow([start({ Wait: [0, 0] }), wait({ amount: 1, unit: 'seconds' }, { Done: [0, 0] }), done]),
    {
      active: false,
    },
  )
  const execution = await server.begin(id, { items: [{ n: 1 }] })
  const waiting = await server.rested(execution)
  while ((await server.rested(execution)).summary.status === 'waiting') await new Promise((resolve) => setTimeout(resolve, 20))
  const over = await server.rested(execution)

  expect(waiting.nodes.at(-1)).toMatchObject({ nodeName: 'Wait', status: 'waiting' })
  expect(over.summary).toMatchObject({ status: 'completed', waitUntil: null })
  expect(over.summary.durationMs).toBeLessThan(10_000)
  expect(over.nodes.map((node) => node.status)).toEqual(['completed', 'completed', 'completed'])
})

test("a long wait survives a restart, and its timer is the next process's", async () => {
  await using shared = await sharedInstallation()
  const before = await running(shared)
  const id = await before.given(
    givenWorkflow([start({ Wait: [0, 0] }), wait({ amount: 3, unit: 'days' }, { Done: [0, 0] }), done]),
    { active: false },
  )
  const execution = await before.begin(id)
  const { summary } = await before.rested(execution)
  await before.stop()
  await using after = await running(shared)

  const daysLeft = (Date.parse(summary.waitUntil ?? '') - Date.now()) / 86_400_000
  expect([summary.status, daysLeft]).toEqual(['waiting', expect.closeTo(3, 2)])
  expect((await after.rested(execution)).summary).toMatchObject({ status: 'waiting', waitUntil: summary.waitUntil })
  await after.databases.pool('execution').query('update workflow_executions set wait_until = now() where id = $1', [execution])
  while ((await after.rested(execution)).summary.status === 'waiting') await new Promise((resolve) => setTimeout(resolve, 20))
  expect((await after.rested(execution)).summary.status).toBe('completed')
})

test('a call of its signed address resumes an execution, once', async () => {
  await using server = await running()
  const id = await server.given(
    givenWorkflow([
      start({ Wait: [0, 0] }),
      wait({ resume: 'webhook', httpMethod: 'POST', options: { webhookSuffix: 'approve' } }, { Done: [0, 0] }),
      done,
    ]),
    { active: false },
  )
  const execution = await server.begin(id)
  await server.rested(execution)
  const url = resumeUrl(server, execution)
  const call = async (address: string, method = 'POST') => {
    const answer = await fetch(address, {
      method,
      headers: { 'content-type': 'application/json' },
      ...(method === 'POST' ? { body: '{"yes":true}' } : {}),
    })
    const body = (await answer.json()) as { code?: string; message?: string }
    return [answer.status, body.code ?? body.message]
  }
  const wrong = `${url.slice(0, -3)}abc/approve`

  expect(await call(wrong)).toEqual([403, 'execution.bad_resume_token'])
  expect(await call(url)).toEqual([404, 'execution.resume_suffix'])
  expect(await call(`${url}/approve`, 'GET')).toEqual([404, 'execution.resume_method'])
  expect(await call(resumeUrl(server, '01890000-0000-7000-8000-000000000000'))).toEqual([404, 'execution.not_found'])
  const both = await Promise.all([call(`${url}/approve`), call(`${url}/approve`)])
  expect(both.toSorted()).toEqual([
    [200, 'Workflow was resumed'],
    [409, 'execution.not_waiting'],
  ])
  const over = await server.rested(execution)
  expect(over.summary.status).toBe('completed')
  expect(over.nodes[1]?.outputs).toMatchObject([[{ json: { body: { yes: true } } }]])
  expect(over.nodes[2]?.outputs).toMatchObject([[{ json: { url } }]])
  expect(await call(`${url}/approve`)).toEqual([409, 'execution.not_waiting'])
})

test('the call that resumes may be answered by the last node', async () => {
  await using server = await running()
  const id = await server.given(
    givenWorkflow([start({ Wait: [0, 0] }), wait({ resume: 'webhook', responseMode: 'lastNode' }, { Done: [0, 0] }), done]),
    { active: false },
  )
  const execution = await server.begin(id)
  await server.rested(execution)
  const url = resumeUrl(server, execution)

  const answer = await fetch(url)

  expect([answer.status, answer.headers.get('x-execution-id'), await answer.json()]).toEqual([200, execution, { url }])
})

test('a wait for a call ends by itself when its time is limited', async () => {
  await using server = await running()
  const limit = { resume: 'webhook', limitWaitTime: true, resumeAmount: 0.3, resumeUnit: 'seconds' }
  const id = await server.given(givenWorkflow([start({ Wait: [0, 0] }), wait(limit, { Done: [0, 0] }), done]), { active: false })
  const execution = await server.begin(id, { items: [{ n: 1 }] })
  while ((await server.rested(execution)).summary.status === 'waiting') await new Promise((resolve) => setTimeout(resolve, 20))

  expect((await server.rested(execution)).summary.status).toBe('completed')
  expect((await fetch(resumeUrl(server, execution))).status).toBe(409)
})

test('a call that was taken and never stored, because its process died, ends no wait', async () => {
  await using server = await running()
  const id = await server.given(
    givenWorkflow([start({ Wait: [0, 0] }), wait({ resume: 'webhook', httpMethod: 'GET' }, { Done: [0, 0] }), done]),
    { active: false },
  )
  const execution = await server.begin(id)
  await server.rested(execution)
  // What a process leaves behind that takes an execution for a call and dies before it stores the call.
  await server.databases
    .pool('execution')
    .query(
      `update workflow_executions set status = 'running', worker_id = gen_random_uuid(), fence = fence + 1, wait_until = null, wait_kind = null where id = $1`,
      [execution],
    )
  server.executions.worker.wake()
  const waiting = await until(
    () => server.rested(execution),
    ({ summary }) => summary.status !== 'running',
  )

  expect(waiting.summary).toMatchObject({ status: 'waiting', waitKind: 'webhook', waitUntil: null })
  expect((await fetch(resumeUrl(server, execution))).status).toBe(200)
  const over = await until(
    () => server.rested(execution),
    ({ summary }) => summary.status === 'completed',
  )
  expect(over.nodes.map((node) => node.nodeName)).toEqual(['Start', 'Wait', 'Done'])
})
