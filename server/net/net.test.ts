import { randomBytes } from 'node:crypto'
import { createServer, type IncomingMessage, type RequestListener, type Server, type ServerResponse } from 'node:http'
import { createServer as createSecureServer } from 'node:https'
import { type AddressInfo, createServer as createRawServer, connect as connectRaw } from 'node:net'
import { gzipSync } from 'node:zlib'
import { afterAll, afterEach, describe, expect, test } from 'vitest'
import { createNet } from './index.ts'
import { localhostCertificate, localhostKey } from './localhost.fixture.ts'

const net = createNet({ timeoutMs: 5000, maxBytes: 100_000 })
const strict = createNet({ denyPrivate: true })
afterAll(() => Promise.all([net.close(), strict.close()]))

const open: { close: () => unknown; closeAllConnections?: () => void }[] = []
afterEach(() => {
  for (const server of open.splice(0)) {
    server.closeAllConnections?.()
    server.close()
  }
})

async function listen(server: Server | ReturnType<typeof createRawServer>): Promise<string> {
  open.push(server)
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return `127.0.0.1:${(server.address() as AddressInfo).port}`
}

const serve = async (handler: RequestListener) => `http://${await listen(createServer(handler))}`

type Seen = { method: string | undefined; url: string | undefined; headers: IncomingMessage['headers']; body: string }

/** A server that answers with what it was asked. */
const echo = () =>
  serve((request: IncomingMessage, response: ServerResponse) => {
    const chunks: Buffer[] = []
    request.on('data', (chunk: Buffer) => chunks.push(chunk))
    request.on('end', () => {
      const { method, url, headers } = request
      response.end(JSON.stringify({ method, url, headers, body: Buffer.concat(chunks).toString() }))
    })
  })

const read = (answer: { body: Uint8Array }) => JSON.parse(Buffer.from(answer.body).toString()) as Seen

describe('a call', () => {
  test('sends method, headers and body, and answers with status, headers and bytes', async () => {
    const url = await echo()

    const answer = await net.request({
      method: 'post',
      url: `${url}/a?b=1`,
      headers: { 'X-Id': '7', 'content-length': '999' },
      body: 'hello',
    })

    expect(answer).toMatchObject({ status: 200, statusText: 'OK', url: `${url}/a?b=1` })
    expect(read(answer)).toMatchObject({
      method: 'POST',
      url: '/a?b=1',
      body: 'hello',
      headers: { 'x-id': '7', 'content-length': '5' },
    })
  })

  test('gives every status back as an answer', async () => {
    const url = await serve((_, response) => void response.writeHead(503, { 'retry-after': '3' }).end('later'))

    expect(await net.request({ method: 'GET', url })).toMatchObject({ status: 503, headers: { 'retry-after': '3' } })
  })

  test('undoes compression', async () => {
    const url = await serve((_, response) => void response.writeHead(200, { 'content-encoding': 'gzip' }).end(gzipSync('packed')))

    expect(Buffer.from((await net.request({ method: 'GET', url })).body).toString()).toBe('packed')
  })

  test('a long answer that is compressed arrives whole, however it is cut', async () => {
    const long = randomBytes(3_000_000)
    const packed = gzipSync(long)
    const url = await serve((_, response) => {
      response.writeHead(200, { 'content-encoding': 'gzip' })
      for (let from = 0; from < packed.length; from += 70_001) response.write(packed.subarray(from, from + 70_001))
      response.end()
    })

    const { body } = await net.request({ method: 'GET', url, maxBytes: 4_000_000 })

    expect(Buffer.compare(body, long)).toBe(0)
  })

  test('calls of one service that follow each other use connections again', async () => {
    const server = createServer((_, response) => response.end('ok'))
    let connections = 0
    server.on('connection', () => (connections += 1))
    const url = `http://${await listen(server)}`

    for (let n = 0; n < 10; n++) await net.request({ method: 'POST', url, body: '{}' })

    // The pool may count a connection as busy for a moment after its answer.
    expect(connections).toBeLessThanOrEqual(2)
  })

  test('turns a name and password in the address into a header', async () => {
    const url = await echo()

    const answer = await net.request({ method: 'GET', url: url.replace('//', '//user:p%40ss@') })

    expect(read(answer).headers.authorization).toBe(`Basic ${Buffer.from('user:p@ss').toString('base64')}`)
    expect(answer.url).not.toContain('user')
  })
})

