import { Type } from 'typebox'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { storedText } from '#test/stored-text'
import { type RunningInstallation, running, sharedInstallation, until } from '#test/running'
import { defineConfig } from '#hub/config'

const about = { title: 'T', description: 'D', category: 'C' }
const keys = [
  defineConfig({
    key: 'test.size',
    ...about,
    schema: Type.Integer({ minimum: 1 }),
    default: 1,
    scopes: ['GLOBAL', 'TENANT', 'USER'],
  }),
  defineConfig({ key: 'test.mode', ...about, schema: Type.Enum(['a', 'b']), default: 'a' }),
  defineConfig({ key: 'test.token', ...about, schema: Type.String(), default: '', secret: true, scopes: ['GLOBAL', 'TENANT'] }),
  defineConfig({ key: 'test.rules', ...about, schema: Type.Unknown(), default: {}, scopes: ['GLOBAL', 'TENANT'] }),
]
const secret = 'sw0rdfish-and-chips'

let shared: Awaited<ReturnType<typeof sharedInstallation>>
let server: RunningInstallation
let other: RunningInstallation

beforeAll(async () => {
  shared = await sharedInstallation()
  server = await running(shared, { configKeys: keys, environmentName: 'staging' })
  other = await running(shared, { configKeys: keys, environmentName: 'production', roles: ['http'] })
})
afterAll(async () => {
  await other[Symbol.asyncDispose]()
  await server[Symbol.asyncDispose]()
  await shared[Symbol.asyncDispose]()
})

type Entry = {
  key: string
  value: unknown
  rung: string
  ladder: { rung: string; verdict: string; value: unknown; version: number; updatedBy: unknown }[]
}

async function entry(path: string, key: string, at = server): Promise<Entry | undefined> {
  const { body } = await at.api('GET', path)
  return (body['items'] as Entry[]).find((one) => one.key === key)
}

test('a value is set, explained, refused to whoever saw an older one, taken back, and restored', async () => {
  expect(await server.api('PUT', '/config/test.size', { value: 5, version: 0 })).toMatchObject({
    status: 200,
    body: { value: 5, rung: 'TENANT' },
  })
  expect(await server.api('PUT', '/config/test.size', { value: 6, version: 0 })).toMatchObject({
    status: 409,
    body: { code: 'config.changed_meanwhile', params: { version: 1 } },
  })
  expect(await server.api('PUT', '/config/test.size', { value: 0, version: 1 })).toMatchObject({
    status: 400,
    body: { code: 'config.bad_value' },
  })
  const shown = await entry('/config', 'test.size')
  expect(shown?.ladder.map(({ rung, verdict, value }) => [rung, verdict, value])).toEqual([
    ['DEFAULT', 'overridden', 1],
    ['ENVIRONMENT', 'not_set', null],
    ['GLOBAL', 'not_set', null],
    ['TENANT', 'wins', 5],
  ])
  expect(shown?.ladder[3]?.updatedBy).toMatchObject({ name: expect.any(String) })

  expect((await server.api('DELETE', '/config/test.size?version=1')).body).toMatchObject({ value: 1, rung: 'DEFAULT' })
  expect((await server.api('POST', '/config/test.size/restore', { to: 1, version: 2 })).body).toMatchObject({ value: 5 })
  const history = await server.api('GET', '/config/test.size/history?limit=2')
  expect(history.body).toMatchObject({
    secret: false,
    next: '2',
    items: [
      { version: 3, action: 'restored', restoredVersion: 1, before: null, after: 5 },
      { version: 2, action: 'unset', before: 5, after: null },
    ],
  })
  const rest = await server.api('GET', '/config/test.size/history?limit=2&after=2')
  expect(rest.body).toMatchObject({ next: null, items: [{ version: 1, before: null, after: 5 }] })
})

test('an environment has its own values, which lie below those of the installation', async () => {
  const set = (value: string, environment: string | undefined, version: number) =>
    server.api('PUT', '/installation/config/test.mode', { value, version, ...(environment === undefined ? {} : { environment }) })
  expect((await set('b', 'staging', 0)).body).toMatchObject({ value: 'b', rung: 'ENVIRONMENT' })

  expect((await entry('/installation/config', 'test.mode'))?.value).toBe('b')
  expect((await entry('/installation/config?environment=production', 'test.mode'))?.value).toBe('a')
  await until(
    () => entry('/installation/config?environment=staging', 'test.mode', other),
    (seen) => seen?.value === 'b',
  )
  expect((await entry('/installation/config', 'test.mode', other))?.value).toBe('a')
  expect((await set('a', undefined, 0)).body).toMatchObject({ value: 'a', rung: 'GLOBAL' })
  expect((await set('b', '../etc', 0)).body).toMatchObject({ code: 'config.bad_environment' })
})

