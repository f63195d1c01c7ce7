import type { Endpoint } from '@steward/contract/api/endpoint'
import { TOTP } from 'otpauth'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { newId } from '#base/id'
import { givenWorkflow } from '#test/given-workflow'
import { serverOwner } from '#test/server-process'
import { type Json, running, type RunningInstallation, type Shared, sharedInstallation, until } from '#test/running'

const key = 'identity.second_factor_required'
const required = { status: 403, code: 'identity.second_factor_required' }
const first = { status: 409, code: 'identity.second_factor_first' }
/** Less than callers are kept in memory: later than that they would be asked for anew anyway. */
const soonMs = 2_000

/** What somebody needs to set up a second factor, to look after the account, or to go elsewhere. */
const stillAnswered = [
  'getSession',
  'signOut',
  'getSecondFactor',
  'beginSecondFactor',
  'confirmSecondFactor',
  'getStepUp',
  'stepUp',
  'startProviderStepUp',
  'listDevices',
  'signOutDevice',
  'signOutDevices',
  'getAccount',
  'changeAccount',
  'changePassword',
  'requestEmailChange',
  'deleteAccount',
  'listWorkspaces',
]

type Headers = Record<string, string>
type Process = RunningInstallation

let shared: Shared
let one: Process
/** Another process of the same installation. */
let two: Process

beforeAll(async () => {
  shared = await sharedInstallation()
  one = await running(shared)
  two = await running(shared)
}, 60_000)
afterAll(async () => {
  await two?.[Symbol.asyncDispose]()
  await one?.[Symbol.asyncDispose]()
  await shared?.[Symbol.asyncDispose]()
})

/** The owner has a second factor, and nothing is asked for. */
beforeEach(async () => {
  if ((await one.api('GET', '/second-factor')).body['isOn'] !== true) await enrol(owner)
  for (const path of [`/config/${key}`, `/installation/config/${key}`]) {
    const { version, verdict } = await standing(path)
    if (verdict !== 'not_set') expect((await one.api('DELETE', `${path}?version=${version}`)).status).toBe(200)
  }
})

type Api = Process['api']
const owner: Api = (...call) => one.api(...call)

/** As whoever has these headers, at one of the processes. */
const as =
  (headers: Headers, at = one): Api =>
  async (method, path, body) => {
    const type: Headers = body === undefined ? {} : { 'content-type': 'application/json' }
    const init = body === undefined ? { method } : { method, body: JSON.stringify(body) }
    const answer = await fetch(`${at.url}/api/v1${path}`, { ...init, headers: { ...headers, origin: at.url, ...type } })
    const text = await answer.text()
    return { status: answer.status, headers: answer.headers, body: text === '' ? {} : (JSON.parse(text) as Json) }
  }

async function enrol(api: Api): Promise<void> {
  const { secret } = (await api('POST', '/second-factor')).body as { secret: string }
  expect((await api('POST', '/second-factor/confirm', { code: new TOTP({ secret }).generate() })).status).toBe(200)
}

/** What stands at a place of the setting. */
async function standing(path: string): Promise<{ readonly version: number; readonly verdict: string }> {
  const [place, rung] = path.startsWith('/installation') ? ['/installation/config', 'GLOBAL'] : ['/config', 'TENANT']
  const { items } = (await one.api('GET', place)).body as unknown as {
    items: { key: string; ladder: { rung: string; version: number; verdict: string }[] }[]
  }
  const found = items.find((item) => item.key === key)?.ladder.find((step) => step.rung === rung)
  if (found === undefined) throw new Error(`the setting is not shown at ${path}`)
  return found
}

const set = async (path: string, value: boolean, more: Json = {}, api: Api = owner) =>
  api('PUT', `${path}/${key}`, { value, version: (await standing(`${path}/${key}`)).version, ...more })

const outcome = async (answer: ReturnType<Api>) => {
  const { status, body } = await answer
  return { status, code: body['code'] }
}

