import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { expect, test } from 'vitest'
import { createClient } from './client.ts'

/** A server that says what it was asked, in place of an installation. */
async function echo() {
  const server = createServer((request, response) => {
    const { method, url, headers } = request
    const refuse = url === '/api/v1/session'
    response.writeHead(refuse ? 401 : 200, { 'content-type': refuse ? 'application/problem+json' : 'application/json' })
    response.end(
      JSON.stringify(refuse ? { code: 'http.unauthenticated' } : { method, url, authorization: headers.authorization }),
    )
  })
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
  const { port } = server.address() as AddressInfo
  return {
    url: `http://127.0.0.1:${port}`,
    [Symbol.asyncDispose]: async () => void (await new Promise((done) => server.close(done))),
  }
}

test('the client fills paths and queries in and sends the key', async () => {
  await using server = await echo()
  const client = createClient({ baseUrl: `${server.url}/`, apiKey: 'stw_x' })

  const { data } = await client.GET('/api/v1/workflows/{id}/versions', { params: { path: { id: 'a/b' }, query: { limit: 2 } } })

  expect(data).toEqual({ method: 'GET', url: '/api/v1/workflows/a%2Fb/versions?limit=2', authorization: 'Bearer stw_x' })
})

test('a refusal is an error with its code, not an exception', async () => {
  await using server = await echo()

  const { data, error, response } = await createClient({ baseUrl: server.url }).GET('/api/v1/session')

  expect(data).toBeUndefined()
  expect(response.status).toBe(401)
  expect(error?.code).toBe('http.unauthenticated')
})
