import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { createHmac } from 'node:crypto'
import { exportJWK, exportSPKI, generateKeyPair, type JWTPayload, SignJWT } from 'jose'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { browser, type Client, ownerAccount, testInstallation, type TestInstallation } from '#test/installation'

/** A provider that says whatever a test wants it to say. */
type Answer = (request: IncomingMessage, response: ServerResponse, body: string) => void
const [keys, otherKeys] = await Promise.all([generateKeyPair('RS256', { extractable: true }), generateKeyPair('RS256')])
const jwk = { ...(await exportJWK(keys.publicKey)), kid: 'one', alg: 'RS256', use: 'sig' }
const publicPem = await exportSPKI(keys.publicKey)
const asked: { path: string; body: string }[] = []
const answers = new Map<string, Answer>()
const server = createServer((request, response) => {
  const chunks: Buffer[] = []
  request.on('data', (chunk: Buffer) => chunks.push(chunk))
  request.on('end', () => {
    const path = (request.url ?? '/').split('?', 1)[0] ?? '/'
    const body = Buffer.concat(chunks).toString()
    asked.push({ path, body })
    const answer = answers.get(path)
    if (answer === undefined) response.writeHead(404).end()
    else answer(request, response, body)
  })
})
let issuer = ''
let steward: TestInstallation
let owner: Client & { readonly userId: string }

const json = (response: ServerResponse, value: unknown, status = 200) =>
  response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(value))
const query = async <R extends object>(text: string) => (await steward.databases.pool('identity').query<R>(text)).rows
const part = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url')

beforeAll(async () => {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  issuer = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  steward = await testInstallation()
  owner = await steward.owner()
})
afterAll(async () => {
  server.closeAllConnections()
  server.close()
  await steward[Symbol.asyncDispose]()
})
beforeEach(async () => {
  await query('delete from identity_providers')
  await query(`delete from users where id != '${owner.userId}'`)
  asked.length = 0
  answers.clear()
  answers.set('/.well-known/openid-configuration', (_, response) =>
    json(response, {
      issuer,
      authorization_endpoint: `${issuer}/authorize`,
      token_endpoint: `${issuer}/token`,
      userinfo_endpoint: `${issuer}/me`,
      jwks_uri: `${issuer}/jwks`,
      // It even offers what nobody must take.
      id_token_signing_alg_values_supported: ['RS256', 'HS256', 'none'],
    }),
  )
  answers.set('/jwks', (_, response) => json(response, { keys: [jwk] }))
})

/** The claims of an honest ID token for the visit, as a base for lies. */
const honest = (nonce: string): JWTPayload => ({
  iss: issuer,
  aud: 'steward',
  sub: 'grace',
  email: 'grace@example.com',
  email_verified: true,
  nonce,
  iat: Math.floor(Date.now() / 1000),
  exp: Math.floor(Date.now() / 1000) + 300,
})
const sign = (claims: JWTPayload) => new SignJWT(claims).setProtectedHeader({ alg: 'RS256', kid: 'one' }).sign(keys.privateKey)

async function addProvider(more: object = {}) {
  const body = { name: 'liar', kind: 'oidc', label: 'L', issuer, clientId: 'steward', clientSecret: 's', createsAccounts: true }
  const made = await owner.send('POST', '/identity-providers', { ...body, ...more })
  expect(made.status, made.text).toBe(201)
}

/** One sign-in with what the provider makes of it; `tokens` is its answer to the code. */
async function signInWith(tokens: (nonce: string) => Promise<unknown>) {
  const started = await steward.client(browser).send('POST', '/sign-in-providers/liar/start', {})
  const sent = new URL(String(started.body['url'])).searchParams
  answers.set('/token', (_, response) => void tokens(sent.get('nonce') ?? '').then((answer) => json(response, answer)))
  const cookie = String(started.headers['set-cookie']).split(';', 1)[0] ?? ''
  return await steward
    .client({ ...browser, cookie })
    .send('POST', '/sign-in-providers/liar/finish', { query: `?code=any&state=${sent.get('state')}` })
}
const withIdToken = (make: (nonce: string) => string | Promise<string>) =>
  signInWith(async (nonce) => ({ access_token: 'a', token_type: 'Bearer', id_token: await make(nonce) }))

test('an honest answer signs in, so that every refusal below is for its lie', async () => {
  await addProvider()

  expect((await withIdToken((nonce) => sign(honest(nonce)))).body).toMatchObject({ outcome: { kind: 'signed_in' } })
  const redeemed = new URLSearchParams(asked.find(({ path }) => path === '/token')?.body)
  expect(redeemed.get('code_verifier')).toMatch(/^[\w-]{43,}$/)
  expect(redeemed.get('redirect_uri')).toBe('http://127.0.0.1:4000/sign-in/callback/liar')
})

