import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { log } from '#base/log'
import { ownerAccount, testInstallation } from '#test/installation'
import { testDatabase } from '#test/database'
import { createServer } from './server.ts'

let webRoot: string

beforeAll(() => {
  webRoot = mkdtempSync(join(tmpdir(), 'steward-headers-'))
  mkdirSync(join(webRoot, 'assets'))
  writeFileSync(
    join(webRoot, 'index.html'),
    '<meta property="csp-nonce" nonce="__CSP_NONCE__"><meta name="steward-web" content="__WEB_BUILD__"><style nonce="__CSP_NONCE__"></style>',
  )
  writeFileSync(join(webRoot, 'assets', 'app-1a2b.js'), 'run()')
})
afterAll(() => rmSync(webRoot, { recursive: true, force: true }))

const policyOf = (answer: { headers: Record<string, unknown> }) => String(answer.headers['content-security-policy'])

test('each page has a nonce of its own for styles, and allows no script or style that stands in it', async () => {
  await using steward = await testInstallation({ settings: { webRoot } })

  const pages = await Promise.all(['/', '/index.html', '/workflows/1', '/sign-in'].map((url) => steward.app.inject(url)))

  const nonces = pages.map((page) => /style-src 'self' 'nonce-([\w-]{24})'/.exec(policyOf(page))?.[1])
  expect(new Set(nonces).size).toBe(4)
  for (const [index, page] of pages.entries()) {
    expect(page.body).toContain(`nonce="${nonces[index]}"`)
    expect(page.body).not.toContain('__CSP_NONCE__')
    expect(policyOf(page)).not.toMatch(/unsafe-|\*|https?:/)
    expect(policyOf(page)).toContain("script-src 'self';")
    expect(policyOf(page)).toContain("frame-ancestors 'none'")
    expect(page.headers['cache-control']).toBe('no-store')
  }
})

test('every answer names the build of the web app, by which an older page finds out that it is one', async () => {
  await using steward = await testInstallation({ settings: { webRoot } })
  const built = async () => /<meta name="steward-web" content="([\w-]{12})">/.exec((await steward.app.inject('/')).body)?.[1]
  const first = await built()

  expect((await steward.anonymous.send('GET', '/setup')).headers['x-steward-web']).toBe(first)
  writeFileSync(join(webRoot, 'index.html'), `${readFileSync(join(webRoot, 'index.html'), 'utf8')}<!-- newer -->`)
  const second = await built()

  expect(second).not.toBe(first)
  expect((await steward.anonymous.send('GET', '/setup')).headers['x-steward-web']).toBe(second)
})

test('a fault of a page is written into the log under the id that the person is shown, without secrets', async () => {
  await using steward = await testInstallation()
  const owner = await steward.owner()
  const written: unknown[] = []
  const spy = vi.spyOn(log, 'error').mockImplementation((...line: unknown[]) => void written.push(line[0]))
  const report = { message: 'x is not a function, Bearer hunter2hunter2', stack: 'at draw', path: '/approve/abc' }

  const { body, status } = await owner.send('POST', '/reports', report)

  spy.mockRestore()
  expect(status).toBe(200)
  expect(written).toEqual([expect.objectContaining({ reportId: (body as { id: string }).id, stack: 'at draw' })])
  expect(JSON.stringify(written)).not.toContain('hunter2')
  expect((await steward.anonymous.send('POST', '/reports', report)).status).toBe(401)
  expect((await owner.send('POST', '/reports', { ...report, message: 'x'.repeat(2001) })).status).toBe(400)
})

test('answers of the API are data that nothing may run in or keep, refusals as well', async () => {
  await using steward = await testInstallation({ settings: { webRoot } })
  const owner = await steward.owner()
  const revoked = (await owner.send('POST', '/api-keys', { name: 'k' })).body as { key: { id: string } }

  const answers = [
    await owner.send('GET', '/session'),
    await steward.anonymous.send('GET', '/session'),
    await steward.anonymous.send('GET', '/api/v1/nothing'),
    await owner.send('DELETE', `/api-keys/${revoked.key.id}`),
  ]

  for (const { headers } of answers) {
    expect(headers).toMatchObject({
      'cache-control': 'no-store',
      'content-security-policy': "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
      'cross-origin-opener-policy': 'same-origin',
      'cross-origin-resource-policy': 'same-origin',
      'referrer-policy': 'same-origin',
      'x-content-type-options': 'nosniff',
      'x-frame-options': 'DENY',
    })
    expect(String(headers['permissions-policy'])).toContain('camera=()')
    for (const telling of ['server', 'x-powered-by', 'access-control-allow-origin']) expect(headers).not.toHaveProperty(telling)
  }
})

test('over HTTPS browsers are told to stay there, and cookies cannot come from a neighbour', async () => {
  await using plain = await testInstallation({ settings: { webRoot } })
  await using secure = await testInstallation({ settings: { webRoot, publicUrl: 'https://steward.example.com' } })

  const [atPlain, atSecure] = await Promise.all([plain, secure].map((one) => one.app.inject('/')))
  const made = await secure.client({ origin: 'https://steward.example.com' }).send('POST', '/setup', ownerAccount)

  expect(atPlain?.headers['strict-transport-security']).toBeUndefined()
  expect(atSecure?.headers['strict-transport-security']).toBe('max-age=31536000')
  expect(policyOf(atSecure as never)).toContain('upgrade-insecure-requests')
  expect(policyOf(atPlain as never)).not.toContain('upgrade-insecure-requests')
  expect(String(made.headers['set-cookie'])).toMatch(
    /^__Host-steward_session=[\w-]{43}; Path=\/; Expires=.+; HttpOnly; Secure; SameSite=Lax$/,
  )
})

test('a page that a workflow answers with is a stranger to us, and sets no cookie of ours', async () => {
  await using database = await testDatabase()
  const server = await createServer({
    settings: { host: '127.0.0.1', port: 0, publicUrl: 'http://localhost', version: '0' },
    databases: database.databases,
    log,
    routes: [],
    authenticate: async () => undefined,
    extend: (app) => {
      app.get('/webhook/page', (_, reply) => reply.type('text/html').send('<script>steal()</script>'))
      app.get('/webhook/picture', (_, reply) => reply.type('image/svg+xml').send('<svg/>'))
      app.get('/webhook/own', (_, reply) =>
        reply.header('content-security-policy', "default-src 'self'").type('text/html').send('<p>'),
      )
      app.get('/webhook/json', (_, reply) => reply.send({ a: 1 }))
      app.get('/webhook/cookies', (_, reply) =>
        reply
          .header('set-cookie', ['steward_session=x', '__Host-steward_session=x; Path=/', ' Steward_Browser=1', 'theirs=1'])
          .send('x'),
      )
    },
  })
  const ask = async (path: string) => (await server.app.inject(`/webhook/${path}`)).headers

  expect(policyOf({ headers: await ask('page') })).toMatch(/^sandbox allow-(?!.*allow-same-origin)/)
  expect(policyOf({ headers: await ask('picture') })).toMatch(/^sandbox /)
  expect(policyOf({ headers: await ask('own') })).toMatch(/^default-src 'self', sandbox /)
  expect(await ask('json')).not.toHaveProperty('content-security-policy')
  expect((await ask('json'))['x-content-type-options']).toBe('nosniff')
  expect((await ask('cookies'))['set-cookie']).toEqual(['theirs=1'])
  await server.close()
})
