import { createHmac } from 'node:crypto'
import { expect, test } from 'vitest'
import { givenWorkflow } from '#test/given-workflow'
import { running, type RunningInstallation } from '#test/running'

type Parameters = Record<string, unknown>

const hook = (parameters: Parameters, to: Record<string, readonly [number, number]> = {}) => ({
  name: 'Hook',
  type: 'webhook',
  version: 2,
  parameters: { httpMethod: 'POST', ...parameters },
  to,
})
const set = (value: string) => ({
  name: 'Set',
  type: 'set',
  version: 3.4,
  parameters: { assignments: { assignments: [{ id: '1', name: 'greeting', type: 'string', value }] }, options: {} },
})
const respond = (parameters: Parameters) => ({ name: 'Respond', type: 'respond_to_webhook', version: 1.1, parameters })

const send = (server: RunningInstallation, path: string, init: RequestInit = {}) =>
  fetch(`${server.url}/webhook/${path}`, { method: 'POST', redirect: 'manual', ...init })

/** What the workflow was given by the last call. */
async function received(server: RunningInstallation, id: string) {
  const execution = await server.rested(id)
  type Given = {
    json: Record<string, never>
    binary?: Record<string, { mimeType: string; fileName?: string; id?: string; data?: string }>
  }
  return execution.nodes[0]?.outputs?.[0]?.[0] as Given
}
const idOf = (answer: Response) => answer.headers.get('x-execution-id') ?? ''

test('a webhook answers at once, when its call is stored', async () => {
  await using server = await running()
  await server.given(
    givenWorkflow([hook({ path: 'now', options: { responseHeaders: { entries: [{ name: 'X-Kind', value: 'now' }] } } })]),
  )
  await server.given(givenWorkflow([hook({ path: 'text', responseCode: 201, options: { responseData: 'thanks' } })]))

  const json = await send(server, 'now')
  const text = await send(server, 'text')

  expect([json.status, json.headers.get('x-kind'), await json.json()]).toEqual([200, 'now', { message: 'Workflow was started' }])
  expect([text.status, await text.text()]).toEqual([201, 'thanks'])
  expect((await server.rested(idOf(json))).summary).toMatchObject({ status: 'completed', mode: 'webhook' })
})

test('a webhook answers with what the last node gives, in the form that is asked for', async () => {
  await using server = await running()
  const flow = (path: string, parameters: Parameters) =>
    server.given(
      givenWorkflow([
        hook({ path, responseMode: 'lastNode', ...parameters }, { Set: [0, 0] }),
        set('hi {{ $json.body.name }}'.replace(/^/, '=')),
      ]),
    )
  await flow('first', {})
  await flow('all', { responseData: 'allEntries' })
  await flow('none', { responseData: 'noData' })
  await flow('property', { options: { responsePropertyName: 'greeting' } })
  await flow('file', { responseData: 'firstEntryBinary' })
  const body = JSON.stringify({ name: 'Ada' })
  const call = (path: string) => send(server, path, { headers: { 'content-type': 'application/json' }, body })

  expect(await (await call('first')).json()).toEqual({ greeting: 'hi Ada' })
  expect(await (await call('all')).json()).toEqual([{ greeting: 'hi Ada' }])
  const none = await call('none')
  expect([none.status, await none.text()]).toEqual([200, ''])
  expect(await (await call('property')).text()).toBe('hi Ada')
  const file = await call('file')
  expect([file.status, await file.json()]).toEqual([500, { message: 'The last node gave no file named "data" to answer with.' }])
})

test('a file that comes in goes out as it was, small or large', async () => {
  await using server = await running()
  await server.given(givenWorkflow([hook({ path: 'echo', responseMode: 'lastNode', responseData: 'firstEntryBinary' })]))
  for (const bytes of [Buffer.from('small'), Buffer.alloc(300_000, 7)]) {
    const answer = await send(server, 'echo', { headers: { 'content-type': 'image/png' }, body: bytes })

    expect([answer.status, answer.headers.get('content-type')]).toEqual([200, 'image/png'])
    expect(Buffer.from(await answer.arrayBuffer()).equals(bytes)).toBe(true)
    const { binary } = await received(server, idOf(answer))
    expect(binary?.['data']?.id === undefined).toBe(bytes.length < 1000)
  }
})

