import { connect } from 'node:net'
import { gzipSync } from 'node:zlib'
import fc from 'fast-check'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Endpoint } from '@steward/contract/api/endpoint'
import { newId } from '#base/id'
import { openSession } from '#hub/identity'
import { anyValue, mutated, type Pool } from '#test/any-value'
import { type RunningInstallation, running } from '#test/running'
import { serverOwner } from '#test/server-process'

let steward: RunningInstallation
let cookie: string

beforeAll(async () => {
  steward = await running()
  cookie = await signIn()
}, 60_000)
afterAll(() => steward[Symbol.asyncDispose]())

/** A session of the owner, as if they had signed in a moment ago. */
async function signIn(): Promise<string> {
  const { databases } = steward
  const { rows } = await databases.pool('identity').query<{ id: string }>('select owner_id as id from installation')
  const from = { address: '127.0.0.1', agent: null }
  return `steward_session=${(await openSession(databases, { userId: rows[0]?.id ?? '', now: new Date(), from })).secret}`
}
const asJson = (body: unknown) => ({ body: JSON.stringify(body), headers: { 'content-type': 'application/json' } })

/** What a person would never see but in a stack trace or a message of the database. */
const telling =
  /\n\s+at .+:\d+:\d+|node_modules|\/server\/(?:hub|http|db)\/|syntax error at or near|unterminated quoted|PostgresError|relation "/

/** Texts that mean something to one interpreter or another. */
const words = [
  `' or '1'='1`,
  `'; drop table identity.users; --`,
  `1); select pg_sleep(20); --`,
  `$$; select 1; $$`,
  `\\'; --`,
  `%' escape '!`,
  `%_%_%_%_%_%_%_%_%_%_%`,
  'x\r\nSet-Cookie: steward_session=evil',
  'x\r\n\r\n<html>',
  '\u0000',
  '\ud800',
  '\u202e\u0000\ufeff',
  '__proto__',
  'constructor',
  'toString',
  '{{ $json }}',
  '{{ (() => process.exit())() }}',
  '${process.env.HOME}',
  '../../../../etc/passwd',
  '<script>alert(1)</script>',
  '=cmd|calc!A1',
  'null',
  'NaN',
  '-0',
  '1e999',
  '9007199254740993',
  `${'a'.repeat(30)}!`,
  'a@'.repeat(100),
  '0'.repeat(200),
  '/'.repeat(100),
  '-'.repeat(255),
]

/** Ends the session or the account that asks. */
const farewells = new Set(['signOut', 'signOutDevices', 'deleteAccount', 'deleteWorkspace', 'leaveWorkspace'])
const isAskable = ({ stream, operationId }: Endpoint) => stream !== true && !farewells.has(operationId)

test('no text in any field of any endpoint brings an error of ours to light, writes a header, or takes long', async () => {
  const pool: Pool = { ids: [newId()], words }
  const faults: string[] = []
  let slowest = { ms: 0, what: '' }

  for (const [index, { endpoint }] of steward.routes.entries()) {
    if (!isAskable(endpoint)) continue
    for (const wish of wishes(endpoint, pool, 20_261_121 + index)) {
      const began = performance.now()
      const answer = await ask(endpoint, wish)
      const ms = performance.now() - began
      const what = `${endpoint.operationId} ${JSON.stringify(wish).slice(0, 300)}`
      if (ms > slowest.ms) slowest = { ms, what }
      if (answer.status >= 500 && answer.status !== 503) faults.push(`${answer.status} ${what}: ${answer.text.slice(0, 200)}`)
      if (telling.test(answer.text)) faults.push(`tells too much: ${what}: ${answer.text.slice(0, 300)}`)
      if (answer.headers.getSetCookie().some((one) => one.includes('evil'))) faults.push(`writes a header: ${what}`)
      if (answer.text.includes('http.bad_credential')) cookie = await signIn()
    }
  }

  expect(faults.slice(0, 10)).toEqual([])
  // Far below what pg_sleep or an expression that never ends would take, far above what a busy machine does.
  expect(slowest.ms, slowest.what).toBeLessThan(10_000)
  const { rows } = await steward.databases.pool('identity').query('select count(*)::int as n from users')
  expect(rows).not.toEqual([{ n: 0 }])
}, 120_000)

type Wish = { readonly params: unknown; readonly query: unknown; readonly body: unknown }

function wishes({ params, query, body }: Endpoint, pool: Pool, seed: number): Wish[] {
  const part = (schema: unknown) =>
    schema === undefined ? fc.constant(undefined) : fc.oneof(anyValue(schema, pool), mutated(anyValue(schema, pool), pool))
  return fc.sample(fc.record({ params: part(params), query: part(query), body: part(body) }), { seed, numRuns: 8 })
}

