import { createECDH, randomBytes } from 'node:crypto'
import { createServer } from 'node:https'
import type { AddressInfo } from 'node:net'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { createNet } from '#net'
import { type Json, running, type RunningInstallation, until } from '#test/running'
import { localhostCertificate, localhostKey } from '#test/localhost'
import { tellPeople } from '../notification/tell-people.ts'

/** A push service on this machine that answers as it is told to. */
const service = createServer({ cert: localhostCertificate, key: localhostKey })
const answer = { status: 201 }
const got: { readonly path: string; readonly headers: Record<string, unknown>; readonly bytes: Buffer }[] = []
service.on('request', (request, response) => {
  const parts: Buffer[] = []
  request.on('data', (part: Buffer) => parts.push(part))
  request.on('end', () => {
    got.push({ path: request.url ?? '', headers: request.headers, bytes: Buffer.concat(parts) })
    response.writeHead(answer.status).end('words of the service')
  })
})
const calls = createNet()
const pushNet = {
  ...calls,
  request: (call: Parameters<typeof calls.request>[0]) => calls.request({ ...call, tls: { ca: localhostCertificate } }),
}

let open: RunningInstallation
let guarded: RunningInstallation
let base: string
beforeAll(async () => {
  await new Promise<void>((done) => service.listen(0, '127.0.0.1', done))
  base = `https://localhost:${(service.address() as AddressInfo).port}`
  ;[open, guarded] = await Promise.all([running(undefined, { pushNet }), running()])
})
afterAll(async () => {
  await open[Symbol.asyncDispose]()
  await guarded[Symbol.asyncDispose]()
  service.close()
})

function browserAt(endpoint: string): { endpoint: string; keys: { p256dh: string; auth: string } } {
  const own = createECDH('prime256v1')
  return { endpoint, keys: { p256dh: own.generateKeys('base64url'), auth: randomBytes(16).toString('base64url') } }
}

test('a browser is told, with what only it can read, and one that takes no more is forgotten', async () => {
  const { user, workspace } = (await open.api('GET', '/session')).body as { user: { id: string }; workspace: { id: string } }
  const made = await open.api('POST', '/push-subscriptions', browserAt(`${base}/secret-of-the-browser`))
  expect(made.status).toBe(201)
  expect(JSON.stringify((await open.api('GET', '/push-subscriptions')).body)).not.toContain('secret-of-the-browser')
  const tell = (subject: string) =>
    open.databases.transaction('execution', (tx) =>
      tellPeople(tx, {
        kind: 'execution_failed',
        workspaceId: workspace.id,
        subject,
        parts: { workflow: 'Payroll', node: null },
        path: '/executions/1',
        people: [user.id],
      }),
    )

  await tell('a')
  const [message] = await until(
    () => got,
    (all) => all.length > 0,
  )
  expect(message?.headers).toMatchObject({ 'content-encoding': 'aes128gcm', ttl: '86400' })
  expect(String(message?.headers['authorization'])).toMatch(/^vapid t=/)
  expect(message?.bytes.toString('latin1')).not.toContain('Payroll')
  // The same again before it is read is counted and not sent.
  await tell('a')
  await until(
    async () => (await open.api('GET', '/notifications')).body['items'] as Json[],
    ([first]) => first?.['count'] === 2,
  )
  expect((await open.databases.pool('profile').query('select 1 from push_messages where due_at <= now()')).rows).toEqual([])

  const id = String(made.body['id'])
  answer.status = 429
  expect((await open.api('POST', `/push-subscriptions/${id}/test`)).body).toEqual({
    outcome: 'refused',
    detail: 'The push service answered 429.',
  })
  answer.status = 410
  await tell('b')
  await until(
    async () => (await open.api('GET', '/push-subscriptions')).body['items'] as Json[],
    (items) => items.length === 0,
  )
  expect((await open.api('POST', `/push-subscriptions/${id}/test`)).body['code']).toBe('profile.push_not_found')
})

test('nothing but a public address over HTTPS is taken, and keys have to be keys', async () => {
  const refused = async (body: object) => (await guarded.api('POST', '/push-subscriptions', body)).body['code']
  const places = [
    'http://push.example.com/x',
    'https://127.0.0.1/x',
    'https://localhost/x',
    'https://[::1]/x',
    'https://[::ffff:10.0.0.1]/x',
    'https://169.254.169.254/latest/meta-data',
    'https://10.0.0.8/x',
    'https://0x7f000001/x',
    'https://2130706433/x',
    'https://metadata.google.internal/x',
    'https://intranet/x',
    'https://push.example.com:8443/x',
    'https://someone:secret@push.example.com/x',
    'file:///etc/passwd12',
    'not an address at all',
  ]
  for (const place of places)
    expect(`${place} ${String(await refused(browserAt(place)))}`).toBe(`${place} profile.bad_push_address`)

  const good = browserAt('https://push.example.com/x')
  const notAPoint = Buffer.concat([Buffer.from([4]), Buffer.alloc(64, 1)]).toString('base64url')
  expect(await refused({ ...good, keys: { ...good.keys, p256dh: notAPoint } })).toBe('profile.bad_push_keys')
  expect(await refused({ ...good, keys: { ...good.keys, auth: 'short' } })).toBe('http.invalid_request')
  expect((await guarded.api('GET', '/push-subscriptions')).body['items']).toEqual([])
})