test('a change at one process counts at the other', async () => {
  await server.api('PUT', '/installation/config/test.rules', { value: { list: [1] }, version: 0 })
  await until(
    () => entry('/config', 'test.rules', other),
    (seen) => JSON.stringify(seen?.value) === '{"list":[1]}',
  )
})

test('members see what the workspace may set, and nobody changes what is not theirs', async () => {
  const editor = await server.member('editor')
  const admin = await server.member('admin')
  const ask = async (who: Record<string, string>, method: string, path: string, body?: unknown) => {
    const answer = await server.raw(path, {
      method,
      headers: { ...who, 'content-type': 'application/json' },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    })
    return { status: answer.status, text: await answer.text() }
  }

  expect((await ask(editor, 'GET', '/config')).status).toBe(403)
  expect((await ask(admin, 'GET', '/config')).status).toBe(200)
  expect((await ask(admin, 'GET', '/config')).text).not.toContain('test.mode')
  expect((await ask(admin, 'GET', '/installation/config')).status).toBe(403)
  expect((await ask(admin, 'PUT', '/installation/config/test.mode', { value: 'b', version: 1 })).status).toBe(403)
  expect((await ask(admin, 'PUT', '/config/test.mode', { value: 'b', version: 0 })).text).toContain('config.unknown_key')
  expect((await ask(admin, 'PUT', '/config/no.such', { value: 'b', version: 0 })).text).toContain('config.unknown_key')

  expect((await ask(editor, 'PUT', '/me/config/test.size', { value: 7_654_321, version: 0 })).status).toBe(200)
  expect((await ask(editor, 'GET', '/me/config')).text).toContain('7654321')
  expect((await ask(admin, 'GET', '/me/config')).text).not.toContain('7654321')
  expect((await ask(admin, 'GET', '/config')).text).not.toContain('7654321')
  expect((await ask(editor, 'PUT', '/me/config/test.token', { value: 'x', version: 0 })).text).toContain('config.unknown_key')

  const key = await server.api('POST', '/api-keys', { name: 'k', scopes: ['workflow:read'] })
  const bearer = { authorization: `Bearer ${String(key.body['secret'])}` }
  const answer = await fetch(`${server.url}/api/v1/me/config/test.size`, {
    method: 'PUT',
    headers: { ...bearer, 'content-type': 'application/json' },
    body: JSON.stringify({ value: 3, version: 0 }),
  })
  expect([answer.status, await answer.text()]).toEqual([403, expect.stringContaining('config.person_only')])
})

test('a secret is in no answer, no line of the history and no line of the audit trail', async () => {
  const answers = [
    await server.api('PUT', '/config/test.token', { value: secret, version: 0 }),
    await server.api('PUT', '/config/test.token', { value: `${secret}2`, version: 1 }),
    await server.api('PUT', '/config/test.token', { value: 5, version: 2 }),
    await server.api('POST', '/config/test.token/restore', { to: 1, version: 2 }),
    await server.api('GET', '/config'),
    await server.api('GET', '/installation/config'),
    await server.api('GET', '/config/test.token/history'),
  ]
  expect(answers.map((one) => one.status)).toEqual([200, 200, 400, 200, 200, 200, 200])
  expect(JSON.stringify(answers.map((one) => one.body))).not.toContain(secret)
  await until(
    async () => storedText(server.databases, ['audit']),
    (text) => text.includes('config.restored') && text.includes('test.token'),
  )
  expect(await storedText(server.databases, ['audit', 'config'])).not.toContain(secret)
})

test('hostile values are refused or stored as data, never more', async () => {
  const put = async (body: string) => {
    const answer = await server.raw('/config/test.rules', {
      method: 'PUT',
      headers: { 'content-type': 'application/json' },
      body,
    })
    return answer.status
  }
  expect(await put('{"value": {"__proto__": {"isAdmin": true}}, "version": 0}')).toBe(400)
  expect(await put('{"value": {"constructor": {"prototype": {"isAdmin": true}}}, "version": 0}')).toBe(400)
  expect(await put(`{"value": ${'['.repeat(50_000)}${']'.repeat(50_000)}, "version": 0}`)).toBe(400)
  expect(await put('{"value": "a\\u0000b", "version": 0}')).toBe(400)
  expect(await put(`{"value": "${'x'.repeat(100_000)}", "version": 0}`)).toBe(400)
  expect(await put(`{"value": "'; drop table runtime_configs; --", "version": 0}`)).toBe(200)
  expect(({} as { isAdmin?: boolean }).isAdmin).toBeUndefined()
  for (const path of ["/config/'%20or%201=1", '/config/%00', '/config/__proto__', '/config/test.size/history?after=%27'])
    expect((await server.api('GET', path)).status).toBeLessThan(500)
})
