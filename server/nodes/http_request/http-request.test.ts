import type { Item, JsonObject } from '@steward/sdk/node'
import { afterEach, describe, expect, test } from 'vitest'
import { callNode, nodeCall, type NodeSituation } from '../../test/call-node.ts'
import node from './index.ts'
import { type Reply, type Seen, type Service, startService } from '../../test/scripted-peer.ts'

let service: Service
afterEach(() => service.close())

type More = Omit<NodeSituation, 'parameters' | 'io'> & {
  reply?: (request: Seen) => Reply
  connections?: Record<string, JsonObject>
}

async function run(
  parameters: (url: string) => JsonObject,
  { reply = () => ({ body: { ok: true } }), connections, ...more }: More = {},
): Promise<readonly Item[]> {
  service = await startService(reply)
  const [output = []] = await callNode(node, {
    version: 4.2,
    ...more,
    parameters: parameters(service.url),
    io: service.io(connections),
  })
  return output
}

const asked = () => service.seen[0]!

describe('what is sent', () => {
  test('the key of the effect goes under the header that the node names, another for each item and page', async () => {
    const paged = { paginationMode: 'updateAParameterInEachRequest', limitPagesFetched: true, maxRequests: 2 }
    const post = (url: string): JsonObject => ({
      method: 'POST',
      url,
      options: { pagination: { pagination: { ...paged, parameters: { parameters: [] } } } },
    })
    await run(post, { items: [{}, {}], idempotencyHeader: 'Idempotency-Key' })

    expect(new Set(service.seen.map(({ headers }) => headers['idempotency-key']))).toEqual(
      new Set(['key of item 0', 'key of item 0-1', 'key of item 1', 'key of item 1-1']),
    )
    expect(service.seen).toHaveLength(4)
  })

  test('a read carries no key, and one that is typed stays', async () => {
    await run((url) => ({ method: 'GET', url }), { idempotencyHeader: 'Idempotency-Key' })
    expect(asked().headers['idempotency-key']).toBeUndefined()
    await service.close()

    const headers = { parameters: [{ name: 'idempotency-key', value: 'mine' }] }
    await run((url) => ({ method: 'POST', url, sendHeaders: true, headerParameters: headers }), {
      idempotencyHeader: 'Idempotency-Key',
    })
    expect(asked().headers['idempotency-key']).toBe('mine')
  })

  test('query, headers and a JSON body from fields', async () => {
    await run((url) => ({
      method: 'POST',
      url: `${url}/a?x=1`,
      sendQuery: true,
      queryParameters: {
        parameters: [
          { name: 'q', value: 'ä b' },
          { name: 'ids', value: [1, 2] as never },
          { name: '', value: 'left over' },
        ],
      },
      sendHeaders: true,
      headerParameters: { parameters: [{ name: 'X-Id', value: '7' }] },
      sendBody: true,
      bodyParameters: {
        parameters: [
          { name: 'n', value: 1 },
          { name: 't', value: 'x' },
        ],
      },
    }))

    expect(asked()).toMatchObject({
      method: 'POST',
      path: '/a',
      body: '{"n":1,"t":"x"}',
      headers: { 'x-id': '7', 'content-type': 'application/json' },
    })
    expect([...asked().query]).toEqual([
      ['x', '1'],
      ['q', 'ä b'],
      ['ids[]', '1'],
      ['ids[]', '2'],
    ])
  })

  test('JSON as text, as a value, and broken', async () => {
    const send = (jsonBody: unknown) =>
      run((url) => ({ method: 'POST', url, sendBody: true, specifyBody: 'json', jsonBody: jsonBody as string }))

    await send('{ "a": [1] }')
    expect(asked().body).toBe('{"a":[1]}')
    await service.close()
    await send({ b: true })
    expect(asked().body).toBe('{"b":true}')
    await service.close()
    await expect(send('{ "a": ')).rejects.toThrow('JSON parameter needs to be valid JSON')
    expect(service.seen).toEqual([])
  })

  test('forms, text, and files of the item', async () => {
    const items: Item[] = [
      {
        json: {},
        binary: { photo: { mimeType: 'image/png', fileName: 'a"b.png', data: Buffer.from('PNG').toString('base64') } },
      },
    ]

    await run((url) => ({
      method: 'POST',
      url,
      sendBody: true,
      contentType: 'form-urlencoded',
      bodyParameters: { parameters: [{ name: 'a', value: 'x&y' }] },
    }))
    expect([asked().body, asked().headers['content-type']]).toEqual(['a=x%26y', 'application/x-www-form-urlencoded'])
    await service.close()

    await run((url) => ({ method: 'PUT', url, sendBody: true, contentType: 'raw', rawContentType: 'text/csv', body: 'a,b' }))
    expect([asked().body, asked().headers['content-type']]).toEqual(['a,b', 'text/csv'])
    await service.close()

    await run((url) => ({ method: 'PUT', url, sendBody: true, contentType: 'binaryData', inputDataFieldName: 'photo' }), {
      items,
    })
    expect([asked().body, asked().headers['content-type']]).toEqual(['PNG', 'image/png'])
    await service.close()

    await run(
      (url) => ({
        method: 'POST',
        url,
        sendBody: true,
        contentType: 'multipart-form-data',
        bodyParameters: {
          parameters: [
            { name: 'title', value: 'x' },
            { parameterType: 'formBinaryData', name: 'file', inputDataFieldName: 'photo' },
          ],
        },
      }),
      { items },
    )
    const form = await new Response(Buffer.from(asked().body, 'latin1'), {
      headers: { 'content-type': asked().headers['content-type'] ?? '' },
    }).formData()
    expect(form.get('title')).toBe('x')
    expect(await (form.get('file') as File).text()).toBe('PNG')
  })

  test('a missing file is named, with those that are there', async () => {
    await expect(
      run((url) => ({ method: 'PUT', url, sendBody: true, contentType: 'binaryData', inputDataFieldName: 'photo' })),
    ).rejects.toThrow('The item has no file in the field "photo".')
  })

  test('versions 1 and 2', async () => {
    await run(
      (url) => ({
        requestMethod: 'POST',
        url,
        jsonParameters: true,
        bodyParametersJson: '{"a":1}',
        queryParametersJson: '{"q":2}',
        headerParametersJson: '{"X-A":"b"}',
      }),
      { version: 1 },
    )
    expect(asked()).toMatchObject({ method: 'POST', body: '{"a":1}', headers: { 'x-a': 'b' } })
    expect(asked().query.get('q')).toBe('2')
    await service.close()

    await run((url) => ({ requestMethod: 'POST', url, bodyParametersUi: { parameter: [{ name: 'a', value: 'b' }] } }), {
      version: 2,
    })
    expect(asked().body).toBe('{"a":"b"}')
  })
})

