import { TOTP } from 'otpauth'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { browser, type Client, ownerAccount, testInstallation, type TestInstallation } from '#test/installation'
import { type LocalOidc, localOidc } from '#test/local-oidc'

const callback = 'http://127.0.0.1:4000/sign-in/callback/works'
let steward: TestInstallation
let oidc: LocalOidc
let owner: Client & { readonly userId: string }

beforeAll(async () => {
  steward = await testInstallation()
  owner = await steward.owner()
  oidc = await localOidc([callback])
})
afterAll(async () => {
  await oidc[Symbol.asyncDispose]()
  await steward[Symbol.asyncDispose]()
})
beforeEach(async () => {
  await query('delete from identity_providers')
  await query(`delete from users where id != '${owner.userId}'`)
  await query('update users set two_factor_enabled = false, two_factor_secret = null, two_factor_last_step = null')
  oidc.person = { sub: 'grace', email: 'grace@example.com', emailVerified: true, name: 'Grace Hopper' }
  await addProvider()
})

const query = async <R extends object>(text: string) => (await steward.databases.pool('identity').query<R>(text)).rows
const cookiesOf = (answer: { headers: Record<string, unknown> }) =>
  ([answer.headers['set-cookie'] ?? []].flat() as string[]).map((cookie) => cookie.split(';', 1)[0]).join('; ')

async function addProvider(more: object = {}) {
  const { issuer, clientId, clientSecret } = oidc
  const body = { name: 'works', kind: 'oidc', label: 'Works', issuer, clientId, clientSecret, createsAccounts: true, ...more }
  const made = await owner.send('POST', '/identity-providers', body)
  expect(made.status, made.text).toBe(201)
  return made.body as { id: string; redirectUri: string }
}

/** A browser that is sent to the provider and comes back; `finish` ends the visit. */
async function goThere(begin: { path?: string; body?: object; as?: Client } = {}) {
  const { path = '/sign-in-providers/works/start', body = {}, as = steward.client(browser) } = begin
  const started = await as.send('POST', path, body)
  expect(started.status, started.text).toBe(200)
  const { query: back } = await oidc.visit(String(started.body['url']))
  const cookie = [as.headers['cookie'], cookiesOf(started)].filter((one) => one !== undefined && one !== '').join('; ')
  const finish = (over: { query?: string; cookie?: string } = {}) =>
    steward
      .client({ ...browser, cookie: over.cookie ?? cookie })
      .send('POST', '/sign-in-providers/works/finish', { query: over.query ?? back })
  return { query: back, cookie, finish, url: new URL(String(started.body['url'])) }
}

const link = () => goThere({ path: '/sign-in-providers/works/link', as: owner })
const outcomeOf = (answer: { body: Record<string, unknown> }) => (answer.body['outcome'] as { kind: string } | undefined)?.kind

test('somebody new gets an account and a workspace, and comes back to the same ones', async () => {
  const first = await (await goThere({ body: { next: '/workflows?q=a' } })).finish()
  const second = await (await goThere()).finish()

  expect(first.body).toMatchObject({
    outcome: { kind: 'signed_in', session: { user: { email: 'grace@example.com', name: 'Grace Hopper', isAdmin: false } } },
    next: '/workflows?q=a',
  })
  const idOf = (answer: typeof first) => (answer.body['outcome'] as { session: { user: { id: string } } }).session.user.id
  expect(idOf(second)).toBe(idOf(first))
  const session = await steward.client({ cookie: cookiesOf(first) }).send('GET', '/session')
  expect(session).toMatchObject({ status: 200, body: { workspace: { role: 'owner' } } })
})

test('two first visits of one person at once make one account', async () => {
  const [one, two] = [await goThere(), await goThere()]

  const answers = await Promise.all([one.finish(), two.finish()])

  expect(answers.map(outcomeOf)).toEqual(['signed_in', 'signed_in'])
  expect(await query(`select 1 from users where email = 'grace@example.com'`)).toHaveLength(1)
})

test('the request to the provider has PKCE, state and nonce, and one exact address to come back to', async () => {
  const { url } = await goThere()

  expect(Object.fromEntries(url.searchParams)).toMatchObject({
    response_type: 'code',
    code_challenge_method: 'S256',
    code_challenge: expect.stringMatching(/^[\w-]{43}$/) as string,
    state: expect.stringMatching(/^[\w-]{43}$/) as string,
    nonce: expect.stringMatching(/^[\w-]{43}$/) as string,
    redirect_uri: callback,
    scope: 'openid email profile',
  })
})