test('a respond node settles status, headers, redirect and file, and the workflow goes on', async () => {
  await using server = await running()
  const flow = (path: string, parameters: Parameters) =>
    server.given(givenWorkflow([hook({ path, responseMode: 'responseNode' }, { Respond: [0, 0] }), respond(parameters)]))
  await flow('json', {
    respondWith: 'json',
    responseBody: '={{ { got: $json.body.n } }}',
    options: {
      responseCode: 202,
      responseHeaders: {
        entries: [
          { name: 'X-Mine', value: 'yes' },
          { name: 'Content-Length', value: '3' },
          { name: 'X-Bad', value: 'snow ☃' },
        ],
      },
    },
  })
  await flow('text', { respondWith: 'text', responseBody: '=<b>{{ $json.body.n }}</b>' })
  await flow('redirect', { respondWith: 'redirect', redirectURL: 'https://example.com/next' })
  await flow('nothing', { respondWith: 'noData' })
  await flow('file', { respondWith: 'binary' })
  const call = (path: string) => send(server, path, { headers: { 'content-type': 'application/json' }, body: '{"n":7}' })

  const json = await call('json')
  expect([json.status, json.headers.get('x-mine'), json.headers.get('x-bad'), await json.json()]).toEqual([
    202,
    'yes',
    null,
    { got: 7 },
  ])
  const text = await call('text')
  expect([text.headers.get('content-type'), await text.text()]).toEqual(['text/html; charset=utf-8', '<b>7</b>'])
  const redirect = await call('redirect')
  expect([redirect.status, redirect.headers.get('location')]).toEqual([307, 'https://example.com/next'])
  expect(await (await call('nothing')).text()).toBe('')
  const file = await send(server, 'file', { headers: { 'content-type': 'application/pdf' }, body: 'pdf' })
  expect([file.headers.get('content-type'), await file.text()]).toEqual(['application/pdf', 'pdf'])
  expect((await server.rested(idOf(json))).summary.status).toBe('completed')
})

test('a caller is told that the workflow failed and nothing of its inside', async () => {
  await using server = await running()
  const stop = { name: 'Stop', type: 'stop_and_error', parameters: { errorMessage: 'the secret password is 1234' } }
  await server.given(givenWorkflow([hook({ path: 'last', responseMode: 'lastNode' }, { Stop: [0, 0] }), stop]))
  await server.given(givenWorkflow([hook({ path: 'node', responseMode: 'responseNode' }, { Stop: [0, 0] }), stop]))
  await server.given(givenWorkflow([hook({ path: 'silent', responseMode: 'responseNode' })]))

  for (const path of ['last', 'node']) {
    const answer = await send(server, path)
    expect([answer.status, await answer.json()]).toEqual([500, { message: 'Error in workflow' }])
  }
  const silent = await send(server, 'silent')
  expect([silent.status, await silent.json()]).toEqual([200, { message: 'The workflow ended without an answer.' }])
})

test('a caller is answered after a short wait in the workflow', async () => {
  await using server = await running()
  const wait = { name: 'Wait', type: 'wait', version: 1.1, parameters: { amount: 0.3, unit: 'seconds' } }
  await server.given(
    givenWorkflow([
      hook({ path: 'later', responseMode: 'responseNode' }, { Wait: [0, 0] }),
      { ...wait, to: { Respond: [0, 0] } },
      respond({ respondWith: 'text', responseBody: 'at last' }),
    ]),
  )
  await server.given(givenWorkflow([hook({ path: 'last', responseMode: 'lastNode' }, { Wait: [0, 0] }), wait]))
  const began = performance.now()

  const [later, last] = await Promise.all([send(server, 'later'), send(server, 'last', { body: 'x' })])

  expect([later.status, await later.text()]).toEqual([200, 'at last'])
  expect([last.status, ((await last.json()) as { body: string }).body]).toEqual([200, 'x'])
  expect(performance.now() - began).toBeGreaterThan(290)
})