describe('what comes back', () => {
  const answers: Record<string, Reply> = {
    list: { body: [{ a: 1 }, { a: 2 }, 3] },
    text: { body: 'plain', headers: { 'content-type': 'text/plain' } },
    file: {
      body: Buffer.from('PDF'),
      headers: { 'content-type': 'application/pdf', 'content-disposition': 'attachment; filename="../../etc/r.pdf"' },
    },
    empty: { status: 204, body: '' },
    broken: { body: '{"a":', headers: { 'content-type': 'application/json' } },
  }
  const get = (name: string, response: JsonObject = {}, more: More = {}) =>
    run((url) => ({ url, options: { response: { response } } }), { reply: () => answers[name] ?? {}, ...more })

  test('each element of an array is an item', async () => {
    expect(await get('list')).toEqual([{ a: 1 }, { a: 2 }, { data: 3 }].map((json) => ({ json, pairedItem: { item: 0 } })))
  })

  test('text and files go into a field', async () => {
    expect((await get('text'))[0]?.json).toEqual({ data: 'plain' })
    await service.close()
    expect((await get('file', {}, { items: [{ json: { keep: 1 } }] }))[0]).toMatchObject({
      json: { keep: 1 },
      binary: { data: { mimeType: 'application/pdf', fileName: 'r.pdf', data: 'UERG' } },
    })
    await service.close()
    expect((await get('list', { responseFormat: 'text', outputPropertyName: 'raw' }))[0]?.json).toEqual({
      raw: '[{"a":1},{"a":2},3]',
    })
  })

  test('the whole answer', async () => {
    expect((await get('list', { fullResponse: true }))[0]?.json).toMatchObject({
      statusCode: 200,
      statusMessage: 'OK',
      body: [{ a: 1 }, { a: 2 }, 3],
      headers: { 'content-type': 'application/json' },
    })
  })

  test('an empty and a broken answer', async () => {
    expect((await get('empty', { responseFormat: 'json' }))[0]?.json).toEqual({})
    await service.close()
    await expect(get('broken')).rejects.toThrow('The response is not valid JSON. Change "Response Format" to "Text".')
  })

  test('versions 1 and 2 keep an array in one item, or split it', async () => {
    const old = (options: JsonObject) => run((url) => ({ url, options }), { version: 1, reply: () => answers['list'] ?? {} })

    expect((await old({}))[0]?.json).toEqual([{ a: 1 }, { a: 2 }, 3])
    await service.close()
    expect(await old({ splitIntoItems: true })).toHaveLength(3)
  })
})

