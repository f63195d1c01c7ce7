import { expect, test } from 'vitest'
import { givenWorkflow } from '#test/given-workflow'
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