/** The code with which an endpoint refuses, the body being broken so that nothing is done. */
async function refusalOf({ method, path, stream }: Endpoint, headers: Headers): Promise<string | undefined> {
  const url = `${one.url}/api/v1${path.replaceAll(/:(id|\w+Id)\b/g, () => newId()).replaceAll(/:\w+/g, '1')}`
  const type = { 'content-type': 'application/json' }
  const init: RequestInit = method === 'GET' ? { headers } : { method, headers: { ...headers, ...type }, body: '{' }
  const answer = await fetch(url, { ...init, redirect: 'manual' })
  if (stream === true && answer.ok) {
    await answer.body?.cancel()
    return undefined
  }
  const text = await answer.text()
  return text.startsWith('{') ? (JSON.parse(text) as { code?: string }).code : undefined
}

/** The ids of the endpoints that let somebody in although a second factor is owed. */
async function answering(headers: Headers): Promise<string[]> {
  const open: string[] = []
  for (const { endpoint } of one.routes.filter((route) => route.endpoint.permission !== 'public'))
    if ((await refusalOf(endpoint, headers)) !== required.code) open.push(endpoint.operationId)
  return open.toSorted()
}

/** A session, a key and a token of one member without a second factor. */
async function credentials(): Promise<readonly [session: Headers, key: Headers, token: Headers]> {
  const session = await one.member('admin')
  const made = await as(session)('POST', '/api-keys', { name: 'k' })
  const issued = await as(session)('POST', '/tokens', { client: 'script' })
  const bearer = (secret: unknown): Headers => ({ authorization: `Bearer ${String(secret)}` })
  return [session, bearer(made.body['secret']), bearer(issued.body['accessToken'])]
}

test('without the second factor that is asked for every endpoint refuses but those to set it up, to session, key and token', async () => {
  const given = await credentials()
  expect((await set('/config', true)).status).toBe(200)

  for (const headers of given) expect(await answering(headers)).toEqual(stillAnswered.toSorted())

  const [session] = given
  expect((await as(session)('GET', '/session')).body).toMatchObject({ secondFactorRequired: true })
  expect((await one.api('GET', '/session')).body).toMatchObject({ secondFactorRequired: false })
  expect((await one.api('GET', '/workflows')).status).toBe(200)
}, 60_000)

test('who sets it up is let in at once in every process, with session, key and token, and shut out at once who ends it', async () => {
  const given = await credentials()
  // A token is for the address of the process that made it.
  const [session, key] = given
  await set('/config', true)
  await until(
    async () => (await as(session, two)('GET', '/workflows')).status,
    (status) => status === 403,
    soonMs,
  )
  for (const headers of given) expect(await outcome(as(headers)('GET', '/workflows'))).toEqual(required)

  await enrol(as(session))

  for (const headers of given) expect((await as(headers)('GET', '/workflows')).status).toBe(200)
  for (const headers of [session, key]) {
    await until(
      async () => (await as(headers, two)('GET', '/workflows')).status,
      (status) => status === 200,
      soonMs,
    )
  }
  expect((await as(session)('GET', '/session')).body).toMatchObject({ secondFactorRequired: false })
  expect((await as(session)('DELETE', '/second-factor')).status).toBe(204)
  for (const headers of given) expect(await outcome(as(headers)('GET', '/workflows'))).toEqual(required)
  for (const headers of [session, key]) {
    await until(
      async () => (await as(headers, two)('GET', '/workflows')).status,
      (status) => status === 403,
      soonMs,
    )
  }
}, 60_000)

test('switching the setting on and off counts in every process at once', async () => {
  const viewer = await one.member('viewer')
  const atTwo = async () => (await as(viewer, two)('GET', '/workflows')).status
  expect(await atTwo()).toBe(200)
  const stream = await fetch(`${two.url}/api/v1/events`, { headers: viewer })
  expect(stream.status).toBe(200)
  const streamEnds = stream.text().then(() => 'ended')

  await set('/config', true)
  await until(atTwo, (status) => status === 403, soonMs)
  expect(await Promise.race([streamEnds, new Promise((pass) => setTimeout(pass, soonMs, 'goes on'))])).toBe('ended')
  await set('/config', false)

  await until(atTwo, (status) => status === 200, soonMs)
})