describe('redirects', () => {
  test('whoever calls hears of a redirect to another host before it is followed, and may refuse it', async () => {
    let reached = 0
    const there = await serve((_, response) => {
      reached += 1
      response.end('there')
    })
    const here = await serve(({ url }, response) => {
      response.writeHead(302, { location: url === '/first' ? '/second' : `${there}/third` }).end()
    })
    const heard: string[] = []
    const onRedirect = (url: string) => {
      heard.push(url)
      if (heard.length > 1) throw new Error('not there')
    }
    const call = { method: 'GET', url: `${here}/first`, onRedirect }

    expect((await net.request(call)).status).toBe(200)
    await expect(net.request(call)).rejects.toThrow('not there')
    expect([heard, reached]).toEqual([[`${there}/third`, `${there}/third`], 1])
  })

  test('a POST that is redirected becomes a GET, or stays one, as the status says', async () => {
    const target = await echo()
    const url = await serve(
      (request, response) => void response.writeHead(Number(request.url?.slice(1)), { location: `${target}/end` }).end(),
    )

    expect(read(await net.request({ method: 'POST', url: `${url}/302`, body: 'x' }))).toMatchObject({ method: 'GET', body: '' })
    expect(read(await net.request({ method: 'POST', url: `${url}/307`, body: 'x' }))).toMatchObject({ method: 'POST', body: 'x' })
  })

  test('secret headers do not follow to another origin', async () => {
    const target = await echo()
    const url = await serve((_, response) => void response.writeHead(302, { location: target }).end())
    const headers = { Authorization: 'Bearer s', Cookie: 'c=1', 'X-Api-Key': 'k', 'X-Special': 'z', Accept: 'text/plain' }

    const seen = read(await net.request({ method: 'GET', url, headers, secretHeaders: ['x-special'] })).headers

    expect(Object.keys(seen)).not.toEqual(expect.arrayContaining(['authorization']))
    expect([seen.cookie, seen['x-api-key'], seen['x-special'], seen.accept]).toEqual([
      undefined,
      undefined,
      undefined,
      'text/plain',
    ])
  })

  test('are not followed when told so, and not for ever', async () => {
    const url = await serve((_, response) => void response.writeHead(302, { location: '/' }).end())

    expect((await net.request({ method: 'GET', url, redirects: { follow: false, max: 0 } })).status).toBe(302)
    await expect(net.request({ method: 'GET', url, redirects: { follow: true, max: 3 } })).rejects.toThrow(
      'redirected more than 3 times',
    )
  })

  test.for(['http://0.0.0.0/', 'file:///etc/passwd', 'http://metadata.google.internal/', 'http://[::ffff:0:0]/'])(
    'to %s is refused',
    async (location) => {
      const url = await serve((_, response) => void response.writeHead(302, { location }).end())

      await expect(net.request({ method: 'GET', url })).rejects.toThrow(/refused|Only http/)
    },
  )
})