/** Another address each time, so that nobody is held up for trying too often. */
let callers = 0
const elsewhere = () => ({ 'x-forwarded-for': `2001:db8:${(++callers).toString(16)}::1` })

async function ask({ method, path }: Endpoint, { params, query, body }: Wish) {
  const text = (value: unknown) =>
    (typeof value === 'string' ? value : String(JSON.stringify(value))).toWellFormed().slice(0, 1_500)
  const given = (params ?? {}) as Record<string, unknown>
  const place = path.replaceAll(/:(\w+)/g, (_, name: string) => encodeURIComponent(text(given[name] ?? words[6])) || '-')
  const asked = new URLSearchParams(Object.entries((query ?? {}) as object).map(([name, value]) => [name, text(value)]))
  const answer = await fetch(`${steward.url}/api/v1${place}?${asked.toString()}`, {
    method,
    redirect: 'manual',
    headers: { origin: steward.url, cookie, ...elsewhere(), ...(method === 'GET' ? {} : { 'content-type': 'application/json' }) },
    ...(method === 'GET' || body === undefined ? {} : { body: JSON.stringify(body) ?? '' }),
  })
  return { status: answer.status, headers: answer.headers, text: await answer.text() }
}

/** Bodies that no client of good will sends. */
const bodies: readonly (readonly [what: string, body: string | Buffer, headers?: Record<string, string>])[] = [
  ['half of JSON', '{"name":'],
  ['no JSON', 'name=x'],
  ['two values', '{"name":"k"}{"name":"k"}'],
  ['a byte order mark', '\ufeff{"name":1}'],
  [
    'bytes that are no UTF-8',
    Buffer.from([0x7b, 0x22, 0x6e, 0x61, 0x6d, 0x65, 0x22, 0x3a, 0x22, 0xff, 0xfe, 0xc0, 0xaf, 0x22, 0x7d]),
  ],
  ['UTF-16', Buffer.from('{"name":"k"}', 'utf16le')],
  ['deep arrays', '['.repeat(200_000) + ']'.repeat(200_000)],
  ['deep objects', '{"name":'.repeat(50_000) + '1' + '}'.repeat(50_000)],
  ['an own prototype', '{"name":"k","__proto__":{"scopes":[]}}'],
  ['a nested prototype', '{"name":"k","scopes":[{"constructor":{"prototype":{"polluted":true}}}]}'],
  ['an escaped prototype', '{"name":"k","\\u005f\\u005fproto\\u005f\\u005f":{"polluted":true}}'],
  ['a key many times', `{${'"name":1,'.repeat(5_000)}"name":1}`],
  ['a number without end', `{"name":${'9'.repeat(100_000)}}`],
  ['NUL', '{"name":"a\\u0000b"}'],
  ['half of a surrogate pair', '{"name":"\\ud800"}'],
  ['an array', '[1,2,3]'],
  ['a text', '"name"'],
  ['null', 'null'],
  ['too much', JSON.stringify({ name: 'a'.repeat(1_500_000) })],
  ['packed JSON', gzipSync('{"name":"k"}'), { 'content-encoding': 'gzip' }],
  ['another type', '<name>k</name>', { 'content-type': 'application/xml' }],
  ['a form', 'name=k', { 'content-type': 'application/x-www-form-urlencoded' }],
  ['a text as form of a foreign page', '{"name":"k"}', { 'content-type': 'text/plain' }],
  ['a type that is none', '{"name":"k"}', { 'content-type': 'application/json; charset="\\' }],
]

test('bodies that are broken, too deep, too large or poisoned are refused in words, and nothing is left of them', async () => {
  const wrong: string[] = []

  for (const path of ['/roles', '/session', '/workflows', '/tokens/refresh']) {
    for (const [what, body, more] of bodies) {
      const headers = { origin: steward.url, cookie, 'content-type': 'application/json', ...more }
      const answer = await fetch(`${steward.url}/api/v1${path}`, { method: 'POST', headers, body: body as BodyInit })
      const text = await answer.text()
      const isRefused = answer.status >= 400 && answer.status < 500 && text.includes('"code"') && !telling.test(text)
      if (!isRefused) wrong.push(`${path} ${what}: ${answer.status} ${text.slice(0, 200)}`)
    }
  }

  expect(wrong).toEqual([])
  expect(({} as { polluted?: boolean }).polluted).toBeUndefined()
  expect((await fetch(`${steward.url}/api/v1/session`, { headers: { cookie } })).status).toBe(200)
})

