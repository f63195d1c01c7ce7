import { createHmac, randomUUID } from 'node:crypto'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { givenWorkflow } from '#test/given-workflow'
import { running, type RunningInstallation, sharedInstallation, type Shared } from '#test/running'

let shared: Shared
let server: RunningInstallation
beforeAll(async () => {
  shared = await sharedInstallation()
  server = await running(shared)
})
afterAll(async () => {
  await server.stop()
  await shared[Symbol.asyncDispose]()
})

type Values = Record<string, unknown>

/** An active webhook whose callers must sign; its path. */
async function signedHook(signature: Values, values: Values, more: Values = {}): Promise<{ path: string; connectionId: string }> {
  const path = randomUUID()
  const made = await server.api('POST', '/connections', { name: path, type: 'webhookSignature', values })
  expect(made.status, JSON.stringify(made.body)).toBe(201)
  const connectionId = String(made.body['id'])
  const parameters = { httpMethod: 'POST', path, authentication: 'signature', signature, ...more }
  const connections = { webhookSignature: { id: connectionId, name: path } }
  await server.given(givenWorkflow([{ name: 'Hook', type: 'webhook', version: 2, parameters, connections }], { name: path }))
  return { path, connectionId }
}

const call = async (path: string, body: string, headers: Record<string, string>, of = server) => {
  const init = { method: 'POST', body, headers: { 'content-type': 'application/json', ...headers } }
  const answer = await fetch(`${of.url}/webhook/${path}`, init)
  return { status: answer.status, text: await answer.text() }
}
const hmac = (secret: string, text: string) => createHmac('sha256', secret).update(text).digest('hex')
const github = (secret: string, body: string) => ({ 'x-hub-signature-256': `sha256=${hmac(secret, body)}` })
const stripe = (secret: string, body: string, seconds = Math.floor(Date.now() / 1000)) => ({
  'stripe-signature': `t=${seconds},v1=${hmac(secret, `${seconds}.${body}`)}`,
})

test('a call that is signed as its sender signs is taken, any other is refused without a word about the secret', async () => {
  const { path } = await signedHook({ scheme: 'github' }, { secret: 'the-secret' })
  const before = (await server.list()).length

  expect((await call(path, '{"n":1}', github('the-secret', '{"n":1}'))).status).toBe(200)
  const refused = [
    await call(path, '{"n":2}', {}),
    await call(path, '{"n":2}', github('another', '{"n":2}')),
    await call(path, '{"n": 2}', github('the-secret', '{"n":2}')),
  ]
  expect(refused.map((one) => one.status)).toEqual([401, 401, 401])
  expect(refused.map((one) => one.text).join()).not.toContain('the-secret')
  expect(await server.list()).toHaveLength(before + 1)
})

test('a call whose signed time is long ago is refused, and one that was taken is not taken again', async () => {
  const { path } = await signedHook({ scheme: 'stripe', toleranceSeconds: 60 }, { secret: 's' })
  const headers = stripe('s', '{"n":1}')

  const old = await call(path, '{"n":1}', stripe('s', '{"n":1}', Math.floor(Date.now() / 1000) - 100))
  const first = await call(path, '{"n":1}', headers)
  const again = await call(path, '{"n":1}', headers)
  const disguised = await call(path, '{"n":1}', { ...headers, 'idempotency-key': randomUUID() })
  const next = await call(path, '{"n":1}', stripe('s', '{"n":1}', Math.floor(Date.now() / 1000) - 5))

  expect([old.status, first.status, again.status, disguised.status, next.status]).toEqual([401, 200, 409, 409, 200])
  expect(again.text).toContain('execution.replayed')
})

test('of many equal calls at once at two processes one is taken', async () => {
  await using other = await running(shared)
  const { path } = await signedHook({ scheme: 'stripe' }, { secret: 's' })
  const headers = stripe('s', '{"n":1}')

  const answers = await Promise.all(
    Array.from({ length: 40 }, (_, n) => call(path, '{"n":1}', headers, n % 2 === 0 ? server : other)),
  )

  const statuses = answers.map((one) => one.status).toSorted((a, b) => a - b)
  expect(statuses).toEqual([200, ...Array.from({ length: 39 }, () => 409)])
})

test('while the secret is changed both are taken, afterwards the new one alone', async () => {
  const { path, connectionId } = await signedHook({ scheme: 'github' }, { secret: 'old' })
  const status = async (secret: string) => {
    const body = JSON.stringify({ id: randomUUID() })
    return (await call(path, body, github(secret, body))).status
  }
  const change = async (values: Values) => {
    const changed = await server.api('PATCH', `/connections/${connectionId}`, { values })
    expect(changed.status, JSON.stringify(changed.body)).toBe(200)
  }

  expect([await status('old'), await status('new')]).toEqual([200, 401])
  await change({ secret: 'new', previousSecret: 'old' })
  expect([await status('old'), await status('new')]).toEqual([200, 200])
  await change({ previousSecret: '' })
  expect([await status('old'), await status('new')]).toEqual([401, 200])
})

test('the signature of a form covers every byte of it', async () => {
  const { path } = await signedHook({ scheme: 'github' }, { secret: 's' }, { responseMode: 'lastNode' })
  const form = ['--b', 'content-disposition: form-data; name="who"', '', 'Ada', '--b--', ''].join('\r\n')
  const send = (body: string, headers: Record<string, string>) =>
    call(path, body, { ...headers, 'content-type': 'multipart/form-data; boundary=b' })

  const taken = await send(form, github('s', form))
  const changed = await send(form.replace('Ada', 'Eve'), github('s', form))

  expect(taken.status).toBe(200)
  expect((JSON.parse(taken.text) as { body: unknown }).body).toEqual({ who: 'Ada' })
  expect(changed.status).toBe(401)
})

test('a call that could not be stored may come again', async () => {
  const { path } = await signedHook({ scheme: 'github' }, { secret: 's' })
  const broken = '{"n":'

  const answers = [await call(path, broken, github('s', broken)), await call(path, broken, github('s', broken))]

  expect(answers.map((one) => one.status)).toEqual([400, 400])
})
