import { expect, test } from 'vitest'
import { givenWorkflow } from '#test/given-workflow'
import { recordingPeer } from '#test/recording-peer'
import { running, until } from '#test/running'

const hook = (path: string) => ({
  name: 'Hook',
  type: 'webhook',
  version: 2,
  parameters: { path, responseMode: 'lastNode' },
  to: { Stop: [0, 0] as const },
})
const stop = { name: 'Stop', type: 'stop_and_error', parameters: { errorMessage: 'no more' } }
const settings = (errorWorkflow: string) => ({ executionOrder: 'v1', errorWorkflow }) as const

test('a production execution that fails starts its error workflow once, a manual one does not', async () => {
  await using server = await running()
  const helper = await server.given(givenWorkflow([{ name: 'Failed', type: 'error_trigger' }], { name: 'Helper' }), {
    active: false,
  })
  const bad = await server.given(givenWorkflow([hook('bad'), stop], { name: 'Bad', settings: settings(helper) }))

  const answer = await fetch(`${server.url}/webhook/bad`)
  const failed = answer.headers.get('x-execution-id') ?? ''
  await server.rested(await server.begin(bad))
  const [helping] = await until(
    () => server.list(`&workflowId=${helper}&status=completed`),
    (list) => list.length > 0,
  )
  await new Promise((resolve) => setTimeout(resolve, 300))

  expect(await server.list(`&workflowId=${helper}`)).toHaveLength(1)
  expect(helping).toMatchObject({ mode: 'error' })
  expect((await server.rested(helping?.id ?? '')).nodes[0]?.outputs).toMatchObject([
    [
      {
        json: {
          execution: {
            id: failed,
            url: `${server.url}/executions/${failed}`,
            error: { message: 'no more' },
            lastNodeExecuted: 'Stop',
            mode: 'webhook',
          },
          workflow: { id: bad, name: 'Bad' },
        },
      },
    ],
  ])
})

test('a workflow with an error trigger of its own is told of its own failures, but not in a circle', async () => {
  await using server = await running()
  const id = await server.given(
    givenWorkflow([hook('own'), stop, { name: 'Failed', type: 'error_trigger', to: { Stop: [0, 0] } }], { name: 'Own' }),
  )

  await fetch(`${server.url}/webhook/own`)
  await until(
    () => server.list(`&workflowId=${id}&status=failed`),
    (list) => list.length === 2,
  )
  await new Promise((resolve) => setTimeout(resolve, 300))

  expect((await server.list(`&workflowId=${id}`)).map((one) => [one.mode, one.status])).toEqual([
    ['webhook', 'failed'],
    ['error', 'failed'],
  ])
})

test('a production execution that takes too long starts its error workflow too', async () => {
  await using server = await running()
  const helper = await server.given(givenWorkflow([{ name: 'Failed', type: 'error_trigger' }]), { active: false })
  await server.given(
    givenWorkflow(
      [
        { ...hook('slow'), to: { Slow: [0, 0] } },
        { name: 'Slow', type: 'code', version: 2, parameters: { jsCode: 'await new Promise(() => {}); return []' } },
      ],
      { settings: { ...settings(helper), executionTimeoutSeconds: 0.2 } },
    ),
  )

  expect((await fetch(`${server.url}/webhook/slow`)).status).toBe(500)

  const [helping] = await until(
    () => server.list(`&workflowId=${helper}&status=completed`),
    (list) => list.length > 0,
  )
  expect((await server.rested(helping?.id ?? '')).nodes[0]?.outputs).toMatchObject([
    [{ json: { execution: { error: { message: 'The workflow took longer than its 0.2 s.' } } } }],
  ])
})

test('whatever ends an execution as failed starts its error workflow: a time limit, a person who stops, a journal nobody can read', async () => {
  await using peer = await recordingPeer({}, { '/lost': () => ({ cut: true }) })
  await using server = await running()
  const helper = await server.given(givenWorkflow([{ name: 'Failed', type: 'error_trigger' }], { name: 'Helper' }), {
    active: false,
  })
  const hook = (path: string, to: string) => ({
    name: 'Hook',
    type: 'webhook',
    version: 2,
    parameters: { path, responseMode: 'onReceived' },
    to: { [to]: [0, 0] as const },
  })
  const wait = { name: 'Wait', type: 'wait', version: 1.1, parameters: { amount: 1, unit: 'hours' } }
  const lost = {
    name: 'Lost',
    type: 'http_request',
    version: 4.2,
    parameters: { url: `${peer.url}/lost`, method: 'POST', options: {} },
    settings: { retry: { maxTries: 2, backoff: 'fixed' as const, initialMs: 0 } },
  }
  await server.given(
    givenWorkflow([hook('late', 'Wait'), wait], {
      name: 'Late',
      settings: { ...settings(helper), executionTimeoutSeconds: 1 },
    }),
  )
  await server.given(givenWorkflow([hook('lost', 'Lost'), lost], { name: 'Lost', settings: settings(helper) }))
  await server.given(givenWorkflow([hook('broken', 'Wait'), wait], { name: 'Broken', settings: settings(helper) }))
  const begin = async (path: string) => {
    const id = (await fetch(`${server.url}/webhook/${path}`)).headers.get('x-execution-id') ?? ''
    await server.rested(id)
    return id
  }
  const late = await begin('late')
  const stopped = await begin('lost')
  const broken = await begin('broken')
  await server.api('POST', `/executions/${stopped}/nodes/1/decision`, { decision: 'stop' })
  // A version that no longer has the node which the journal tells of.
  const pool = server.databases.pool('execution')
  await pool.query(
    `update execution_journal set entries = replace(entries::text, '"n":"Hook"', '"n":"Gone"')::json where execution_id = $1`,
    [broken],
  )
  await pool.query('update workflow_executions set wait_until = now() where id = $1', [broken])
  server.executions.worker.wake()

  const told = await until(
    async () => {
      const list = await server.list(`&workflowId=${helper}&status=completed`)
      return Promise.all(list.map(async ({ id }) => (await server.rested(id)).nodes[0]?.outputs?.[0]?.[0]))
    },
    (items) => items.length === 3,
  )
  const errors = new Map(
    told.map((item) => {
      const { execution } = (
        item as { json: { execution: { id: string; error: { message: string }; lastNodeExecuted: string | null } } }
      ).json
      return [execution.id, execution]
    }),
  )
  expect(errors.get(late)?.error.message).toBe('The workflow took longer than its 1 s.')
  expect(errors.get(stopped)).toMatchObject({ lastNodeExecuted: 'Lost', error: { message: expect.stringContaining('Stopped') } })
  expect(errors.get(broken)?.error.message).toContain('cannot be continued')
})
