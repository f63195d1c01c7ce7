import { expect, test } from 'vitest'
import { log } from '#base/log'
import { createServer } from '#http'
import { authenticateWith } from '#hub/tenant'
import { testDatabase } from '#test/database'

/** The address that a server takes a caller for, who comes through a proxy. */
async function seen(trustProxy: readonly string[] | undefined, proxy: string): Promise<string> {
  await using database = await testDatabase()
  const { databases } = database
  const server = await createServer({
    settings: { host: '127.0.0.1', port: 0, publicUrl: 'http://localhost', version: '0', ...(trustProxy && { trustProxy }) },
    databases,
    log,
    routes: [],
    authenticate: authenticateWith(databases),
    extend: (app) => void app.get('/who', (request, reply) => reply.send(request.ip)),
  })
  const headers = { 'x-forwarded-for': '203.0.113.7' }
  const answer = await server.app.inject({ url: '/who', headers, remoteAddress: proxy })
  await server.close()
  return answer.body
}

test('a proxy is believed when it is named, and nobody else', async () => {
  expect(await seen(undefined, '127.0.0.1')).toBe('203.0.113.7')
  expect(await seen(undefined, '10.0.0.1')).toBe('10.0.0.1')
  expect(await seen(['10.0.0.0/8'], '10.0.0.1')).toBe('203.0.113.7')
  expect(await seen(['10.0.0.0/8'], '127.0.0.1')).toBe('127.0.0.1')
  expect(await seen(['uniquelocal'], '192.168.0.4')).toBe('203.0.113.7')
  expect(await seen([], '127.0.0.1')).toBe('127.0.0.1')
})