test('path parameters, query and every kind of body arrive', async () => {
  await using server = await running()
  await server.given(givenWorkflow([hook({ path: 'in/:kind', options: { rawBody: true } })]))
  const json = async (path: string, init: RequestInit) => received(server, idOf(await send(server, path, init)))
  const typed = (type: string, body: string) => ({ headers: { 'content-type': type }, body })

  const plain = await json('in/json?a=1&b=2&b=3', typed('application/json; charset=utf-8', '{"n":[1]}'))
  expect(plain.json).toMatchObject({
    params: { kind: 'json' },
    query: { a: '1', b: ['2', '3'] },
    body: { n: [1] },
    executionMode: 'production',
  })
  expect(plain.json['webhookUrl']).toBe(`${server.url}/webhook/in/:kind`)
  expect(Buffer.from(plain.binary?.['data']?.data ?? '', 'base64').toString()).toBe('{"n":[1]}')
  const form = await json('in/form', typed('application/x-www-form-urlencoded', 'a=1&b=2&b=3&__proto__=x'))
  expect(form.json['body']).toEqual({ a: '1', b: ['2', '3'] })
  expect((await json('in/text', typed('text/plain', 'häll😀'))).json['body']).toBe('häll😀')
  expect((await json('in/xml', typed('application/xml', '<a/>'))).json['body']).toBe('<a/>')
  expect((await json('in/empty', {})).json['body']).toEqual({})

  const parts = new FormData()
  parts.append('name', 'Ada')
  parts.append('photo', new Blob(['one'], { type: 'image/png' }), 'a.png')
  parts.append('photo', new Blob(['two'], { type: 'image/gif' }), 'b.gif')
  const multi = await json('in/parts', { body: parts })
  expect(multi.json['body']).toEqual({ name: 'Ada' })
  expect(multi.binary).toMatchObject({
    photo: { mimeType: 'image/png', fileName: 'a.png' },
    photo_1: { mimeType: 'image/gif', fileName: 'b.gif' },
  })
})

test('what cannot be read is refused with a problem and starts nothing', async () => {
  await using server = await running()
  await server.given(givenWorkflow([hook({ path: 'in' })]))
  const problem = async (answer: Response) => [answer.status, ((await answer.json()) as { code: string }).code]

  const broken = await send(server, 'in', { headers: { 'content-type': 'application/json' }, body: '{"a":' })
  expect(await problem(broken)).toEqual([400, 'execution.body_not_json'])
  const large = await send(server, 'in', { headers: { 'content-type': 'text/plain' }, body: 'x'.repeat(16 * 1024 * 1024 + 1) })
  expect(await problem(large)).toEqual([413, 'http.body_too_large'])
  const fits = await send(server, 'in', { headers: { 'content-type': 'text/plain' }, body: 'x'.repeat(16 * 1024 * 1024) })
  expect(fits.status).toBe(200)
  const parts = new FormData()
  for (const name of ['a', 'b']) parts.append(name, new Blob([Buffer.alloc(9 * 1024 * 1024)]), name)
  expect(await problem(await send(server, 'in', { body: parts }))).toEqual([413, 'http.body_too_large'])
  expect(await server.list()).toHaveLength(1)
})

test('only the methods that are listened for start it, and the refusal helps', async () => {
  await using server = await running()
  await server.given(givenWorkflow([hook({ path: 'many', multipleMethods: true, httpMethod: ['GET', 'PUT', 'HEAD'] })]))
  const call = (method: string, path = 'many') => send(server, path, { method })
  const detail = async (answer: Response) => [answer.status, ((await answer.json()) as { detail: string }).detail]

  expect([(await call('GET')).status, (await call('PUT')).status]).toEqual([200, 200])
  const head = await call('HEAD')
  expect([head.status, await head.text(), idOf(head)]).toEqual([200, '', expect.stringMatching(/^[0-9a-f-]{36}$/)])
  expect(await detail(await call('DELETE'))).toEqual([404, 'The webhook at "many" is called by GET, PUT, HEAD, not by DELETE.'])
  expect(await detail(await call('POST', 'nowhere'))).toEqual([
    404,
    'No active workflow listens for POST at "nowhere". Activate the workflow, or compare the path with that of its webhook.',
  ])
})