/** Sends bytes as they are and hands back what came. */
function speak(bytes: string | Buffer, patienceMs = 3_000): Promise<string> {
  return new Promise((resolve) => {
    const { hostname, port } = new URL(steward.url)
    const socket = connect(Number(port), hostname, () => socket.write(bytes))
    let heard = ''
    const end = () => {
      clearTimeout(timer)
      socket.destroy()
      resolve(heard)
    }
    const timer = setTimeout(end, patienceMs)
    socket.on('data', (chunk) => {
      heard += chunk.toString('latin1')
      if (heard.includes('\r\n\r\n')) setTimeout(end, 100)
    })
    socket.on('close', end)
    socket.on('error', end)
  })
}

test('requests that two servers could read differently are refused, or are one request', async () => {
  const host = new URL(steward.url).host
  const start = `POST /api/v1/session HTTP/1.1\r\nHost: ${host}\r\nContent-Type: application/json\r\n`
  const smuggled = `GET /api/v1/setup HTTP/1.1\r\nHost: ${host}\r\n\r\n`

  for (const said of [
    `${start}Content-Length: 4\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n${smuggled}`,
    `${start}Content-Length: 5\r\nContent-Length: 6\r\n\r\nhello!`,
    `${start}Transfer-Encoding: xchunked\r\n\r\n0\r\n\r\n`,
    `${start}Transfer-Encoding : chunked\r\n\r\n0\r\n\r\n`,
    `${start}X: a\rb\r\nContent-Length: 0\r\n\r\n`,
    `GET /api/v1/setup HTTP/1.1\r\nX-Long: ${'a'.repeat(100_000)}\r\n\r\n`,
    `GET /api/v1/setup HTTP/1.1\r\n${'X: y\r\n'.repeat(5_000)}\r\n`,
    'GET /api/v1/setup HTTP/1.1\r\n\r\n',
  ]) {
    const heard = await speak(said)
    expect(heard.slice(0, 12), said.slice(0, 200)).toMatch(/^(HTTP\/1\.1 4\d\d)?$/)
    expect(heard).not.toContain('ownerExists')
  }
})

test('a line end in a path, a query or a header writes no header', async () => {
  for (const path of ['/%0d%0aSet-Cookie:%20x=1', '/workflows/%0d%0aX-Evil:%201', '/setup?x=%0d%0aX-Evil:%201']) {
    const answer = await fetch(`${steward.url}/api/v1${path}`, { headers: { cookie } })
    expect([answer.headers.get('x-evil'), answer.headers.get('set-cookie')]).toEqual([null, null])
    expect(answer.status).toBeLessThan(500)
  }
})

test('the name of a host that a request brings is never taken for our own address', async () => {
  const heard = await speak(
    `POST /api/v1/session HTTP/1.1\r\nHost: evil.example\r\nOrigin: ${steward.url}\r\nX-Forwarded-Host: evil.example\r\nX-Forwarded-Proto: https\r\nContent-Type: application/json\r\nContent-Length: 2\r\n\r\n{}`,
  )

  expect(heard).not.toContain('evil.example')
})

test('a session is never one that the browser brought along', async () => {
  const planted = `steward_session=${'A'.repeat(43)}`
  const answer = await fetch(`${steward.url}/api/v1/session`, {
    method: 'POST',
    ...asJson(serverOwner),
    headers: { cookie: planted, origin: steward.url, 'content-type': 'application/json', ...elsewhere() },
  })
  expect(answer.status, await answer.text()).toBe(200)
  const given = answer.headers.get('set-cookie')?.split(';', 1)[0] ?? ''
  const use = async (one: string) => (await fetch(`${steward.url}/api/v1/session`, { headers: { cookie: one } })).status

  expect(given).not.toBe(planted)
  expect([await use(planted), await use(given)]).toEqual([401, 200])
})

test('an address that nobody has takes as long to refuse as a wrong password', async () => {
  const timeOf = async (email: string, n: number) => {
    const headers = { 'content-type': 'application/json', 'x-forwarded-for': `198.51.100.${n}` }
    const began = performance.now()
    const answer = await fetch(`${steward.url}/api/v1/session`, {
      method: 'POST',
      headers,
      body: JSON.stringify({ email, password: 'not this one at all' }),
    })
    expect(answer.status).toBe(401)
    return performance.now() - began
  }
  const known: number[] = []
  const unknown: number[] = []
  // In turns, so that whatever else the machine does at the time burdens both.
  for (let n = 1; n <= 15; n += 1) {
    known.push(await timeOf(serverOwner.email, n))
    unknown.push(await timeOf(`nobody-${n}@example.com`, n))
  }
  const median = (values: number[]) => values.toSorted((a, b) => a - b)[7] ?? 0

  const ratio = median(unknown) / median(known)
  expect(ratio).toBeGreaterThan(0.5)
  expect(ratio).toBeLessThan(2)
})