describe('refusals', () => {
  const busy = () => ({ status: 429, headers: { 'retry-after': '2' }, body: { error: { message: 'Slow down' } } })

  test('say the status, the reason and when to come back', async () => {
    await expect(run((url) => ({ url }), { reply: busy })).rejects.toMatchObject({
      message: 'The service refused the request: 429 Too Many Requests',
      description: 'Slow down',
      retryable: true,
      itemIndex: 0,
      details: { status: 429, retryAfterMs: 2000 },
    })
    await service.close()
    await expect(run((url) => ({ url }), { reply: () => ({ status: 404 }) })).rejects.toMatchObject({
      message: 'The service refused the request: 404 Not Found',
      retryable: false,
    })
  })

  test('are answers when the node says so', async () => {
    const options = { response: { response: { neverError: true, fullResponse: true } } }

    expect((await run((url) => ({ url, options }), { reply: busy }))[0]?.json).toMatchObject({ statusCode: 429 })
  })

  test('of one item leave the others', async () => {
    const output = await run((url) => ({ url: `=${url}` }), {
      items: [{ n: 1 }, { n: 2 }, { n: 3 }],
      onError: 'continueRegularOutput',
      evaluate: (text, index) => `${text.slice(1)}/${index}`,
      reply: ({ path }) => (path === '/1' ? { status: 500 } : { body: { path } }),
    })

    expect(output).toMatchObject([
      { json: { path: '/0' } },
      { json: { error: 'The service refused the request: 500 Internal Server Error' }, pairedItem: { item: 1 } },
      { json: { path: '/2' } },
    ])
  })

  test('never show the secrets of the connection', async () => {
    const connections = { httpHeaderAuth: { name: 'X-Key', value: 'sk-very-secret' } }
    const failing = run((url) => ({ url, authentication: 'genericCredentialType', genericAuthType: 'httpHeaderAuth' }), {
      connections,
      reply: ({ headers }) => ({ status: 401, body: { message: `bad key ${String(headers['x-key'])}` } }),
    })
    const error: unknown = await failing.catch((thrown: unknown) => thrown)

    expect(JSON.stringify([String(error), error])).not.toContain('sk-very-secret')
    expect(error).toMatchObject({ description: 'bad key •••' })
  })
})

