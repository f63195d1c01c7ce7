import { get, type IncomingMessage } from 'node:http'
import { expect, test } from 'vitest'
import { testInstallation } from '#test/installation'
import { type EventSink, route, sendEvents } from '#http'

/** A server with one stream, whose sink the test holds. */
async function withStream() {
  const held: { sink?: EventSink; left: number } = { left: 0 }
  const stream = route(
    {
      method: 'GET',
      path: '/stream',
      operationId: 'stream',
      tag: 'x',
      summary: '',
      permission: 'session',
      response: {},
      stream: true,
    },
    ({ reply }) =>
      sendEvents(reply, (sink) => {
        held.sink = sink
        return () => void (held.left += 1)
      }),
  )
  const steward = await testInstallation({ routes: [stream] })
  const { cookie = '' } = (await steward.owner()).headers
  const address = await steward.server.listen()
  const open = async () => {
    const response = await new Promise<IncomingMessage>((done, fail) =>
      get(`${address}/api/v1/stream`, { headers: { cookie } }, done).on('error', fail),
    )
    let text = ''
    response
      .setEncoding('utf8')
      .on('data', (chunk: string) => (text += chunk))
      .on('error', () => undefined)
    return { response, text: () => text }
  }
  return { steward, held, open }
}

test('events arrive as they are sent, one line of JSON each', async () => {
  const { steward, held, open } = await withStream()
  await using _ = steward
  const { response, text } = await open()

  held.sink?.send({ type: 'node.started', data: { text: 'two\nlines' }, id: '7' })

  expect(response.headers['content-type']).toBe('text/event-stream; charset=utf-8')
  expect(response.headers['content-security-policy']).toBeDefined()
  await expect.poll(text).toContain('id: 7\nevent: node.started\ndata: {"text":"two\\nlines"}\n\n')
})

test('a client that leaves is unsubscribed once', async () => {
  const { steward, held, open } = await withStream()
  await using _ = steward
  const { response } = await open()

  response.destroy()

  await expect.poll(() => held.left).toBe(1)
  expect(held.sink?.send({ type: 'late', data: null })).toBe(false)
  expect(held.sink?.closed).toBe(true)
})

test('a client that does not read is dropped instead of filling the memory', async () => {
  const { steward, held, open } = await withStream()
  await using _ = steward
  const { response } = await open()
  response.pause()

  const data = 'x'.repeat(100_000)
  let sent = 0
  while (held.sink?.send({ type: 'flood', data }) === true && sent < 1_000) {
    sent += 1
    await new Promise((done) => setImmediate(done))
  }

  expect(sent).toBeLessThan(1_000)
  await expect.poll(() => held.left).toBe(1)
  response.destroy()
})

test('a stopping server ends its streams and closes', async () => {
  const { steward, held, open } = await withStream()
  const { response } = await open()
  const ended = new Promise((done) => response.on('end', done))

  await steward[Symbol.asyncDispose]()

  await ended
  expect(held.left).toBe(1)
})

test('nobody listens without being signed in', async () => {
  const { steward } = await withStream()
  await using _ = steward

  expect((await steward.anonymous.send('GET', '/stream')).status).toBe(401)
})