describe('what is never called', () => {
  // 0.0.0.0 stands here for all forbidden addresses: it leads to this machine,
  // where a server waits and would answer if the guard let a call through.
  test.for(['0.0.0.0', '0', '0x0', '00.0.0', 'good.example@0.0.0.0', '[::ffff:0:0]', '[::ffff:0.0.0.0]', '[::]', '[0:0::0]'])(
    'http://%s',
    async (host) => {
      const port = (await echo()).split(':').at(-1)

      await expect(net.request({ method: 'GET', url: `http://${host}:${port}/` })).rejects.toThrow(
        /^The call to .* was refused: /,
      )
    },
  )

  test.for([
    'file:///etc/passwd',
    'unix:/var/run/docker.sock',
    'ftp://example.com',
    'javascript:alert(1)',
    '/relative',
    'http://[fe80::1%25eth0]/',
    'nonsense',
    '',
  ])('the address "%s"', async (url) => {
    await expect(net.request({ method: 'GET', url })).rejects.toThrow(/Only http: and https:|is not a complete URL/)
  })

  test.for([
    'http://127.0.0.1:1/',
    'http://localhost:1/',
    'http://10.0.0.1/',
    'http://[::1]:1/',
    'http://[fc00::1]/',
    'http://192.168.1.1',
    'http://2130706433/',
  ])('private addresses where they are denied: %s', async (url) => {
    await expect(strict.request({ method: 'GET', url })).rejects.toThrow('this installation does not call private addresses')
  })

  test('a private address that is allowed by name or range is called', async () => {
    const url = await echo()
    for (const allowPrivate of [['127.0.0.0/8'], ['127.0.0.1']]) {
      const allowing = createNet({ denyPrivate: true, allowPrivate })
      expect((await allowing.request({ method: 'GET', url })).status).toBe(200)
      await allowing.close()
    }
  })

  test('line breaks in headers and odd methods', async () => {
    const url = await echo()

    await expect(net.request({ method: 'GET', url, headers: { a: 'b\r\nx: y' } })).rejects.toThrow(
      'The value of the header "a" contains a line break',
    )
    await expect(net.request({ method: 'GET', url, headers: { 'a\nb': 'c' } })).rejects.toThrow('cannot be the name of a header')
    await expect(net.request({ method: 'GET / HTTP/1.1\r\nX: y', url })).rejects.toThrow('is not a method')
  })
})

describe('answers that are too much', () => {
  test('announced as too large', async () => {
    const url = await serve((_, response) => void response.writeHead(200, { 'content-length': '900000' }).write('x'))

    await expect(net.request({ method: 'GET', url })).rejects.toThrow('is larger than 98 KB and was cut off')
  })

  test('streamed without end', async () => {
    const url = await serve((_, response) => {
      const timer = setInterval(() => response.write('x'.repeat(10_000)), 1)
      response.on('close', () => clearInterval(timer))
    })

    await expect(net.request({ method: 'GET', url })).rejects.toThrow('was cut off')
  })

  test('small until unpacked, once and twice', async () => {
    const bomb = gzipSync(Buffer.alloc(50_000_000))
    const url = await serve((request, response) =>
      request.url === '/2'
        ? void response.writeHead(200, { 'content-encoding': 'gzip, gzip' }).end(gzipSync(bomb))
        : void response.writeHead(200, { 'content-encoding': 'gzip' }).end(bomb),
    )

    await expect(net.request({ method: 'GET', url: `${url}/1` })).rejects.toThrow('was cut off')
    await expect(net.request({ method: 'GET', url: `${url}/2` })).rejects.toThrow('was cut off')
  })
})