describe('authentication', () => {
  const send = (genericAuthType: string, values: JsonObject, reply?: (request: Seen) => Reply) =>
    run((url) => ({ url: `${url}/x?a=1`, authentication: 'genericCredentialType', genericAuthType }), {
      connections: { [genericAuthType]: values },
      ...(reply === undefined ? {} : { reply }),
    })

  test('basic, bearer, header, query and custom', async () => {
    await send('httpBasicAuth', { user: 'u', password: 'p' })
    expect(asked().headers.authorization).toBe('Basic dTpw')
    await service.close()
    await send('httpBearerAuth', { token: 't' })
    expect(asked().headers.authorization).toBe('Bearer t')
    await service.close()
    await send('httpHeaderAuth', { name: 'X-Key', value: 'v' })
    expect(asked().headers['x-key']).toBe('v')
    await service.close()
    await send('httpQueryAuth', { name: 'key', value: 'v' })
    expect(asked().query.get('key')).toBe('v')
    await service.close()
    await send('httpCustomAuth', { json: '{"headers":{"x-a":"1"},"qs":{"b":"2"}}' })
    expect([asked().headers['x-a'], asked().query.get('b')]).toEqual(['1', '2'])
  })

  test('digest answers the challenge', async () => {
    await send('httpDigestAuth', { user: 'Mufasa', password: 'Circle of Life' }, ({ headers }) =>
      headers.authorization === undefined
        ? {
            status: 401,
            headers: { 'www-authenticate': 'Digest realm="r", qop="auth", nonce="n", opaque="o", algorithm=SHA-256' },
          }
        : { body: {} },
    )

    expect(service.seen[1]?.headers.authorization).toMatch(
      /^Digest username="Mufasa", realm="r", nonce="n", uri="\/x\?a=1", algorithm=SHA-256, response="[0-9a-f]{64}", qop=auth, nc=00000001/,
    )
  })

  test('client credentials are exchanged for a token, once', async () => {
    service = await startService(({ path }) => (path === '/token' ? { body: { access_token: 'fresh', expires_in: 3600 } } : {}))
    const values = {
      grantType: 'clientCredentials',
      accessTokenUrl: `${service.url}/token`,
      clientId: 'id',
      clientSecret: 'secret',
      scope: 'a b',
    }
    const situation = {
      version: 4.2,
      items: [{}, {}],
      io: service.io({ oAuth2Api: values }),
      parameters: { url: service.url, authentication: 'genericCredentialType', genericAuthType: 'oAuth2Api' },
    }

    await callNode(node, situation)
    await callNode(node, situation)

    expect(service.seen.map(({ path }) => path)).toEqual(['/token', '/', '/', '/', '/'])
    expect(service.seen[0]).toMatchObject({
      body: 'grant_type=client_credentials&scope=a+b',
      headers: { authorization: 'Basic aWQ6c2VjcmV0' },
    })
    expect(service.seen[1]?.headers.authorization).toBe('Bearer fresh')
  })

  test('the connection of a service', async () => {
    await run((url) => ({ url, authentication: 'predefinedCredentialType', nodeCredentialType: 'notionApi' }), {
      connections: { notionApi: { apiKey: 'n' } },
    })
    expect(asked().headers).toMatchObject({ authorization: 'Bearer n', 'notion-version': '2022-06-28' })
    await service.close()
    await run((url) => ({ url, authentication: 'predefinedCredentialType', nodeCredentialType: 'someNewApi' }), {
      connections: { someNewApi: { accessToken: 'a' } },
    })
    expect(asked().headers.authorization).toBe('Bearer a')
  })

  test('what is missing or not supported is said', async () => {
    await expect(
      run((url) => ({ url, authentication: 'genericCredentialType', genericAuthType: 'httpBasicAuth' })),
    ).rejects.toThrow('The node has no connection of the kind "httpBasicAuth".')
    await service.close()
    await expect(send('oAuth1Api', { a: 'b' })).rejects.toThrow('Authentication of the kind "oAuth1Api" is not supported yet.')
  })
})

