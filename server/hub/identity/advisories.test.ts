import { afterAll, beforeAll, expect, test } from 'vitest'
import { endpoints } from '@steward/contract/api/endpoints'
import { cookieOf, type Door, openDoor } from '#test/door'
import { browser, type Client, ownerAccount } from '#test/installation'
import { type LocalOidc, localOidc } from '#test/local-oidc'

/** Faults that others had in what this hub does, each tried here. The numbers are those of their advisories. */
let door: Door
let oidc: LocalOidc
let owner: Client & { readonly userId: string; readonly workspaceId: string }
let anonymous: Client
const program = { client: 'Advisories', device: 'a device of its own' }

beforeAll(async () => {
  door = await openDoor({ 'identity.sign_up': 'open' })
  owner = await door.steward.owner()
  anonymous = door.steward.anonymous
  oidc = await localOidc(['http://127.0.0.1:4000/sign-in/callback/works'])
  const { issuer, clientId, clientSecret } = oidc
  const provider = { name: 'works', kind: 'oidc', label: 'Works', issuer, clientId, clientSecret, createsAccounts: true }
  expect((await owner.send('POST', '/identity-providers', provider)).status).toBe(201)
}, 60_000)
afterAll(async () => {
  await oidc[Symbol.asyncDispose]()
  await door[Symbol.asyncDispose]()
})

const query = async (text: string, values: unknown[] = []) =>
  (await door.steward.databases.pool('identity').query<Record<string, unknown>>(text, values)).rows
const bearer = (secret: string) => door.steward.client({ authorization: `Bearer ${secret}` })
const tokensOf = async (who: Client) => (await who.send('POST', '/tokens', program)).body as Record<string, string>
const refresh = (refreshToken = '', more: object = {}) =>
  anonymous.send('POST', '/tokens/refresh', { ...program, refreshToken, ...more })

/** Goes to the provider and comes back. */
async function visit(as: Client = door.steward.client(browser), path = '/sign-in-providers/works/start', body: object = {}) {
  const started = await as.send('POST', path, body)
  const { query: back } = await oidc.visit(String(started.body['url']))
  const cookie = [as.headers['cookie'], cookieOf(started)].filter(Boolean).join('; ')
  return await door.steward.client({ ...browser, cookie }).send('POST', '/sign-in-providers/works/finish', { query: back })
}

test('GHSA-5rr4-8452-hf4v: an issuer that leads inside, to metadata or to a file is no provider', async () => {
  for (const issuer of [
    'http://169.254.169.254/latest',
    'http://metadata.google.internal',
    'file:///etc/passwd',
    'http://[fe80::1]/',
    'gopher://127.0.0.1:6379/',
    'https://user:password@127.0.0.1/',
  ]) {
    const { clientId, clientSecret } = oidc
    const made = await owner.send('POST', '/identity-providers', {
      name: 'x',
      kind: 'oidc',
      label: 'X',
      issuer,
      clientId,
      clientSecret,
    })
    expect(made.status, issuer).toBeGreaterThanOrEqual(400)
    expect(made.status, issuer).not.toBe(500)
  }
  expect(await query(`select 1 from identity_providers where name = 'x'`)).toEqual([])
})

test('GHSA-pw9m-5jxm-xr6h: a refresh token serves its own client, and nobody but its own user', async () => {
  const viewer = await door.steward.member('viewer')
  const tokens = await tokensOf(viewer)

  expect((await refresh(tokens['refreshToken'], { client: 'Another' })).status).toBe(401)
  const own = await refresh(tokens['refreshToken'])
  const seen = await bearer(String(own.body['accessToken'])).send('GET', '/session')
  expect(seen.body).toMatchObject({ user: { id: viewer.userId } })
})

test('GHSA-g38m-r43w-p2q7: an equal address links no account; the person signs in and links it', async () => {
  oidc.person = { sub: 'thief', email: ownerAccount.email, emailVerified: true, name: 'Ada' }

  const taken = await visit()
  expect(taken).toMatchObject({ status: 409, body: { code: 'identity.sign_in_to_link' } })
  expect(await query('select 1 from oauth_providers')).toEqual([])

  const linked = await visit(owner, '/sign-in-providers/works/link')
  expect(linked).toMatchObject({ status: 200, body: { outcome: { kind: 'linked' } } })
})

