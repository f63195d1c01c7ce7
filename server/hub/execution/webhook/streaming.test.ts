import { request } from 'node:http'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { givenWorkflow } from '#test/given-workflow'
import { running, type RunningInstallation, until } from '#test/running'

let server: RunningInstallation
beforeAll(async () => {
  server = await running()
})
afterAll(async () => server[Symbol.asyncDispose]())

type Parameters = Record<string, unknown>

const hook = (path: string, to: Record<string, readonly [number, number]>, more: Parameters = {}) => ({
  name: 'Hook',
  type: 'webhook',
  version: 2.1,
  parameters: { httpMethod: 'POST', path, responseMode: 'streaming', ...more },
  to,
})
const respond = (name: string, text: string, to: Record<string, readonly [number, number]> = {}, options: Parameters = {}) => ({
  name,
  type: 'respond_to_webhook',
  version: 1.5,
  parameters: { respondWith: 'text', responseBody: text, options },
  to,
})
const wait = (name: string, to: Record<string, readonly [number, number]>) => ({
  name,
  type: 'wait',
  version: 1.1,
  parameters: { amount: 0.5, unit: 'seconds' },
  to,
})

type Part = { type: string; content?: string; metadata: Record<string, unknown> }
const parts = (text: string) =>
  text
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as Part)
const post = (path: string) => fetch(`${server.url}/webhook/${path}`, { method: 'POST' })

test('parts arrive as nodes give them, while the workflow goes on', async () => {
  await server.given(
    givenWorkflow([
      hook('parts', { First: [0, 0] }),
      respond('First', 'one', { Wait: [0, 0] }),
      wait('Wait', { Second: [0, 0] }),
      respond('Second', 'two'),
    ]),
  )

  const answer = await post('parts')
  const reader = (answer.body as ReadableStream<Uint8Array>).getReader()
  const early = Buffer.from((await reader.read()).value ?? []).toString()
  const meanwhile = (await server.list()).at(-1)
  let rest = ''
  for (let next = await reader.read(); !next.done; next = await reader.read()) rest += Buffer.from(next.value).toString()

  expect([answer.status, answer.headers.get('content-type')]).toEqual([200, 'application/json; charset=utf-8'])
  expect(early).not.toContain('two')
  expect(meanwhile?.status).not.toBe('completed')
  expect(parts(early + rest).map((part) => [part.type, part.content, part.metadata['nodeName']])).toEqual([
    ['begin', undefined, 'First'],
    ['item', 'one', 'First'],
    ['end', undefined, 'First'],
    ['begin', undefined, 'Second'],
    ['item', 'two', 'Second'],
    ['end', undefined, 'Second'],
  ])
  expect((await server.rested(answer.headers.get('x-execution-id') ?? '')).summary.status).toBe('completed')
})

test('a workflow without parts, and a respond node that shall not stream, are answered as a whole', async () => {
  await server.given(givenWorkflow([hook('none', {})]))
  await server.given(
    givenWorkflow([hook('whole', { R: [0, 0] }), respond('R', 'all', {}, { enableStreaming: false, responseCode: 202 })]),
  )

  const none = await post('none')
  expect([none.status, await none.json()]).toEqual([200, { message: 'The workflow ended without an answer.' }])
  const whole = await post('whole')
  expect([whole.status, await whole.text()]).toEqual([202, 'all'])
})

test('a failure after the first part is a last part that tells nothing of the inside; before it, a status', async () => {
  const stop = { name: 'Stop', type: 'stop_and_error', parameters: { errorMessage: 'the secret password' } }
  await server.given(givenWorkflow([hook('fails', { R: [0, 0] }), respond('R', 'one', { Stop: [0, 0] }), stop]))
  await server.given(givenWorkflow([hook('fails-first', { Stop: [0, 0] }), stop]))

  const text = await (await post('fails')).text()
  expect(parts(text).at(-1)).toMatchObject({ type: 'error', content: 'Error in workflow' })
  expect(text).not.toContain('password')
  expect((await post('fails-first')).status).toBe(500)
})

test('a caller who leaves does not end the execution', async () => {
  const id = await server.given(
    givenWorkflow([
      hook('leaves', { First: [0, 0] }),
      respond('First', 'one', { Wait: [0, 0] }),
      wait('Wait', { Second: [0, 0] }),
      respond('Second', 'two'),
    ]),
  )
  const leaving = new AbortController()
  const answer = await fetch(`${server.url}/webhook/leaves`, { method: 'POST', signal: leaving.signal })
  await (answer.body as ReadableStream<Uint8Array>).getReader().read()
  leaving.abort()

  const execution = await until(
    () => server.rested(answer.headers.get('x-execution-id') ?? ''),
    ({ summary }) => summary.status === 'completed',
  )

  expect(execution.summary.workflowId).toBe(id)
  expect(execution.nodes.map((node) => node.status)).toEqual(['completed', 'completed', 'completed', 'completed'])
})

test('a caller who does not read is cut off, and the execution goes on', async () => {
  await server.given(
    givenWorkflow([
      hook('slow', { Many: [0, 0] }),
      {
        name: 'Many',
        type: 'set',
        version: 3.4,
        parameters: {
          assignments: { assignments: [{ id: '1', name: 'text', type: 'string', value: '={{ "x".repeat(900000) }}' }] },
        },
        to: Object.fromEntries(Array.from({ length: 12 }, (_, n) => [`R${n}`, [0, 0] as const])),
      },
      ...Array.from({ length: 12 }, (_, n) => respond(`R${n}`, '={{ $json.text }}')),
    ]),
  )
  const executionId = await new Promise<string>((resolve, reject) => {
    const call = request(`${server.url}/webhook/slow`, { method: 'POST' }, (answer) => {
      answer.pause()
      answer.on('error', () => {})
      resolve(String(answer.headers['x-execution-id']))
    })
    call.on('error', reject)
    call.end()
  })

  const execution = await until(
    () => server.rested(executionId),
    ({ summary }) => summary.status === 'completed',
    40_000,
  )

  expect(execution.summary.status).toBe('completed')
  expect(execution.logs.map((entry) => entry.message).join()).toContain('Nobody waits')
}, 60_000)