describe('pages and batches', () => {
  const evaluate: NonNullable<NodeSituation['evaluate']> = (text, _, names) => {
    const { $response, $pageCount } = (names ?? {}) as {
      $response: { body: { next?: string; items?: unknown[] } }
      $pageCount: number
    }
    return text === '=next'
      ? $response.body.next
      : text === '=page'
        ? $pageCount + 1
        : text === '=done'
          ? $response.body.items?.length === 0
          : text
  }
  const pages = (pagination: JsonObject, reply: (request: Seen) => Reply) =>
    run((url) => ({ url, options: { pagination: { pagination } } }), { reply, evaluate })

  test('follow the next address in the answer', async () => {
    const output = await pages({ paginationMode: 'responseContainsNextURL', nextURL: '=next' }, ({ query }) => ({
      body: { page: query.get('p'), ...(query.get('p') === '2' ? {} : { next: `/?p=${Number(query.get('p')) + 1}` }) },
    }))

    expect(output.map(({ json }) => json['page'])).toEqual([null, '1', '2'])
  })

  test('change a parameter until an expression, an empty answer, a status or a limit', async () => {
    const parameters = { parameters: [{ type: 'qs', name: 'page', value: '=page' }] }
    const seen = () => service.seen.map(({ query }) => query.get('page'))

    await pages({ parameters, paginationCompleteWhen: 'other', completeExpression: '=done' }, ({ query }) => ({
      body: { items: query.get('page') === '3' ? [] : [query.get('page')] },
    }))
    expect(seen()).toEqual(['1', '2', '3'])
    await service.close()

    expect(
      await pages({ parameters }, ({ query }) => ({ body: query.get('page') === '3' ? [] : [{ page: query.get('page') }] })),
    ).toHaveLength(2)
    await service.close()

    const codes = { paginationCompleteWhen: 'receiveSpecificStatusCodes', statusCodesWhenComplete: '404, 410' }
    expect(
      await pages({ parameters, ...codes }, ({ query }) =>
        query.get('page') === '3' ? { status: 404 } : { body: { page: query.get('page') } },
      ),
    ).toHaveLength(2)
    await service.close()

    await pages({ parameters, limitPagesFetched: true, maxRequests: 2 }, ({ query }) => ({ body: { page: query.get('page') } }))
    expect(seen()).toEqual(['1', '2'])
  })

  test('a service that gives the same page again and again is stopped', async () => {
    await expect(pages({}, () => ({ body: { same: 1 } }))).rejects.toThrow('The service gave the same page six times')
  })

  test('batches wait for each other', async () => {
    const started = performance.now()

    await run((url) => ({ url, options: { batching: { batch: { batchSize: 2, batchInterval: 60 } } } }), {
      items: [{}, {}, {}, {}, {}],
    })

    expect(service.seen).toHaveLength(5)
    expect(performance.now() - started).toBeGreaterThan(110)
  })
})

describe('what is told before the call', () => {
  const reader = (parameters: JsonObject, version = 4.2) => nodeCall(node, { parameters, version })
  const effect = (parameters: JsonObject, version?: number) =>
    typeof node.effect === 'function' ? node.effect(reader(parameters, version), 0) : node.effect

  test('the effect class follows the method', async () => {
    service = await startService(() => ({}))

    expect(['GET', 'HEAD', 'OPTIONS', 'POST', 'PUT', 'PATCH', 'DELETE'].map((method) => effect({ method }))).toEqual([
      'read',
      'read',
      'read',
      'write',
      'write',
      'write',
      'delete',
    ])
    expect([effect({}), effect({ requestMethod: 'POST' }, 1)]).toEqual(['read', 'write'])
  })

  test('the host, as far as it is written out', async () => {
    service = await startService(() => ({}))
    const target = (url: string) => node.target?.(reader({ url }).node)

    expect([
      target('https://api.example.com:8443/a?b'),
      target('=https://x.example/{{ $json.id }}'),
      target('https://user:secret@x.example/'),
      target('={{ $json.url }}'),
      target(''),
    ]).toEqual(['api.example.com:8443', 'x.example', 'x.example', '{{ $json.url }}', null])
  })

  test('a call with an idempotency key may be repeated', async () => {
    service = await startService(() => ({}))

    expect(
      node.repeatable?.(reader({ method: 'POST', headerParameters: { parameters: [{ name: 'Idempotency-Key', value: 'k' }] } })),
    ).toBe(true)
    expect(node.repeatable?.(reader({ method: 'POST', headerParameters: { parameters: [{ name: 'X', value: 'k' }] } }))).toBe(
      false,
    )
  })
})