test('nobody without a second factor switches it on, in whatever way', async () => {
  const admin = as(await one.member('admin'))
  expect((await set('/config', true)).status).toBe(200)
  const { version } = await standing(`/config/${key}`)
  expect((await set('/config', false)).status).toBe(200)
  expect((await set('/installation/config', true)).status).toBe(200)

  // By setting it, by setting it anew as it was, and by taking back what stood against a wider value.
  expect(await outcome(set('/config', true, {}, admin))).toEqual(first)
  const restored = admin('POST', `/config/${key}/restore`, { to: version, version: version + 1 })
  expect(await outcome(restored)).toEqual(first)
  expect(await outcome(admin('DELETE', `/config/${key}?version=${version + 1}`))).toEqual(first)
  expect((await admin('PUT', `/config/${key}`, { value: false, version: version + 1 })).status).toBe(200)
})

test('nor does an administrator of the installation, for all of it or for one environment', async () => {
  expect((await one.api('DELETE', '/second-factor')).status).toBe(204)

  for (const more of [{}, { locked: true }, { environment: 'production', version: 0 }, { environment: 'staging', version: 0 }])
    expect(await outcome(set('/installation/config', true, more))).toEqual(first)

  expect((await one.api('GET', '/workflows')).status).toBe(200)
  expect((await set('/installation/config', false)).status).toBe(200)
})

test('a workspace may differ from the installation unless that is locked; for administrators of the installation it never does', async () => {
  const viewer = as(await one.member('viewer'))
  const [administrator, { id }] = await withAdministrator()
  const reached = async () => [(await viewer('GET', '/workflows')).status, (await administrator('GET', '/workflows')).status]

  await set('/installation/config', true)
  expect(await reached()).toEqual([403, 403])
  await set('/config', false)
  expect(await reached()).toEqual([200, 403])
  await set('/installation/config', true, { locked: true })

  expect(await reached()).toEqual([403, 403])
  await one.databases.pool('identity').query('update users set is_admin = false where id = $1', [id])
})

/** A member who administers the installation too. */
async function withAdministrator(): Promise<readonly [Api, { readonly id: string }]> {
  const api = as(await one.member('viewer'))
  // Of a caller who was never asked for, nothing is in memory yet.
  const { rows } = await one.databases
    .pool('identity')
    .query<{ id: string }>(
      'update users set is_admin = true where id = (select id from users order by id desc limit 1) returning id',
    )
  return [api, { id: rows[0]?.id ?? '' }]
}

test('where it is asked for, somebody who signs in is told so with the session', async () => {
  const signIn = async () => (await as({})('POST', '/session', serverOwner)).body
  await one.api('DELETE', '/second-factor')
  expect(await signIn()).toMatchObject({ secondFactorRequired: false })
  await enrol(owner)

  await set('/config', true)
  await one.api('DELETE', '/second-factor')

  expect(await signIn()).toMatchObject({ secondFactorRequired: true })
})

test('webhooks and executions of who is shut out go on', async () => {
  await one.given(
    givenWorkflow([
      { name: 'Hook', type: 'webhook', version: 2, parameters: { path: 'goes-on', httpMethod: 'GET' }, to: { Code: [0, 0] } },
      { name: 'Code', type: 'code', version: 2, parameters: { jsCode: 'return [{ json: { done: true } }]' } },
    ]),
  )
  await set('/config', true)
  expect((await one.api('DELETE', '/second-factor')).status).toBe(204)
  expect(await outcome(one.api('GET', '/executions'))).toEqual(required)

  const answer = await fetch(`${one.url}/webhook/goes-on`)

  expect(answer.status).toBe(200)
  const { rows } = await until(
    () =>
      one.databases
        .pool('execution')
        .query<{ status: string }>('select status from workflow_executions order by id desc limit 1'),
    (found) => found.rows[0]?.status === 'completed',
  )
  expect(rows).toHaveLength(1)
})