test('several methods go on by an output each, also when the journal is read again', async () => {
  await using server = await running()
  const parameters = {
    path: 'by-method',
    multipleMethods: true,
    httpMethod: ['GET', 'PUT', 'POST'],
    responseMode: 'responseNode',
  }
  const say = (name: string) => ({ ...respond({ respondWith: 'text', responseBody: `=${name} {{ $json.body.n }}` }), name })
  await server.given(
    givenWorkflow([
      { name: 'Hook', type: 'webhook', version: 2, parameters, to: { Got: [0, 0], Posted: [2, 0] } },
      say('Got'),
      say('Posted'),
    ]),
  )
  const call = (method: string, body?: string) =>
    send(server, 'by-method', {
      method,
      ...(body === undefined ? {} : { headers: { 'content-type': 'application/json' }, body }),
    })

  expect(await (await call('GET')).text()).toBe('Got ')
  expect(await (await call('PUT', '{"n":2}')).json()).toEqual({ message: 'The workflow ended without an answer.' })
  const posted = await call('POST', '{"n":3}')
  expect(await posted.text()).toBe('Posted 3')
  const { nodes } = await server.rested(idOf(posted))
  expect(nodes.map((node) => [node.nodeName, node.outputs?.map((items) => items.length)])).toEqual([
    ['Hook', [0, 0, 1]],
    ['Posted', [1]],
  ])
})

test('a webhook lives from the answer of its activation to the answer of its deactivation', async () => {
  await using server = await running()
  const flows = await Promise.all(
    Array.from({ length: 8 }, (_, n) =>
      server.given(givenWorkflow([hook({ path: `many-${n}` })], { name: `Many ${n}` }), { active: false }),
    ),
  )
  for (let round = 0; round < 3; round++) {
    // All at once: a table that was loaded earlier must not replace a newer one.
    const live = await Promise.all(
      flows.map(async (id, n) => {
        await server.api('POST', `/workflows/${id}/activate`)
        return (await send(server, `many-${n}`)).status
      }),
    )
    const gone = await Promise.all(
      flows.map(async (id, n) => {
        await server.api('POST', `/workflows/${id}/deactivate`)
        return (await send(server, `many-${n}`)).status
      }),
    )
    expect([live, gone]).toEqual([flows.map(() => 200), flows.map(() => 404)])
  }
})

test('pages of allowed origins may call it, after asking first', async () => {
  await using server = await running()
  await server.given(givenWorkflow([hook({ path: 'open' })]))
  await server.given(givenWorkflow([hook({ path: 'mine', options: { allowedOrigins: 'https://a.example, https://b.example' } })]))
  const ask = (path: string, origin: string) =>
    send(server, path, {
      method: 'OPTIONS',
      headers: { origin, 'access-control-request-method': 'POST', 'access-control-request-headers': 'authorization' },
    })
  const allowed = (answer: Response) => answer.headers.get('access-control-allow-origin')

  const asked = await ask('mine', 'https://b.example')
  expect([asked.status, allowed(asked)]).toEqual([204, 'https://b.example'])
  expect(asked.headers.get('access-control-allow-methods')).toBe('POST')
  expect(asked.headers.get('access-control-allow-headers')).toBe('authorization')
  expect(allowed(await ask('mine', 'https://evil.example'))).toBeNull()
  expect(allowed(await ask('open', 'https://evil.example'))).toBe('*')
  expect((await ask('nowhere', 'https://b.example')).status).toBe(404)
  expect(allowed(await send(server, 'mine', { headers: { origin: 'https://a.example' } }))).toBe('https://a.example')
  expect(allowed(await send(server, 'mine', { headers: { origin: 'https://evil.example' } }))).toBeNull()
})

