import type { Execution } from '@steward/contract/api/execution'
import type { LiveEvent } from '@steward/contract/api/live-event'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { givenWorkflow } from '#test/given-workflow'
import { recordingPeer } from '#test/recording-peer'
import { until } from '#test/running'
import { type SeveralProcesses, severalProcesses } from '#test/several-processes'
import { ownerCookie, type ServerProcess } from '../../../test/server-process.ts'

type Api = Awaited<ReturnType<SeveralProcesses['api']>>

let several: SeveralProcesses
let http: ServerProcess
let worker: ServerProcess
let api: Api
let peer: Awaited<ReturnType<typeof recordingPeer>>

beforeAll(async () => {
  several = await severalProcesses()
  peer = await recordingPeer({ '/slow': 1_000 })
  http = await several.start('http')
  worker = await several.start('worker')
  await several.start('scheduler')
  api = await several.api(http)
}, 120_000)

afterAll(async () => {
  await several[Symbol.asyncDispose]()
  await peer[Symbol.asyncDispose]()
})

const hook = (path: string, responseMode: string, to: string) => ({
  name: 'Hook',
  type: 'webhook',
  version: 2,
  parameters: { httpMethod: 'POST', path, responseMode },
  to: { [to]: [0, 0] as const },
})
const set = (name: string, value: string, to: Record<string, readonly [number, number]> = {}) => ({
  name,
  type: 'set',
  version: 3.4,
  parameters: { assignments: { assignments: [{ id: '1', name: 'greeting', type: 'string', value }] }, options: {} },
  to,
})
const call = (name: string, path: string) => ({
  name,
  type: 'http_request',
  version: 4.2,
  parameters: { url: `${peer.url}${path}`, options: {} },
})

async function given(document: unknown): Promise<string> {
  const made = await api('POST', '/workflows', { document })
  expect(made.status, JSON.stringify(made.body)).toBe(201)
  const { id } = (made.body as { summary: { id: string } }).summary
  const active = await api('POST', `/workflows/${id}/activate`)
  expect(active.status, JSON.stringify(active.body)).toBe(200)
  return id
}

