import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { endpoints } from '@steward/contract/api/endpoints'
import { expect, test } from 'vitest'
import { browser, ownerAccount, testInstallation } from '#test/installation'
import { openApiDocument, route } from '#http'

test('an unknown path of the API is a problem and never the web app', async () => {
  await using steward = await testInstallation()

  const answer = await steward.anonymous.send('GET', '/api/v1/nothing')

  expect(answer.status).toBe(404)
  expect(answer.headers['content-type']).toBe('application/problem+json; charset=utf-8')
  expect(answer.body).toMatchObject({
    type: 'urn:steward:error:http.not_found',
    title: 'Not found',
    status: 404,
    code: 'http.not_found',
  })
  expect(answer.body['requestId']).toBe(answer.headers['x-request-id'])
})

test('a trick spelling of a path is refused before anything is looked up', async () => {
  await using steward = await testInstallation()
  const owner = await steward.owner()

  for (const path of ['//api/v1/session', '/api//v1/session', '/api/v1/%2fsession']) {
    expect(await owner.send('GET', path)).toMatchObject({ status: 400, body: { code: 'http.bad_path' } })
  }
})

test('a refused body names its field', async () => {
  await using steward = await testInstallation()

  const long = await steward.anonymous.send('POST', '/setup', { ...ownerAccount, password: 'long'.repeat(65) })
  const address = await steward.anonymous.send('POST', '/setup', { ...ownerAccount, email: 'nobody' })
  const missing = await steward.anonymous.send('POST', '/setup', { email: 'a@b.co', password: 'long enough to pass' })

  expect(long.body).toMatchObject({
    status: 400,
    code: 'http.invalid_request',
    detail: 'body.password: must have at most 256 characters.',
  })
  expect(address.body).toMatchObject({ detail: 'body.email: is not an e-mail address.' })
  expect(missing.body).toMatchObject({ detail: 'body.name: is missing.', params: { field: 'body.name' } })
})

test('bodies that are not JSON, too large, or poison prototypes are refused', async () => {
  await using steward = await testInstallation()
  const owner = await steward.owner()
  const poison = '{"name":"k","__proto__":{"scopes":[]}}'

  expect(await steward.anonymous.send('POST', '/setup', '{"email":')).toMatchObject({
    status: 400,
    body: { code: 'http.body_not_json' },
  })
  // No body at all is the endpoint's to judge, whatever type the request names.
  expect(await owner.send('POST', '/api-keys', '')).toMatchObject({ status: 400, body: { code: 'http.invalid_request' } })
  expect(await owner.send('POST', '/api-keys', poison)).toMatchObject({ status: 400 })
  expect(await owner.send('POST', '/api-keys', '{"name":"k","constructor":{"prototype":{"x":1}}}')).toMatchObject({ status: 400 })
  expect(await owner.send('POST', '/api-keys', { name: 'a'.repeat(1_100_000) })).toMatchObject({
    status: 413,
    body: { code: 'http.body_too_large' },
  })
  expect(await owner.send('POST', '/api-keys', 'name=k', { 'content-type': 'text/plain' })).toMatchObject({ status: 415 })
  expect(await owner.send('POST', '/api-keys', { name: 'nul \u0000 byte' })).toMatchObject({
    status: 400,
    body: { code: 'http.invalid_text' },
  })
  expect(({} as { x?: number }).x).toBeUndefined()
})

test('a change that is signed in by a cookie must come from a page of the installation', async () => {
  await using steward = await testInstallation()
  const { headers } = await steward.owner()
  const { cookie = '' } = headers
  const change = (more: Record<string, string>) => steward.client({ cookie, ...more }).send('POST', '/api-keys', { name: 'k' })

  expect(await change({ origin: 'https://evil.example' })).toMatchObject({ status: 403, body: { code: 'http.cross_origin' } })
  expect(await change({ origin: 'null' })).toMatchObject({ status: 403 })
  expect(await change({ 'sec-fetch-site': 'cross-site' })).toMatchObject({ status: 403 })
  expect(await change({ 'sec-fetch-site': 'same-site' })).toMatchObject({ status: 403 })
  expect(await change({ origin: 'http://127.0.0.1:4001' })).toMatchObject({ status: 403 })
  expect(await change({})).toMatchObject({ status: 403 })
  expect(await change(browser)).toMatchObject({ status: 201 })
  expect(await change({ origin: 'http://127.0.0.1:4000' })).toMatchObject({ status: 201 })
  expect(await steward.client({ cookie, origin: 'https://evil.example' }).send('GET', '/session')).toMatchObject({ status: 200 })
})