test('a visit ends in the browser that began it, once, and not after its time', async () => {
  const mine = await goThere()
  const other = await goThere()
  const late = await goThere()

  expect((await mine.finish({ cookie: other.cookie })).body).toMatchObject({ code: 'identity.provider_visit_unknown' })
  expect((await mine.finish({ cookie: '' })).body).toMatchObject({ code: 'identity.provider_visit_unknown' })
  expect((await mine.finish({ query: other.query })).status).toBe(401)
  expect(outcomeOf(await mine.finish())).toBe('signed_in')
  expect((await mine.finish()).body).toMatchObject({ code: 'identity.provider_visit_unknown' })
  await query(`update provider_visits set expires_at = now() - interval '1 second'`)
  expect((await late.finish()).status).toBe(401)
})

test('a code that was redeemed is worth nothing in another visit, nor are two visits mixed', async () => {
  const [one, two, three] = [await goThere(), await goThere(), await goThere()]
  const code = (from: typeof one) => new URLSearchParams(from.query).get('code') ?? ''
  const withCode = (of: typeof one, other: string) => of.query.replace(/code=[^&]+/, `code=${encodeURIComponent(other)}`)
  expect(outcomeOf(await one.finish())).toBe('signed_in')

  expect((await two.finish({ query: withCode(two, code(one)) })).body).toMatchObject({ code: 'identity.provider_proof_invalid' })
  expect((await three.finish({ query: withCode(three, code(two)) })).body).toMatchObject({
    code: 'identity.provider_proof_invalid',
  })
})

test('an answer that names another issuer, or an error, signs nobody in', async () => {
  const [one, two, three] = [await goThere(), await goThere(), await goThere()]
  const state = new URLSearchParams(two.query).get('state')

  const mixedUp = await one.finish({ query: one.query.replace(/iss=[^&]+/, 'iss=https%3A%2F%2Fevil.example') })
  const cancelled = await two.finish({ query: `?error=access_denied&state=${state}` })
  const silent = await three.finish({ query: three.query.replace(/&?iss=[^&]+/, '') })

  expect(mixedUp.body).toMatchObject({ code: 'identity.provider_proof_invalid' })
  expect(cancelled.body).toMatchObject({ code: 'identity.provider_refused' })
  expect(silent.body).toMatchObject({ code: 'identity.provider_proof_invalid' })
})

test('an equal address links nothing: the person is told to sign in, and the account stays as it was', async () => {
  oidc.person = { sub: 'thief', email: ownerAccount.email.toUpperCase(), emailVerified: true, name: 'Ada' }

  const answer = await (await goThere()).finish()

  expect(answer).toMatchObject({ status: 409, body: { code: 'identity.sign_in_to_link' } })
  expect(cookiesOf(answer)).not.toContain('steward_session=')
  expect(await query('select 1 from oauth_providers')).toEqual([])
  expect((await steward.anonymous.send('POST', '/session', ownerAccount)).status).toBe(200)
})

test('an unverified address makes no account, and where none are made nobody new comes in', async () => {
  oidc.person = { ...oidc.person, emailVerified: false }
  expect((await (await goThere()).finish()).body).toMatchObject({ code: 'identity.provider_email_unverified' })
  oidc.person = { ...oidc.person, emailVerified: true }
  await query('update identity_providers set creates_accounts = false, updated_at = now()')

  expect((await (await goThere()).finish()).body).toMatchObject({ code: 'identity.provider_account_unknown' })
  expect(await query('select 1 from users')).toHaveLength(1)
})

test('where a provider is for some domains, others stay out, also with a subdomain or a longer name', async () => {
  await query(`update identity_providers set allowed_domains = '["example.com"]'`)
  const comeAs = async (email: string) => {
    oidc.person = { ...oidc.person, sub: email, email }
    return outcomeOf(await (await goThere()).finish())
  }

  expect(await comeAs('a@EXAMPLE.com')).toBe('signed_in')
  expect(await comeAs('b@evil-example.com')).toBeUndefined()
  expect(await comeAs('c@example.com.evil.test')).toBeUndefined()
  expect(await comeAs('d@sub.example.com')).toBeUndefined()
})