const send = (path: string, body: unknown) =>
  fetch(`${http.url}/webhook/${path}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  })

const execution = async (id: string) => (await api('GET', `/executions/${id}`)).body as unknown as Execution

const brief = (event: LiveEvent) => {
  if (event.type === 'execution.changed') return `execution ${event.execution.status}`
  if (event.type === 'approval.changed') return 'approval'
  return 'nodeName' in event ? `${event.type === 'node.started' ? 'start' : 'end'} ${event.nodeName}` : 'workflow'
}

/** Watches at the process with the role http; what has arrived so far is in `seen`. */
async function watch(query: string) {
  const leave = new AbortController()
  const seen: LiveEvent[] = []
  const answer = await fetch(`${http.url}/api/v1/events${query}`, {
    headers: { cookie: await ownerCookie(http.url, several.publicUrl) },
    signal: leave.signal,
  })
  expect(answer.status).toBe(200)
  const hearing = (async () => {
    let text = ''
    for await (const chunk of answer.body ?? []) {
      const frames = (text += Buffer.from(chunk as Uint8Array).toString()).split('\n\n')
      text = frames.pop() ?? ''
      for (const data of frames.map((frame) => /^data: (.*)$/m.exec(frame)?.[1]))
        if (data !== undefined) seen.push(JSON.parse(data) as LiveEvent)
    }
  })().catch(() => {})
  return {
    seen,
    [Symbol.asyncDispose]: async () => {
      leave.abort()
      await hearing
    },
  }
}

/** Which of the processes holds it, by what its row says. */
const holderOf = async (id: string) => {
  const [row] = await several.query<{ pid: number }>(
    'select w.pid from execution.workflow_executions e join execution.workers w on w.id = e.worker_id where e.id = $1',
    [id],
  )
  return row?.pid
}

test('a caller of one process gets what the last node gives in another', async () => {
  await given(givenWorkflow([hook('greet', 'lastNode', 'Set'), set('Set', '=hi {{ $json.body.name }}')]))

  const answers = await Promise.all(Array.from({ length: 20 }, (_, n) => send('greet', { name: `guest ${n}` })))

  expect(answers.map((answer) => answer.status)).toEqual(answers.map(() => 200))
  expect(await Promise.all(answers.map(async (answer) => answer.json()))).toEqual(
    answers.map((_, n) => ({ greeting: `hi guest ${n}` })),
  )
  const [first] = answers
  expect(await holderOf(first?.headers.get('x-execution-id') ?? '')).toBe(worker.child.pid)
})

test('what a respond node answers in one process reaches the caller of another before the rest is done', async () => {
  const respond = {
    name: 'Respond',
    type: 'respond_to_webhook',
    version: 1.1,
    parameters: { respondWith: 'text', responseBody: '=for {{ $json.body.name }}', options: { responseCode: 418 } },
    to: { Slow: [0, 0] as const },
  }
  await given(givenWorkflow([hook('respond', 'responseNode', 'Respond'), respond, call('Slow', '/slow')]))

  const answer = await send('respond', { name: 'Ada' })
  const id = answer.headers.get('x-execution-id') ?? ''
  const { status } = (await execution(id)).summary

  expect([answer.status, await answer.text(), status]).toEqual([418, 'for Ada', 'running'])
  await until(
    async () => (await execution(id)).summary.status,
    (now) => now === 'completed',
  )
})

test('a file that the last node gives in one process is sent by another', async () => {
  const toFile = {
    name: 'File',
    type: 'convert_to_file',
    version: 1.1,
    parameters: { operation: 'toText', sourceProperty: 'greeting', options: { fileName: 'big.txt' } },
  }
  const webhook = hook('file', 'lastNode', 'Set')
  const parameters = { ...webhook.parameters, responseData: 'firstEntryBinary' }
  const big = set('Set', `={{ 'x'.repeat(40000) }}`, { File: [0, 0] })
  await given(givenWorkflow([{ ...webhook, parameters }, big, toFile]))

  const answer = await send('file', {})

  expect([answer.status, (await answer.text()).length]).toEqual([200, 40_000])
})

test('a workflow that fails or is cancelled elsewhere is answered at once', async () => {
  const stop = { name: 'Stop', type: 'stop_and_error', version: 1, parameters: { errorMessage: 'no more' } }
  await given(givenWorkflow([hook('fail', 'lastNode', 'Stop'), stop]))
  await given(givenWorkflow([hook('cancelled', 'lastNode', 'Slow'), call('Slow', '/slow')]))

  const failed = await send('fail', {})
  const sent = send('cancelled', {})
  const open = await until(
    async () => (await api('GET', '/executions?status=running')).body['items'] as { id: string }[],
    (items) => items.length === 1,
  )
  await api('POST', `/executions/${open[0]?.id}/cancel`)

  expect([failed.status, await failed.json()]).toEqual([500, { message: 'Error in workflow' }])
  expect([(await sent).status, await (await sent).json()]).toEqual([500, { message: 'The workflow was cancelled.' }])
})

test('a start by hand is stored by one process and walked by another, with what it calls', async () => {
  const called = { name: 'Called', type: 'execute_workflow_trigger', version: 1, to: { Set: [0, 0] as const } }
  const callee = (await api('POST', '/workflows', { document: givenWorkflow([called, set('Set', 'from below')]) })).body
  const workflowId = (callee as { summary: { id: string } }).summary.id
  const callIt = { name: 'Call', type: 'execute_workflow', version: 1, parameters: { workflowId } }
  const id = await given(givenWorkflow([hook('byhand', 'onReceived', 'Call'), callIt]))

  const started = await api('POST', `/workflows/${id}/executions`, { items: [{ a: 1 }] })
  const over = await until(
    () => execution(String(started.body['id'])),
    ({ summary }) => summary.status === 'completed',
  )

  expect(started.status).toBe(202)
  expect(over.nodes.map((node) => [node.nodeName, node.outputs])).toEqual([
    ['Hook', [[expect.objectContaining({ json: { a: 1 } })]]],
    ['Call', [[expect.objectContaining({ json: expect.objectContaining({ greeting: 'from below' }) as unknown })]]],
  ])
})

test('who watches at one process sees what another does, node by node where they watch the workflow', async () => {
  const id = await given(givenWorkflow([hook('watched', 'onReceived', 'Set'), set('Set', 'hello')]))
  await using everything = await watch('')
  await using one = await watch(`?workflowId=${id}`)
  await using other = await watch('?workflowId=01890000-0000-7000-8000-000000000000')

  // Nobody is told when the other processes have heard that somebody watches, so a few calls are made until they have.
  await until(
    async () => {
      await send('watched', {})
      await new Promise((resolve) => setTimeout(resolve, 1_500))
      return one.seen.map(brief)
    },
    (seen) => seen.includes('end Set') && seen.at(-1) === 'execution completed',
  )

  const nodes = ['start Hook', 'end Hook', 'start Set', 'end Set']
  const last = one.seen.findLast((event) => event.type === 'node.finished')
  const ofLast = one.seen.filter((event) => 'executionId' in event && event.executionId === last?.executionId)
  expect(ofLast.map(brief)).toEqual(nodes)
  expect(one.seen.map(brief)).toContain('execution queued')
  await until(
    () => everything.seen.map(brief),
    (seen) => seen.includes('execution completed'),
  )
  expect(everything.seen.map(brief).filter((text) => nodes.includes(text))).toEqual([])
  expect(other.seen).toEqual([])
})

test('a test call may reach another process than the one at which a person listens, and counts once', async () => {
  const other = await several.start('http')
  const tried = givenWorkflow([hook('tried', 'lastNode', 'Set'), set('Set', '=hi {{ $json.body.name }}')])
  const { id } = ((await api('POST', '/workflows', { document: tried })).body as { summary: { id: string } }).summary
  const call = async (process: ServerProcess, name: string) => {
    const headers = { 'content-type': 'application/json' }
    const answer = await fetch(`${process.url}/webhook-test/tried`, { method: 'POST', headers, body: JSON.stringify({ name }) })
    return [answer.status, ((await answer.json()) as { greeting?: string }).greeting]
  }

  const listening = await api('POST', `/workflows/${id}/listen`)
  const answers = await Promise.all([call(other, 'Ada'), call(http, 'Ada')])
  const late = await call(other, 'Bob')

  expect(listening.body['addresses']).toEqual([{ node: 'Hook', method: 'POST', url: `${several.publicUrl}/webhook-test/tried` }])
  expect(answers.toSorted(([a], [b]) => Number(a) - Number(b))).toEqual([
    [200, 'hi Ada'],
    [404, undefined],
  ])
  expect(late[0]).toBe(404)
  await other.stop()
})

test('a call that resumes is stored by one process and answered when another has gone on', async () => {
  const url = set('Url', '={{ $execution.resumeUrl }}', { Wait: [0, 0] })
  const parameters = { resume: 'webhook', httpMethod: 'POST', responseMode: 'lastNode' }
  const wait = { name: 'Wait', type: 'wait', version: 1.1, parameters, to: { After: [0, 0] as const } }
  const after = set('After', '=back from {{ $json.body.name }}')
  await given(givenWorkflow([hook('resumed', 'onReceived', 'Url'), url, wait, after]))
  const id = (await send('resumed', {})).headers.get('x-execution-id') ?? ''
  const waiting = await until(
    () => execution(id),
    ({ summary }) => summary.status === 'waiting',
  )
  const item = waiting.nodes[1]?.outputs?.[0]?.[0] as { json: { greeting: string } }
  const address = item.json.greeting.replace(several.publicUrl, http.url)
  const headers = { 'content-type': 'application/json' }
  const resume = () => fetch(address, { method: 'POST', headers, body: JSON.stringify({ name: 'lunch' }) })

  const answers = await Promise.all([resume(), resume()])

  const [answered, refused] = answers.toSorted((a, b) => a.status - b.status)
  expect([answered?.status, await answered?.json(), refused?.status]).toEqual([200, { greeting: 'back from lunch' }, 409])
  expect(await holderOf(id)).toBe(worker.child.pid)
})

test('a retry is asked for at one process and walked by another', async () => {
  const flaky = { ...call('Flaky', '/flaky'), parameters: { url: '={{ $json.body.url }}', options: { timeout: 500 } } }
  await given(givenWorkflow([hook('flaky', 'lastNode', 'Flaky'), flaky]))
  const failed = await send('flaky', { url: 'http://127.0.0.1:9/nobody' })
  const id = failed.headers.get('x-execution-id') ?? ''

  const retried = await api('POST', `/executions/${id}/retry`, {})
  const over = await until(
    () => execution(String(retried.body['id'])),
    ({ summary }) => summary.endedAt !== null,
  )

  expect([failed.status, retried.status]).toEqual([500, 202])
  expect([over.summary.status, over.summary.retryOf, over.nodes.length]).toEqual(['failed', id, 2])
})

test('schedules are fired by the scheduler and walked by the worker', async () => {
  const every = {
    name: 'Clock',
    type: 'schedule_trigger',
    version: 1.2,
    parameters: { rule: { interval: [{ field: 'seconds', secondsInterval: 1 }] } },
    to: { Set: [0, 0] as const },
  }
  const id = await given(givenWorkflow([every, set('Set', 'tick')]))

  const over = await until(
    async () =>
      (await api('GET', `/executions?workflowId=${id}&status=completed`)).body['items'] as { id: string; mode: string }[],
    (items) => items.length >= 2,
  )
  await api('POST', `/workflows/${id}/deactivate`)

  expect(over.map((one) => one.mode)).toEqual(over.map(() => 'schedule'))
})

test('a process without the role http tells how it is and sends callers away', async () => {
  const read = async (path: string) => {
    const answer = await fetch(`${worker.url}${path}`)
    return [answer.status, (await answer.text()).slice(0, 400)] as const
  }

  expect((await read('/healthz'))[0]).toBe(200)
  expect((await read('/readyz'))[0]).toBe(200)
  expect((await read('/metrics'))[1]).toContain('# HELP')
  for (const path of ['/', '/api/v1/workflows', '/webhook/greet', '/api/openapi.json']) {
    const [status, text] = await read(path)
    expect([status, text]).toEqual([503, expect.stringContaining('has not the role http')])
  }
})

test('every process is listed with its roles', async () => {
  const rows = await several.query<{ roles: string[]; pid: number }>('select roles, pid from execution.workers order by roles')

  expect(rows.map((row) => row.roles)).toEqual([['http'], ['scheduler'], ['worker']])
  expect(rows[2]?.pid).toBe(worker.child.pid)
})

test('a process with another encryption key is refused', async () => {
  const key = Buffer.alloc(32, 9).toString('base64')

  await expect(several.start('http', { STEWARD_ENCRYPTION_KEY: key })).rejects.toThrow(
    'uses this database with another encryption key; give all processes the same STEWARD_ENCRYPTION_KEY',
  )
})