const lies: Record<string, (nonce: string) => string | Promise<string>> = {
  'another nonce': () => sign(honest('another')),
  'no nonce': (nonce) => sign({ ...honest(nonce), nonce: undefined } as unknown as JWTPayload),
  'another issuer': (nonce) => sign({ ...honest(nonce), iss: 'https://accounts.google.com' }),
  'another audience': (nonce) => sign({ ...honest(nonce), aud: 'somebody-else' }),
  'several audiences for another party': (nonce) => sign({ ...honest(nonce), aud: ['steward', 'other'], azp: 'other' }),
  'a token of yesterday': (nonce) => sign({ ...honest(nonce), exp: Math.floor(Date.now() / 1000) - 86_400 }),
  'no end': (nonce) => sign({ ...honest(nonce), exp: undefined } as unknown as JWTPayload),
  'no subject': (nonce) => sign({ ...honest(nonce), sub: undefined } as unknown as JWTPayload),
  'an endless subject': (nonce) => sign({ ...honest(nonce), sub: 'x'.repeat(300) }),
  'no signature': (nonce) => `${part({ alg: 'none' })}.${part(honest(nonce))}.`,
  'the signature of a key that is not its own': (nonce) =>
    new SignJWT(honest(nonce)).setProtectedHeader({ alg: 'RS256', kid: 'one' }).sign(otherKeys.privateKey),
  'its public key as a shared secret': (nonce) => {
    const signed = `${part({ alg: 'HS256', kid: 'one' })}.${part(honest(nonce))}`
    return `${signed}.${createHmac('sha256', publicPem).update(signed).digest('base64url')}`
  },
  'a key that it brings along': async (nonce) =>
    new SignJWT(honest(nonce))
      .setProtectedHeader({ alg: 'RS256', jwk: await exportJWK(otherKeys.publicKey) })
      .sign(otherKeys.privateKey),
  'claims changed after signing': async (nonce) => {
    const [head, , signature] = (await sign(honest(nonce))).split('.')
    return `${head}.${part({ ...honest(nonce), sub: 'somebody else' })}.${signature}`
  },
  garbage: () => 'not.a.token',
}

for (const [name, lie] of Object.entries(lies))
  test(`an ID token with ${name} signs nobody in`, async () => {
    await addProvider()

    const answer = await withIdToken(lie)

    expect(answer).toMatchObject({ status: 401, body: { code: 'identity.provider_proof_invalid' } })
    expect(await query('select 1 from users')).toHaveLength(1)
    expect(await query(`select 1 from outbox where payload->>'action' = 'user.provider_sign_in_failed'`)).not.toEqual([])
  })

test('an answer that is no answer is refused, and none of it breaks anything', async () => {
  await addProvider()
  const strange: unknown[] = [{}, [], null, 'text', { access_token: 'a', token_type: 'Bearer' }, { access_token: 1 }]

  for (const answer of strange) expect((await signInWith(async () => answer)).status, JSON.stringify(answer)).toBe(401)
  answers.set('/token', (_, response) => response.writeHead(200, { 'content-type': 'text/html' }).end('<html>'))
})

test('a provider that fails, hangs up or answers without end is away, and says nothing of why to strangers', async () => {
  await addProvider()
  const started = await steward.client(browser).send('POST', '/sign-in-providers/liar/start', {})
  const cookie = String(started.headers['set-cookie']).split(';', 1)[0] ?? ''
  const client = steward.client({ ...browser, cookie })
  const ways: Answer[] = [
    (_, response) => response.writeHead(500).end('secret inner words'),
    (_, response) => response.destroy(),
    (_, response) => response.writeHead(200, { 'content-type': 'application/json' }).end(`"${'x'.repeat(1_100_000)}"`),
    (_, response) => response.writeHead(302, { location: 'http://169.254.169.254/' }).end(),
  ]

  for (const way of ways) {
    const again = await client.send('POST', '/sign-in-providers/liar/start', {})
    const state = new URL(String(again.body['url'])).searchParams.get('state')
    answers.set('/token', way)
    const answer = await client.send('POST', '/sign-in-providers/liar/finish', { query: `?code=any&state=${state}` })
    expect([401, 503]).toContain(answer.status)
    expect(answer.text).not.toContain('inner words')
  }
  expect(asked.filter(({ path }) => path === '/token')).toHaveLength(ways.length)
})