test('a person who is signed in links an account, signs in by it, and cannot take that of somebody else', async () => {
  oidc.person = { sub: 'ada-at-works', email: 'ada@works.test', emailVerified: false, name: 'Ada' }
  expect(outcomeOf(await (await link()).finish())).toBe('linked')
  expect(outcomeOf(await (await link()).finish())).toBe('linked')

  const signedIn = await (await goThere()).finish()
  const member = await steward.member('editor')
  const taken = await (await goThere({ path: '/sign-in-providers/works/link', as: member })).finish()

  expect(signedIn.body).toMatchObject({ outcome: { kind: 'signed_in', session: { user: { id: owner.userId } } } })
  expect(taken.body).toMatchObject({ code: 'identity.link_taken' })
  const listed = await owner.send('GET', '/linked-sign-ins')
  expect(listed.body).toMatchObject({ items: [{ provider: 'works', email: 'ada@works.test' }], hasPassword: true })
})

test('a link that was begun ends with the session that began it', async () => {
  const member = await steward.member('editor')
  const begun = await goThere({ path: '/sign-in-providers/works/link', as: member })
  await member.send('DELETE', '/session')

  expect((await begun.finish()).body).toMatchObject({ code: 'identity.provider_visit_unknown' })
})

test('the last way in cannot be unlinked, also not two at once', async () => {
  await (await link()).finish()
  const [one] = await query<{ id: string }>('select id from oauth_providers')
  await query('update users set password_hash = null')
  const hash = `update users set password_hash = '${'x'.repeat(20)}'`

  expect((await owner.send('DELETE', `/linked-sign-ins/${one?.id}`)).body).toMatchObject({ code: 'identity.last_way_in' })
  oidc.person = { ...oidc.person, sub: 'second' }
  await (await link()).finish()
  const ids = (await query<{ id: string }>('select id from oauth_providers')).map(({ id }) => id)
  const both = await Promise.all(ids.map((id) => owner.send('DELETE', `/linked-sign-ins/${id}`)))
  expect(both.map(({ status }) => status).toSorted((a, b) => a - b)).toEqual([204, 409])
  await query(hash)
})

test('the second factor is asked for after a provider as well', async () => {
  await (await link()).finish()
  const { secret } = (await owner.send('POST', '/second-factor')).body as { secret: string }
  const codeAt = (steps: number) => new TOTP({ secret }).generate({ timestamp: Date.now() + steps * 30_000 })
  await owner.send('POST', '/second-factor/confirm', { code: codeAt(-1) })

  const visit = await goThere()
  const answer = await visit.finish()

  expect(outcomeOf(answer)).toBe('second_factor')
  expect(cookiesOf(answer)).not.toContain('steward_session=')
  const { ticket } = (answer.body['outcome'] as { secondFactor: { ticket: string } }).secondFactor
  const done = await steward
    .client({ ...browser, cookie: visit.cookie })
    .send('POST', '/session/second-factor', { ticket, code: codeAt(0) })
  expect(done.status).toBe(200)
})

test('a linked provider confirms that it is the same person, another account there does not', async () => {
  const made = await (await goThere()).finish()
  const grace = steward.client({ ...browser, cookie: cookiesOf(made) })
  expect((await grace.send('GET', '/session/step-up')).body).toMatchObject({ ways: ['provider'], providers: [{ name: 'works' }] })
  const begin = () => goThere({ path: '/sign-in-providers/works/step-up', body: { next: '/settings/security' }, as: grace })

  const own = await begin()
  const confirmed = await own.finish()
  expect(own.url.searchParams.get('prompt')).toBe('login')
  expect(confirmed.body).toMatchObject({ outcome: { kind: 'stepped_up' }, next: '/settings/security' })
  expect((await grace.send('GET', '/session')).status).toBe(401)
  const renewed = steward.client({ ...browser, cookie: cookiesOf(confirmed) })
  expect((await renewed.send('GET', '/session')).status).toBe(200)

  oidc.person = { ...oidc.person, sub: 'mallory' }
  const wrong = await goThere({ path: '/sign-in-providers/works/step-up', body: { next: '/' }, as: renewed })
  expect((await wrong.finish()).body).toMatchObject({ code: 'identity.step_up_failed' })
})

