import { Check } from 'typebox/value'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { givenWorkflow } from '#test/given-workflow'
import { recordingPeer } from '#test/recording-peer'
import { type RunningInstallation, running, sharedInstallation } from '#test/running'
import { configKeys } from './configuration.ts'
import { serverOwner } from './test/server-process.ts'

let shared: Awaited<ReturnType<typeof sharedInstallation>>
let server: RunningInstallation
beforeAll(async () => {
  shared = await sharedInstallation()
  server = await running(shared)
})
afterAll(async () => {
  await server[Symbol.asyncDispose]()
  await shared[Symbol.asyncDispose]()
})

const setForAll = (key: string, value: unknown, version = 0) =>
  server.api('PUT', `/installation/config/${key}`, { value, version })

test('every key has a name of its own, a default that it takes, and words for people', () => {
  expect(new Set(configKeys.map((one) => one.key)).size).toBe(configKeys.length)
  for (const { key, schema, default: value, title, description, category } of configKeys) {
    expect({ key, fits: Check(schema, value) }).toEqual({ key, fits: true })
    expect([title, description, category].every((text) => text.length > 3)).toBe(true)
  }
})

test('every key is shown to administrators with the rules it goes by', async () => {
  const { body } = await server.api('GET', '/installation/config')
  const items = body['items'] as { key: string; rules: string[] }[]
  expect(items.map((one) => one.key)).toEqual(configKeys.map((one) => one.key))
  for (const { key, rules } of items) expect({ key, rules: rules.length > 0 }).toEqual({ key, rules: true })
})

test('a session lives as long as it is set, and one that was not used for longer ends at once', async () => {
  const headers = { origin: server.url, 'content-type': 'application/json' }
  const signIn = async () => fetch(`${server.url}/api/v1/session`, { method: 'POST', headers, body: JSON.stringify(serverOwner) })
  const days = (answer: { expiresAt: string }) => Math.round((Date.parse(answer.expiresAt) - Date.now()) / 86_400_000)
  const before = await signIn()
  expect(days((await before.json()) as { expiresAt: string })).toBe(30)
  const cookie = before.headers.get('set-cookie')?.split(';', 1)[0] ?? ''

  expect((await setForAll('identity.session_days', 2)).status).toBe(200)
  expect(days((await (await signIn()).json()) as { expiresAt: string })).toBe(2)

  await server.databases.pool('identity').query(`update user_sessions set last_used_at = now() - interval '3 days'`)
  // One that remembers no answer.
  await using late = await running(shared)
  const answer = await fetch(`${late.url}/api/v1/session`, { headers: { cookie } })
  expect(answer.status).toBe(401)
  await setForAll('identity.session_days', 30, 1)
})

test('a workspace decides after how many failures calls over its connections are held back', async () => {
  await using peer = await recordingPeer({}, { '/it': () => ({ status: 503 }) })
  expect((await server.api('PUT', '/config/execution.circuit_failures', { value: 2, version: 0 })).status).toBe(200)
  const made = await server.api('POST', '/connections', { name: 'Shop', type: 'httpBearerAuth', values: { token: 'x' } })
  const workflow = await server.given(
    givenWorkflow([
      { name: 'Start', type: 'manual_trigger', to: { It: [0, 0] } },
      {
        name: 'It',
        type: 'http_request',
        version: 4.2,
        parameters: {
          url: `${peer.url}/it`,
          authentication: 'genericCredentialType',
          genericAuthType: 'httpBearerAuth',
          options: {},
        },
        connections: { httpBearerAuth: { id: String(made.body['id']), name: 'Shop' } },
      },
    ]),
    { active: false },
  )
  for (let turn = 0; turn < 3; turn++) await server.rested(await server.begin(workflow))
  expect(peer.log).toHaveLength(2)
})

test('executions are kept as long as is usual where a workspace has not decided', async () => {
  expect((await server.api('GET', '/retention')).body).toEqual({ completedDays: 30, failedDays: 90 })
  await setForAll('execution.keep_completed_days', 7)
  await setForAll('execution.keep_failed_days', 0)
  expect((await server.api('GET', '/retention')).body).toEqual({ completedDays: 7, failedDays: null })
  await server.api('PUT', '/retention', { completedDays: 5, failedDays: 6 })
  expect((await server.api('GET', '/retention')).body).toEqual({ completedDays: 5, failedDays: 6 })
})