describe('failures say what happened', () => {
  test('nothing listens', async () => {
    await expect(net.request({ method: 'GET', url: 'http://127.0.0.1:1/?key=secret' })).rejects.toThrow(
      'Nothing listens on port 1 of 127.0.0.1',
    )
  })

  test('no such name', async () => {
    await expect(net.request({ method: 'GET', url: 'http://nowhere.invalid/' })).rejects.toThrow(
      /There is no host named nowhere.invalid|could not be looked up/,
    )
  })

  test('too slow, before and within the body', async () => {
    const silent = await serve(() => undefined)
    const trickling = await serve((_, response) => void response.writeHead(200).write('x'))

    await expect(net.request({ method: 'GET', url: silent, timeoutMs: 150 })).rejects.toThrow('did not answer within 0.15 s')
    await expect(net.request({ method: 'GET', url: trickling, timeoutMs: 150 })).rejects.toThrow('did not answer within 0.15 s')
  })

  test('the execution is cancelled', async () => {
    const url = await serve(() => undefined)
    const abort = new AbortController()
    setTimeout(() => abort.abort(), 30)

    await expect(net.request({ method: 'GET', url }, abort.signal)).rejects.toThrow('the execution was cancelled')
  })

  test('the execution was cancelled before, and nothing is sent', async () => {
    let calls = 0
    const url = await serve((_, response) => void response.end(String((calls += 1))))

    await expect(net.request({ method: 'POST', url }, AbortSignal.abort())).rejects.toThrow('the execution was cancelled')
    await net.request({ method: 'POST', url })
    expect(calls).toBe(1)
  })

  test('not HTTP, or closed at once', async () => {
    const garbage = `http://${await listen(createRawServer((socket) => void socket.end('SSH-2.0-nope\r\n')))}`
    const closing = `http://${await listen(createRawServer((socket) => void socket.destroy()))}`

    await expect(net.request({ method: 'GET', url: garbage })).rejects.toThrow('something that is not HTTP')
    await expect(net.request({ method: 'GET', url: closing })).rejects.toThrow('closed the connection before it answered')
  })

  test('broken compression', async () => {
    const url = await serve((_, response) => void response.writeHead(200, { 'content-encoding': 'gzip' }).end('not gzip'))

    await expect(net.request({ method: 'GET', url })).rejects.toThrow('is compressed in a broken way')
  })
})

describe('TLS and proxies', () => {
  const secure = async () =>
    (
      await listen(
        createSecureServer({ key: localhostKey, cert: localhostCertificate }, (_, response) => void response.end('safe')),
      )
    ).replace('127.0.0.1', 'localhost')

  test('a certificate nobody vouches for is refused, allowed, or vouched for', async () => {
    const url = `https://${await secure()}`

    await expect(net.request({ method: 'GET', url })).rejects.toThrow('The certificate of localhost is self-signed.')
    expect((await net.request({ method: 'GET', url, allowUnauthorizedCerts: true })).status).toBe(200)
    expect((await net.request({ method: 'GET', url, tls: { ca: localhostCertificate } })).status).toBe(200)
    await expect(net.request({ method: 'GET', url })).rejects.toThrow('self-signed')
  })

  test('a server that does not speak TLS', async () => {
    const url = await echo()

    await expect(net.request({ method: 'GET', url: url.replace('http:', 'https:') })).rejects.toThrow('does not speak TLS')
  })

  test('a call goes through its proxy, and the guard still looks at the target', async () => {
    const target = await echo()
    let tunnels = 0
    const proxy = createServer()
    proxy.on('connect', (request, socket) => {
      tunnels++
      const [host, port] = (request.url ?? '').split(':')
      const upstream = connectRaw(Number(port), host, () => {
        socket.write('HTTP/1.1 200 OK\r\n\r\n')
        upstream.pipe(socket).pipe(upstream)
      })
      socket.on('error', () => upstream.destroy())
      upstream.on('error', () => socket.destroy())
    })
    proxy.on('request', (request, response) => {
      tunnels++
      response.end(JSON.stringify({ method: request.method, url: request.url, headers: {}, body: '' }))
    })
    const address = `http://${await listen(proxy)}`

    expect(read(await net.request({ method: 'GET', url: target, proxy: address })).method).toBe('GET')
    expect(tunnels).toBe(1)
    await expect(net.request({ method: 'GET', url: 'http://0.0.0.0/', proxy: address })).rejects.toThrow('was refused')
    await expect(net.request({ method: 'GET', url: target, proxy: address.replace('127.0.0.1', '0.0.0.0') })).rejects.toThrow(
      'was refused',
    )
    await expect(net.request({ method: 'GET', url: target, proxy: address.replace('127.0.0.1', 'metadata') })).rejects.toThrow(
      'was refused',
    )
    expect(tunnels).toBe(1)
  })
})