test('a provider that names another issuer, or an address inside, is not taken up', async () => {
  const add = async (metadata: object) => {
    answers.set('/.well-known/openid-configuration', (_, response) => json(response, metadata))
    const body = { name: 'liar', kind: 'oidc', label: 'L', issuer, clientId: 'steward', clientSecret: 's' }
    return (await owner.send('POST', '/identity-providers', body)).body['code']
  }

  expect(await add({ issuer: 'https://accounts.google.com' })).toBe('identity.provider_issuer_refused')
  expect(await add({})).toBe('identity.provider_issuer_refused')
  await query('delete from identity_providers')
  expect(
    await add({
      issuer,
      authorization_endpoint: `${issuer}/a`,
      token_endpoint: 'http://169.254.169.254/t',
      jwks_uri: `${issuer}/jwks`,
    }),
  ).toBeUndefined()
  const started = await steward.client(browser).send('POST', '/sign-in-providers/liar/start', {})
  const state = new URL(String(started.body['url'])).searchParams.get('state')
  const cookie = String(started.headers['set-cookie']).split(';', 1)[0] ?? ''
  const finished = await steward
    .client({ ...browser, cookie })
    .send('POST', '/sign-in-providers/liar/finish', { query: `?code=any&state=${state}` })
  expect(finished.body).toMatchObject({ code: 'identity.provider_unreachable' })
})

test('the address of the owner, vouched for by a liar, opens nothing of the owner', async () => {
  await addProvider()

  const answer = await withIdToken((nonce) => sign({ ...honest(nonce), email: ownerAccount.email }))

  expect(answer.body).toMatchObject({ code: 'identity.sign_in_to_link' })
  expect(await query('select 1 from oauth_providers')).toEqual([])
})

test('an account that somebody made in advance in the name of another is taken over clean by its verified owner', async () => {
  await addProvider()
  await query(`insert into users (id, email, name, password_hash) values
    ('0198c000-0000-7000-8000-000000000001', 'Grace@example.com', 'Mallory', 'planted')`)

  const answer = await withIdToken((nonce) => sign({ ...honest(nonce), name: 'Grace' }))

  expect(answer.body).toMatchObject({ outcome: { kind: 'signed_in', session: { user: { name: 'Grace' } } } })
  expect(await query(`select password_hash as hash from users where lower(email) = 'grace@example.com'`)).toEqual([
    { hash: null },
  ])
})

test('GitHub, which gives no ID token, is asked who it is and which addresses are verified', async () => {
  const emails = [
    { email: 'old@example.com', primary: false, verified: true },
    { email: 'hopper@example.com', primary: true, verified: true },
  ]
  answers.set('/api/v3', (_, response) => json(response, { message: 'Requires authentication' }, 401))
  answers.set('/api/v3/user', (_, response) => json(response, { id: 4711, login: 'hopper', name: null }))
  answers.set('/api/v3/user/emails', (_, response) => json(response, emails))
  answers.set('/login/oauth/access_token', (_, response) =>
    json(response, { access_token: 'gho_secret', token_type: 'bearer', scope: 'read:user,user:email' }),
  )
  await addProvider({ kind: 'github' })
  const come = async () => {
    const started = await steward.client(browser).send('POST', '/sign-in-providers/liar/start', {})
    const sent = new URL(String(started.body['url']))
    const cookie = String(started.headers['set-cookie']).split(';', 1)[0] ?? ''
    const finished = await steward
      .client({ ...browser, cookie })
      .send('POST', '/sign-in-providers/liar/finish', { query: `?code=any&state=${sent.searchParams.get('state')}` })
    return { sent, finished }
  }

  const { sent, finished } = await come()

  expect(sent.pathname).toBe('/login/oauth/authorize')
  expect(sent.searchParams.get('code_challenge_method')).toBe('S256')
  expect(finished.body).toMatchObject({
    outcome: { kind: 'signed_in', session: { user: { email: 'hopper@example.com', name: 'hopper' } } },
  })
  expect(await query('select provider_user_id as id from oauth_providers')).toEqual([{ id: '4711' }])
  await query('delete from oauth_providers')
  await query(`delete from users where id != '${owner.userId}'`)
  emails[1] = { email: 'hopper@example.com', primary: true, verified: false }
  expect((await come()).finished.body).toMatchObject({ code: 'identity.provider_email_unverified' })
  answers.set('/api/v3/user', (_, response) => json(response, { id: '4711' }))
  expect((await come()).finished.body).toMatchObject({ code: 'identity.provider_proof_invalid' })
})