test('only a path of this installation can be gone on to', async () => {
  for (const next of ['https://evil.example', '//evil.example', '/\\evil.example', 'javascript:alert(1)', '', '/\t/evil.example'])
    expect((await steward.client(browser).send('POST', '/sign-in-providers/works/start', { next })).status, next).toBe(400)
})

test('neither the secret of the client nor the tokens of people are readable anywhere', async () => {
  await (await goThere()).finish()
  await goThere()

  const [row] = await query<{ all: string; token: string }>(`select concat(
    (select json_agg(p) from identity_providers p), (select json_agg(l) from oauth_providers l),
    (select json_agg(v) from provider_visits v), (select json_agg(o) from outbox o)) as all,
    (select access_token from oauth_providers) as token`)

  expect(row?.all).not.toContain(oidc.clientSecret)
  expect(row?.token).toMatch(/^v\d\./)
  expect((await owner.send('GET', '/identity-providers')).text).not.toContain(oidc.clientSecret)
})

test('whoever adds a provider by the name of a former one does not inherit its people', async () => {
  await (await goThere()).finish()
  const [former] = (await owner.send('GET', '/identity-providers')).body['items'] as { id: string; linkedPeople: number }[]
  expect(former?.linkedPeople).toBe(1)
  await owner.send('DELETE', `/identity-providers/${former?.id}`)
  await addProvider({ createsAccounts: false })

  expect((await (await goThere()).finish()).body).toMatchObject({ code: 'identity.sign_in_to_link' })
})

test('only a fresh administrator of the installation adds, changes or removes providers', async () => {
  const admin = await steward.member('admin')
  const { secret } = (await owner.send('POST', '/api-keys', { name: 'k' })).body as { secret: string }
  const key = steward.client({ authorization: `Bearer ${secret}` })
  const [provider] = (await owner.send('GET', '/identity-providers')).body['items'] as { id: string }[]
  const body = { name: 'mine', kind: 'github', label: 'Mine', clientId: 'a', clientSecret: 'b' }

  for (const [method, path, sent] of [
    ['POST', '/identity-providers', body],
    ['PATCH', `/identity-providers/${provider?.id}`, { label: 'x' }],
    ['DELETE', `/identity-providers/${provider?.id}`, undefined],
  ] as const) {
    expect((await admin.send(method, path, sent)).body).toMatchObject({ code: 'http.forbidden' })
    expect((await key.send(method, path, sent)).body).toMatchObject({ code: 'identity.person_required' })
  }
})

test('an issuer that leads inside, to files, to metadata or to nothing is refused when it is added', async () => {
  const add = async (issuer: string, kind = 'oidc') => {
    const body = { name: 'evil', kind, label: 'E', issuer, clientId: 'a', clientSecret: 'b' }
    return (await owner.send('POST', '/identity-providers', body)).body['code']
  }
  const refused = 'identity.provider_issuer_refused'

  for (const issuer of [
    'file:///etc/passwd',
    'http://169.254.169.254/latest',
    'https://169.254.169.254/latest',
    'https://metadata.google.internal',
    'https://[fe80::1]/',
    'http://example.com',
    'https://user:secret@example.com',
    'https://example.com?x=1',
    'https://example.com#x',
    'javascript:alert(1)',
    'nothing',
    `${oidc.issuer}/not-there`,
  ])
    expect(await add(issuer), issuer).toBe(refused)
  expect(await add('https://169.254.169.254', 'github')).toBe(refused)
  expect(await add('https://login.microsoftonline.com/common/v2.0', 'microsoft')).toBe(refused)
  expect(await add('https://evil.example', 'google')).toBe(refused)
})

test('where private addresses are not called, no issuer on one is', async () => {
  await using closed = await testInstallation({ net: { denyPrivate: true } })
  const first = await closed.owner()
  const { issuer, clientId, clientSecret } = oidc

  const answer = await first.send('POST', '/identity-providers', {
    name: 'inside',
    kind: 'oidc',
    label: 'I',
    issuer,
    clientId,
    clientSecret,
  })

  expect(answer.body).toMatchObject({ code: 'identity.provider_issuer_refused' })
  expect(answer.text).toContain('private address')
})