test('GHSA-fmh4-wcc4-5jm3: an invitation is accepted by its addressee alone', async () => {
  const stranger = await door.steward.stranger()
  await query('update users set is_verified = true where id = $1', [stranger.userId])
  await owner.send('POST', '/invitations', { emails: ['bo@example.com'], role: 'admin' })
  const token = await door.post.token('invitation', 'bo@example.com')

  const stolen = await door.steward.client(stranger.headers).send('POST', '/invitations/accept', { token })

  expect(stolen.status).toBeGreaterThanOrEqual(400)
  const members = await owner.send('GET', '/members')
  expect(members.text).not.toContain(stranger.userId)
})

test('GHSA-gv74-j8m3-fg5f: only an administrator of the installation makes or changes providers', async () => {
  const admin = await door.steward.member('admin')
  const { id } = ((await owner.send('GET', '/identity-providers')).body['items'] as { id: string }[])[0] ?? { id: '' }
  const asked = [
    await admin.send('POST', '/identity-providers', { name: 'mine' }),
    await admin.send('PATCH', `/identity-providers/${id}`, { trustsEmail: true }),
    await admin.send('DELETE', `/identity-providers/${id}`),
    await admin.send('GET', '/identity-providers'),
  ]

  expect(asked.map(({ status }) => status)).toEqual([403, 403, 403, 403])
})

test('GHSA-7w99-5wm4-3g79: of many who redeem one link at once, one gets in', async () => {
  await anonymous.send('POST', '/password-reset', { email: ownerAccount.email })
  const token = await door.post.token('password_reset', ownerAccount.email)

  const answers = await Promise.all(
    Array.from({ length: 5 }, (_, n) =>
      anonymous.send('POST', '/password-reset/confirmation', { token, password: `plums in a bowl, number ${n}` }),
    ),
  )

  expect(answers.filter(({ status }) => status === 200)).toHaveLength(1)
  const session = answers.find(({ status }) => status === 200)
  owner = { ...owner, ...door.steward.client({ ...browser, cookie: cookieOf(session ?? { headers: {} }) }) }
})

test('GHSA-392p-2q2v-4372: refreshing in parallel gives one successor, not a second line of tokens', async () => {
  const first = await tokensOf(owner)

  const answers = await Promise.all(Array.from({ length: 6 }, () => refresh(first['refreshToken'])))

  expect(new Set(answers.map(({ body }) => body['refreshToken'])).size).toBe(1)
  expect(await query('select 1 from refresh_tokens where family_id = $1 and revoked_at is null', [first['id']])).toHaveLength(1)
})

test('GHSA-9h47-pqcx-hjr4: a visit at a provider asks for a code with PKCE S256, state and nonce', async () => {
  const started = await door.send('POST', '/sign-in-providers/works/start', {})
  const asked = new URL(String(started.body['url'])).searchParams

  expect(Object.fromEntries(asked)).toMatchObject({ response_type: 'code', code_challenge_method: 'S256' })
  for (const name of ['code_challenge', 'state', 'nonce']) expect(asked.get(name)).toMatch(/^[\w-]{43}$/)
})

test('GHSA-2vg6-77g8-24mp: with a deleted account its sessions, keys and tokens end', async () => {
  const member = await door.steward.member('editor')
  const { secret } = (await member.send('POST', '/api-keys', { name: 'k' })).body as { secret: string }
  const tokens = await tokensOf(member)
  const ways = [member, bearer(secret), bearer(String(tokens['accessToken']))]
  const statuses = async () => await Promise.all(ways.map(async (way) => (await way.send('GET', '/session')).status))
  expect(await statuses()).toEqual([200, 200, 200])

  const deleted = await member.send('POST', '/account/deletion', { email: `${member.userId}@example.com` })

  expect(deleted.status, deleted.text).toBe(204)
  expect(await statuses()).toEqual([401, 401, 401])
  expect((await refresh(tokens['refreshToken'])).status).toBe(401)
})

test('CVE-2025-61928: nobody gets a key without a sign-in, nor one for somebody else', async () => {
  const viewer = await door.steward.member('viewer')
  const foreign = { name: 'k', userId: owner.userId, user_id: owner.userId, ownerId: owner.userId }

  expect((await anonymous.send('POST', '/api-keys', foreign)).status).toBe(401)
  const made = await viewer.send('POST', '/api-keys', foreign)
  const acts = await bearer(String(made.body['secret'])).send('GET', '/session')

  expect(acts.body).toMatchObject({ user: { id: viewer.userId } })
})