test('a foreign page cannot sign a visitor in', async () => {
  await using steward = await testInstallation()
  await steward.owner()

  const answer = await steward.client({ origin: 'https://evil.example' }).send('POST', '/session', ownerAccount)

  expect(answer).toMatchObject({ status: 403, body: { code: 'http.cross_origin' } })
})

test('an endpoint without a permission cannot be registered', async () => {
  const nameless = { method: 'GET', path: '/hole', operationId: 'hole', tag: 'x', summary: '', response: {} }
  const hole = route({ ...nameless, permission: undefined as never } as never, () => null as never)

  await expect(testInstallation({ routes: [hole] })).rejects.toThrow('names no permission')
})

test('what nobody foresaw is shown without detail', async () => {
  const bug = route(
    { method: 'GET', path: '/bug', operationId: 'bug', tag: 'x', summary: '', permission: 'public', response: {} },
    () => {
      throw new Error('password=hunter2')
    },
  )
  await using steward = await testInstallation({ routes: [bug] })

  const answer = await steward.anonymous.send('GET', '/bug')

  expect(answer.status).toBe(500)
  expect(answer.text).not.toContain('hunter2')
  expect(answer.body).toMatchObject({ code: 'http.internal' })
})

test('the process tells that it lives, can work, and how it fares', async () => {
  await using steward = await testInstallation()

  const [alive, ready] = [await steward.app.inject('/healthz'), await steward.app.inject('/readyz')]
  await steward.anonymous.send('GET', '/setup')
  const metrics = await steward.app.inject('/metrics')

  expect([alive.statusCode, ready.statusCode]).toEqual([200, 200])
  expect(metrics.body).toContain('route="/api/v1/setup",status="200"')
  expect(metrics.body).toContain('process_cpu_user_seconds_total')
})

test('a server that loses its database or stops is not ready', async () => {
  await using steward = await testInstallation()

  steward.server.drain()
  const draining = await steward.app.inject('/readyz')

  expect(draining.statusCode).toBe(503)
  expect(draining.json()).toMatchObject({ code: 'http.draining' })
})

test('the web app is served with a strict policy, its hashed files for ever', async () => {
  const webRoot = mkdtempSync(join(tmpdir(), 'steward-web-'))
  mkdirSync(join(webRoot, 'assets'))
  writeFileSync(join(webRoot, 'index.html'), '<h1>Steward</h1>')
  writeFileSync(join(webRoot, 'assets', 'app-1a2b.js'), 'run()')
  await using steward = await testInstallation({ settings: { webRoot } })

  const [front, deep, asset, lost] = await Promise.all(
    ['/', '/workflows/42', '/assets/app-1a2b.js', '/assets/gone.js'].map((url) => steward.app.inject(url)),
  )
  rmSync(webRoot, { recursive: true })

  expect(front?.body).toBe('<h1>Steward</h1>')
  expect(deep?.body).toBe('<h1>Steward</h1>')
  expect(front?.headers['cache-control']).toBe('no-store')
  expect(front?.headers['content-security-policy']).toContain("script-src 'self';")
  expect(front?.headers['content-security-policy']).not.toContain('unsafe-')
  expect(asset?.headers['cache-control']).toBe('public, max-age=31536000, immutable')
  expect(lost?.statusCode).toBe(404)
  expect(lost?.json()).toMatchObject({ code: 'http.not_found' })
})

test('the description names every endpoint, and every reference in it leads somewhere', () => {
  const document = openApiDocument(endpoints, '1.2.3') as { paths: Record<string, object>; components: { schemas: object } }

  const operations = Object.values(document.paths).flatMap((path) => Object.values(path) as { operationId: string }[])
  expect(operations.map((one) => one.operationId).sort()).toEqual(endpoints.map((one) => one.operationId).sort())
  const references = [...JSON.stringify(document).matchAll(/"#\/components\/schemas\/(\w+)"/g)].map((match) => match[1] ?? '')
  expect(references.length).toBeGreaterThan(20)
  expect(references.filter((name) => !Object.hasOwn(document.components.schemas, name))).toEqual([])
  expect(JSON.stringify(document)).not.toContain('$id')
})
