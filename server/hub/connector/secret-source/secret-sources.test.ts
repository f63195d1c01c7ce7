import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterEach, expect, test } from 'vitest'
import { log } from '#base/log'
import { readSecretSources } from '#base/secret-source-settings'
import { createNet } from '#net'
import { SecretSources } from './secret-sources.ts'

const [workspace, other] = ['0b0e7c1e-0000-7000-8000-000000000001', '0b0e7c1e-0000-7000-8000-000000000002']
const closing: (() => unknown)[] = []
afterEach(async () => {
  for (const close of closing.splice(0)) await close()
})

/** A store that speaks over HTTP; what it is asked is kept. */
async function store(answer: (request: IncomingMessage, body: string, response: ServerResponse) => void) {
  const server = createServer((request, response) => {
    let body = ''
    request.on('data', (chunk: Buffer) => (body += chunk.toString()))
    request.on('end', () => answer(request, body, response))
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  closing.push(
    () => server.close(),
    () => server.closeAllConnections(),
  )
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`
}

function open(env: Record<string, string>): SecretSources {
  const net = createNet()
  closing.push(() => net.close())
  return new SecretSources(readSecretSources(env), { net, log })
}

async function vault(values: Record<string, Record<string, unknown>>) {
  const seen: { path: string; token: unknown }[] = []
  const state = { down: false, silent: false }
  const address = await store((request, _body, response) => {
    seen.push({ path: request.url ?? '', token: request.headers['x-vault-token'] })
    if (state.silent) return
    if (state.down) {
      response.writeHead(503).end('sealed')
      return
    }
    const found = values[request.url ?? '']
    response.writeHead(found === undefined ? 404 : 200, { 'content-type': 'application/json' })
    response.end(JSON.stringify(found === undefined ? { errors: [] } : { data: { data: found, metadata: { version: 3 } } }))
  })
  const sources = open({
    STEWARD_VAULT_ADDR: address,
    STEWARD_VAULT_TOKEN: 'hvs.token',
    STEWARD_VAULT_PREFIX: 'steward/{workspace}/',
  })
  return { sources, seen, state }
}

test('a field of a secret in Vault stands in for a value, below the path of the workspace, and is asked for once a minute', async () => {
  const path = `/v1/secret/data/steward/${workspace}/stripe/live`
  const { sources, seen } = await vault({ [path]: { key: 'sk_live_1', value: 'whole' } })
  const values = { name: 'Authorization', value: 'secret://vault/stripe/live#key' }

  const many = await Promise.all([1, 2, 3].map(() => sources.resolve(workspace, values, 1_000)))
  const whole = await sources.resolve(workspace, { value: 'secret://vault/stripe/live' }, 1_000)
  await sources.resolve(workspace, values, 60_000)
  await sources.resolve(workspace, values, 62_000)

  expect(many).toEqual([1, 2, 3].map(() => ({ name: 'Authorization', value: 'sk_live_1' })))
  expect(whole).toEqual({ value: 'whole' })
  expect(seen).toEqual([1, 2, 3].map(() => ({ path, token: 'hvs.token' })))
  // Another workspace has another path, whatever it has been told.
  await expect(sources.resolve(other, values, 1_000)).rejects.toThrow('there is no such secret')
})

test(
  'a store that is down or silent costs nothing while the secret is known, and says so afterwards',
  { timeout: 20_000 },
  async () => {
    const { sources, state } = await vault({ [`/v1/secret/data/steward/${workspace}/k`]: { value: 'v' } })
    const values = { token: 'secret://vault/k' }
    await sources.resolve(workspace, values, 0)

    state.down = true
    expect(await sources.resolve(workspace, values, 5 * 60_000)).toEqual({ token: 'v' })
    await expect(sources.resolve(workspace, values, 20 * 60_000)).rejects.toMatchObject({
      code: 'connector.secret_not_given',
      message: 'secret://vault/k: Vault did not give "k": it answered 503.',
      params: { passing: true },
    })
    state.silent = true
    await expect(sources.resolve(workspace, values, 20 * 60_000)).rejects.toThrow('could not be asked')
  },
)

test('a secret of AWS Secrets Manager is asked for by its signed API, and its refusals are told in words', async () => {
  const asked: { target: unknown; id: string; signed: boolean }[] = []
  const endpoint = await store((request, body, response) => {
    const { SecretId: id } = JSON.parse(body) as { SecretId: string }
    const signed = String(request.headers.authorization).startsWith('AWS4-HMAC-SHA256 Credential=AKIDTEST/')
    asked.push({ target: request.headers['x-amz-target'], id, signed })
    const isKnown = id === `team/${workspace}/db`
    response.writeHead(isKnown ? 200 : 400, { 'content-type': 'application/x-amz-json-1.1' })
    response.end(
      JSON.stringify(
        isKnown
          ? { Name: id, SecretString: '{"user":"app","password":"pw-1"}' }
          : { __type: 'ResourceNotFoundException', message: 'no' },
      ),
    )
  })
  const credentials = { AWS_ACCESS_KEY_ID: 'AKIDTEST', AWS_SECRET_ACCESS_KEY: 'x', AWS_REGION: 'eu-central-1' }
  const before = Object.fromEntries(Object.keys(credentials).map((name) => [name, process.env[name]]))
  Object.assign(process.env, credentials)
  closing.push(() => {
    for (const [name, value] of Object.entries(before)) {
      if (value === undefined) delete process.env[name]
      else process.env[name] = value
    }
  })
  const sources = open({ STEWARD_AWS_SECRETS_PREFIX: 'team/{workspace}/', STEWARD_AWS_SECRETS_ENDPOINT: endpoint })

  expect(await sources.resolve(workspace, { password: 'secret://aws/db#password', user: 'app' }, 0)).toEqual({
    password: 'pw-1',
    user: 'app',
  })
  await expect(sources.resolve(other, { password: 'secret://aws/db#password' }, 0)).rejects.toMatchObject({
    message: expect.stringContaining('there is no such secret') as string,
    params: { passing: false },
  })
  expect(asked[0]).toEqual({ target: 'secretsmanager.GetSecretValue', id: `team/${workspace}/db`, signed: true })
})

test('of the environment only what is named can be read, and nothing of a place that is not set', async () => {
  const sources = open({ STEWARD_SECRET_ENV: 'SMTP_PASSWORD', SMTP_PASSWORD: 'pw', HOME: '/root' })
  const read = (value: string) => sources.resolve(workspace, { value }, 0)

  expect(await read('secret://env/SMTP_PASSWORD')).toEqual({ value: 'pw' })
  for (const name of ['HOME', 'constructor', '__proto__', 'STEWARD_ENCRYPTION_KEY'])
    await expect(read(`secret://env/${name}`)).rejects.toMatchObject({ code: 'connector.secret_not_given' })
  await expect(read('secret://vault/x')).rejects.toMatchObject({ code: 'connector.source_not_set' })
  expect(() => readSecretSources({ STEWARD_SECRET_ENV: 'STEWARD_ENCRYPTION_KEY' })).toThrow('do not begin with STEWARD_')
})

test('a reference cannot climb out of the place of its workspace', async () => {
  const { sources, seen } = await vault({})
  const tricks = [
    `secret://vault/../${other}/k`,
    'secret://vault/a/../../b',
    'secret://vault//a',
    'secret://vault/%2e%2e/b',
    'secret://vault/a?x=1',
    'secret://vault/a#b#c',
    'secret://vault/',
    'secret://file/etc/passwd',
    'secret://vault/a b',
    'secret://vault/a\u0000',
  ]
  for (const value of tricks)
    await expect(sources.resolve(workspace, { value }, 0), value).rejects.toMatchObject({ code: 'connector.bad_reference' })
  expect(seen).toEqual([])
})