test('GHSA-x732: no spelling of a path leads around a check', async () => {
  for (const path of [
    '//api/v1/api-keys',
    '/api//v1/api-keys',
    '/api/v1//api-keys',
    '/api/v1/%2fapi-keys',
    '/api/v1/x/..%2fapi-keys',
    '/api/v1/./api-keys',
    '/api/v1\\api-keys',
  ]) {
    const answer = await anonymous.send('GET', path)
    expect(answer.status, path).toBeGreaterThanOrEqual(400)
    expect(answer.text, path).not.toContain('"items"')
  }
  for (const path of ['/api/v1/API-KEYS', '/api/v1/api-keys/', '/api/v1/api-keys;x=1', '/api/v1/api-keys%00'])
    expect((await anonymous.send('GET', path)).status, path).toBeGreaterThanOrEqual(400)
})

test('GHSA-xg6x: whoever owes the second factor has nothing that opens anything', async () => {
  const account = { email: 'half@example.com', name: 'Half', password: 'seven plums in a bowl' }
  await door.send('POST', '/sign-up', account)
  await door.send('POST', '/sign-up/confirmation', { ...account, token: await door.post.token('verify', account.email) })
  await query('update users set two_factor_enabled = true where email = $1', [account.email])

  const half = await door.send('POST', '/session', account)
  const { ticket = '' } = (half.body['secondFactor'] ?? {}) as { ticket?: string }

  expect([half.status, ticket.length > 20]).toEqual([200, true])
  const cookie = cookieOf(half)
  for (const headers of [{ cookie }, { cookie: `${cookie}; steward_session=${ticket}` }, { authorization: `Bearer ${ticket}` }])
    for (const path of ['/session', '/workflows', '/api-keys', '/devices'])
      expect((await door.steward.client({ ...browser, ...headers }).send('GET', path)).status).toBe(401)
})

test('GHSA-qq9h: an account that somebody made before in the name of another is taken over without its maker', async () => {
  const email = 'victim@example.com'
  const attacker = await door.steward.stranger()
  const thiefs = await tokensOf(attacker)
  const { secret } = (await attacker.send('POST', '/api-keys', { name: 'k' })).body as { secret: string }
  await query('update users set email = $2, is_verified = false where id = $1', [attacker.userId, email])

  await anonymous.send('POST', '/password-reset', { email })
  const token = await door.post.token('password_reset', email)
  const own = await anonymous.send('POST', '/password-reset/confirmation', { token, password: 'nine pears on a plate' })

  expect(own.status).toBe(200)
  expect((await attacker.send('GET', '/session')).status).toBe(401)
  expect((await bearer(secret).send('GET', '/session')).status).toBe(401)
  expect((await bearer(String(thiefs['accessToken'])).send('GET', '/session')).status).toBe(401)
  expect((await refresh(thiefs['refreshToken'])).status).toBe(401)
})

test('CVE-2025-53535, CVE-2025-27143, CVE-2024-56734: after a sign-in nobody is sent elsewhere', async () => {
  for (const next of [
    '//evil.example',
    '/\\evil.example',
    'https://evil.example',
    'javascript:alert(1)',
    '/\t/evil.example',
    'evil',
    '\\\\evil',
  ])
    expect((await door.send('POST', '/sign-in-providers/works/start', { next })).status, next).toBe(400)
  expect((await door.send('POST', '/sign-in-providers/works/start', { next: '/workflows?q=//evil.example' })).status).toBe(200)
})

/** About what Steward does not do. When it does, a test takes the place of the line. */
const notDone: Readonly<Record<string, { readonly what: string; readonly path: RegExp }>> = {
  'GHSA-cq3f-vc6p-68fh': {
    what: 'sign-in of devices by a code that is typed elsewhere',
    path: /device[-_]?(code|authorization)/,
  },
  'GHSA-xr8f-h2gw-9xh6': { what: 'clients of others that sign in by Steward', path: /oauth[-_/]?clients?/ },
  'GHSA-j8v8-g9cx-5qf4': { what: 'directories that make people by SCIM', path: /scim/ },
  'GHSA-86j7-9j95-vpqj': { what: 'redirects to clients of others after a sign-in here', path: /authorize/ },
  'GHSA-p2fr-6hmx-4528': {
    what: 'tokens for resources of others',
    path: /resource[-_]indicator|oauth\/token/,
  },
}

test('what the other advisories are about is not there', () => {
  for (const [advisory, { what, path }] of Object.entries(notDone))
    expect(
      endpoints.filter((one) => path.test(one.path)).map((one) => one.path),
      `${advisory}: ${what}`,
    ).toEqual([])
})