test('a secret keeps strangers out: basic, header, token, and addresses', async () => {
  await using server = await running()
  const connect = async (kind: string, values: Parameters) => {
    const made = await server.api('POST', '/connections', { name: kind, type: kind, values })
    expect(made.status, JSON.stringify(made.body)).toBe(201)
    return { [kind]: { id: String(made.body['id']), name: kind } }
  }
  const flow = async (path: string, authentication: string, connections: Record<string, { id: string; name: string }>) =>
    server.given(givenWorkflow([{ ...hook({ path, authentication }), connections }], { name: path }))
  await flow('basic', 'basicAuth', await connect('httpBasicAuth', { user: 'ada', password: 'pässword' }))
  await flow('header', 'headerAuth', await connect('httpHeaderAuth', { name: 'X-Token', value: 'tok' }))
  await flow('jwt', 'jwtAuth', await connect('jwtAuth', { secret: 'shh', algorithm: 'HS256' }))
  await flow('bare', 'headerAuth', {})
  await server.given(givenWorkflow([hook({ path: 'far', options: { ipWhitelist: '10.0.0.0/8' } })]))
  const part = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url')
  const token = (secret: string, alg = 'HS256') => {
    const signed = `${part({ alg })}.${part({ sub: 'ada' })}`
    return `Bearer ${signed}.${createHmac('sha256', secret).update(signed).digest('base64url')}`
  }
  const basic = (text: string) => `Basic ${Buffer.from(text).toString('base64')}`
  const status = async (path: string, headers: Record<string, string> = {}) => (await send(server, path, { headers })).status

  expect(await status('basic', { authorization: basic('ada:pässword') })).toBe(200)
  expect([await status('basic', { authorization: basic('ada:no') }), await status('basic')]).toEqual([401, 401])
  expect(await status('header', { 'x-token': 'tok' })).toBe(200)
  expect([await status('header', { 'x-token': 'no' }), await status('header')]).toEqual([403, 403])
  expect(await status('jwt', { authorization: token('shh') })).toBe(200)
  expect((await received(server, String((await server.list()).at(-1)?.id))).json['jwtPayload']).toEqual({ sub: 'ada' })
  expect([
    await status('jwt', { authorization: token('no') }),
    await status('jwt', { authorization: token('shh', 'none') }),
  ]).toEqual([403, 403])
  expect([await status('bare'), await status('far')]).toEqual([403, 403])
  expect(await server.list()).toHaveLength(3)
})

test('while a person listens, one test call starts the newest saved version by hand', async () => {
  await using server = await running()
  const id = await server.given(
    givenWorkflow([hook({ path: 'try', responseMode: 'lastNode' }, { Set: [0, 0] }), set('real')], {
      pins: { Set: [{ json: { greeting: 'pinned' } }] },
    }),
    { active: false },
  )
  const other = await server.given(givenWorkflow([hook({ path: 'try' })], { name: 'Other' }), { active: false })
  const manual = await server.given(givenWorkflow([{ name: 'Start', type: 'manual_trigger' }]), { active: false })
  const call = () =>
    fetch(`${server.url}/webhook-test/try`, { method: 'POST', headers: { 'content-type': 'application/json' }, body: '{"n":1}' })
  const before = await call()

  const listening = await server.api('POST', `/workflows/${id}/listen`)
  const taken = await server.api('POST', `/workflows/${other}/listen`)
  const first = await call()
  const second = await call()
  const none = await server.api('POST', `/workflows/${manual}/listen`)

  expect([before.status, second.status]).toEqual([404, 404])
  expect(listening).toMatchObject({
    status: 200,
    body: { addresses: [{ node: 'Hook', method: 'POST', url: `${server.url}/webhook-test/try` }] },
  })
  expect([taken.status, taken.body['code']]).toEqual([409, 'execution.test_path_taken'])
  expect([none.status, none.body['code']]).toEqual([400, 'execution.no_webhook_trigger'])
  expect([first.status, await first.json()]).toEqual([200, { greeting: 'pinned' }])
  const execution = await server.rested(idOf(first))
  expect(execution.summary.mode).toBe('manual')
  expect(execution.nodes[0]?.outputs).toMatchObject([[{ json: { executionMode: 'test', body: { n: 1 } } }]])
})
