import { TOTP } from 'otpauth'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { browser, type Client, ownerAccount, testInstallation, type TestInstallation } from '#test/installation'

let steward: TestInstallation
let owner: Client & { readonly userId: string }
beforeAll(async () => {
  steward = await testInstallation()
  owner = await steward.owner()
})
afterAll(async () => steward[Symbol.asyncDispose]())
beforeEach(async () => {
  await query(`update users set two_factor_enabled = false, two_factor_secret = null, two_factor_last_step = null,
    two_factor_failures = 0, two_factor_locked_until = null, is_active = true`)
  await query('delete from recovery_codes')
  await query('delete from sign_in_challenges')
  await query('update user_sessions set authenticated_at = now()')
})

const query = async <R extends object>(text: string) => (await steward.databases.pool('identity').query<R>(text)).rows
const codeOf = (secret: string, steps = 0) => new TOTP({ secret }).generate({ timestamp: Date.now() + steps * 30_000 })
/** What the browser holds after an answer. */
const cookiesOf = (answer: { headers: Record<string, unknown> }) =>
  ([answer.headers['set-cookie'] ?? []].flat() as string[]).map((cookie) => cookie.split(';', 1)[0]).join('; ')
const sessionCookie = /steward_session=[\w-]{43}/

/** Switches the second factor on as a person does; the code of the step before was used for that. */
async function enrol(client = owner) {
  const { secret } = (await client.send('POST', '/second-factor')).body as { secret: string }
  const confirmed = await client.send('POST', '/second-factor/confirm', { code: codeOf(secret, -1) })
  expect(confirmed.status).toBe(200)
  return { secret, codes: confirmed.body['recoveryCodes'] as string[] }
}

/** The first step of a sign-in, in a browser of its own. */
async function firstStep(more: Record<string, string> = {}) {
  const answer = await steward.client(browser).send('POST', '/session', ownerAccount, more)
  const { ticket } = (answer.body['secondFactor'] ?? {}) as { ticket: string }
  const cookie = cookiesOf(answer)
  const finish = (code: string, over: { ticket?: string; cookie?: string } = {}) =>
    steward
      .client({ ...browser, cookie: over.cookie ?? cookie })
      .send('POST', '/session/second-factor', { ticket: over.ticket ?? ticket, code })
  return { answer, ticket, cookie, finish }
}

test('with a second factor a password alone gives a ticket that opens nothing, and the code the session', async () => {
  const { secret } = await enrol()

  const { answer, ticket, cookie, finish } = await firstStep()

  expect(answer.status).toBe(200)
  expect(cookie).not.toMatch(sessionCookie)
  expect(answer.body).not.toHaveProperty('user')
  for (const headers of [{ cookie }, { cookie: `steward_session=${ticket}` }, { authorization: `Bearer ${ticket}` }])
    expect((await steward.client({ ...browser, ...headers }).send('GET', '/session')).status).toBe(401)
  const done = await finish(codeOf(secret))
  expect(done).toMatchObject({ status: 200, body: { user: { name: 'Ada' } } })
  const session = cookiesOf(done)
  expect(session).toMatch(sessionCookie)
  expect((await steward.client({ cookie: session }).send('GET', '/session')).status).toBe(200)
})

test('secret, recovery codes and ticket are not readable in the database or the audit log', async () => {
  const { secret, codes } = await enrol()
  const { ticket, cookie } = await firstStep()

  const [row] = await query<{ all: string }>(`select concat(
    (select json_agg(u) from users u), (select json_agg(r) from recovery_codes r),
    (select json_agg(c) from sign_in_challenges c), (select json_agg(o) from outbox o)) as all`)

  for (const hidden of [secret, ticket, cookie.split('=')[1] ?? '', ...codes, ...codes.map((code) => code.replaceAll('-', ''))])
    expect(row?.all).not.toContain(hidden)
  expect(row?.all).toContain('user.second_factor_switched_on')
})

test('a ticket is worthless in another browser, a second time, and when its time is over', async () => {
  const { secret } = await enrol()
  const stolen = await firstStep()
  const other = await firstStep()

  expect((await stolen.finish(codeOf(secret), { cookie: other.cookie })).body).toMatchObject({
    code: 'identity.ticket_not_valid',
  })
  expect((await stolen.finish(codeOf(secret), { cookie: '' })).body).toMatchObject({ code: 'identity.ticket_not_valid' })
  expect((await stolen.finish(codeOf(secret))).status).toBe(200)
  expect((await stolen.finish(codeOf(secret, 1))).body).toMatchObject({ code: 'identity.ticket_not_valid' })
  await query(`update sign_in_challenges set expires_at = now() - interval '1 second'`)
  expect((await other.finish(codeOf(secret, 1))).body).toMatchObject({ code: 'identity.ticket_not_valid' })
})

test('a code works once, also when it is sent twice at the same moment with two tickets', async () => {
  const { secret } = await enrol()
  const [one, two, three] = [await firstStep(), await firstStep(), await firstStep()]
  const code = codeOf(secret)

  const answers = await Promise.all([one.finish(code), two.finish(code)])

  expect(answers.map((answer) => answer.status).toSorted((a, b) => a - b)).toEqual([200, 401])
  expect((await three.finish(code)).body).toMatchObject({ code: 'identity.wrong_code' })
  expect((await three.finish(codeOf(secret, -1))).body).toMatchObject({ code: 'identity.wrong_code' })
  expect((await three.finish(codeOf(secret, 1))).status).toBe(200)
})

test('of two who use a recovery code at the same moment one is let in, and nobody later', async () => {
  const { codes } = await enrol()
  const [code = ''] = codes
  const [one, two, three] = [await firstStep(), await firstStep(), await firstStep()]

  const answers = await Promise.all([one.finish(code), two.finish(code)])

  expect(answers.map((answer) => answer.status).toSorted((a, b) => a - b)).toEqual([200, 401])
  expect((await three.finish(code)).status).toBe(401)
  expect((await owner.send('GET', '/second-factor')).body).toEqual({ isOn: true, recoveryCodesLeft: 9 })
  expect((await three.finish((codes[1] ?? '').toUpperCase().replaceAll('-', ' '))).status).toBe(200)
})

test('guessing ends a ticket after five codes, then locks the codes of the app; a recovery code still lets its owner in', async () => {
  const { secret, codes } = await enrol()
  const guessing = await firstStep()

  const guesses = await Promise.all(Array.from({ length: 8 }, (_, n) => guessing.finish(String(100_000 + n))))
  const later = await firstStep()
  const right = await later.finish(codeOf(secret))

  expect(guesses.map((answer) => answer.body['code']).filter((code) => code === 'identity.wrong_code')).toHaveLength(5)
  expect(right).toMatchObject({ status: 429, body: { code: 'identity.second_factor_locked' } })
  expect(Number(right.headers['retry-after'])).toBeGreaterThan(800)
  expect((await later.finish(codes[0] ?? '')).status).toBe(200)
})

test('each further lock lasts twice as long, up to a day', async () => {
  await enrol()
  const lockedMinutes = async (failures: number) => {
    await query(`update users set two_factor_failures = ${failures}, two_factor_locked_until = null`)
    await (await firstStep()).finish('100000')
    const [row] = await query<{ minutes: number }>(
      'select round(extract(epoch from two_factor_locked_until - now()) / 60)::int as minutes from users',
    )
    return row?.minutes ?? 0
  }

  expect([await lockedMinutes(3), await lockedMinutes(4), await lockedMinutes(9), await lockedMinutes(199)]).toEqual([
    0, 15, 30, 1440,
  ])
})

test('who is deactivated between the two steps is not let in', async () => {
  const { secret } = await enrol()
  const { finish } = await firstStep()
  await query('update users set is_active = false')

  expect((await finish(codeOf(secret))).status).toBe(401)
})

test('until a code has confirmed it the app counts for nothing, and a second app is refused', async () => {
  const begun = (await owner.send('POST', '/second-factor')).body as { secret: string; uri: string }

  expect(begun.uri).toMatch(/^otpauth:\/\/totp\/Steward:Ada(%40|@)example\.com\?/)
  expect((await firstStep()).cookie).toMatch(sessionCookie)
  expect((await owner.send('POST', '/second-factor/confirm', { code: '000000' })).body).toMatchObject({
    code: 'identity.enrol_code_wrong',
  })
  expect((await owner.send('POST', '/second-factor/confirm', { code: codeOf(begun.secret) })).status).toBe(200)
  expect((await owner.send('POST', '/second-factor')).body).toMatchObject({ code: 'identity.second_factor_on' })
  expect((await owner.send('POST', '/second-factor/confirm', { code: codeOf(begun.secret, 1) })).status).toBe(409)
})

test('new recovery codes end the former ones, and switching off ends everything', async () => {
  const { codes } = await enrol()

  const renewed = (await owner.send('POST', '/second-factor/recovery-codes')).body['recoveryCodes'] as string[]
  const waiting = await firstStep()

  expect(renewed).toHaveLength(10)
  expect(new Set([...codes, ...renewed]).size).toBe(20)
  expect((await waiting.finish(codes[0] ?? '')).status).toBe(401)
  expect((await owner.send('DELETE', '/second-factor')).status).toBe(204)
  expect((await waiting.finish(renewed[0] ?? '')).body).toMatchObject({ code: 'identity.ticket_not_valid' })
  expect((await firstStep()).cookie).toMatch(sessionCookie)
})

test('a key or a sign-in of an hour ago cannot change the second factor; a key cannot even see it', async () => {
  await enrol()
  const { secret } = (await owner.send('POST', '/api-keys', { name: 'k' })).body as { secret: string }
  const key = steward.client({ authorization: `Bearer ${secret}` })
  await query(`update user_sessions set authenticated_at = now() - interval '1 hour'`)
  const old = steward.client({ ...browser, cookie: owner.headers['cookie'] ?? '' })

  for (const [method, path] of [
    ['POST', '/second-factor'],
    ['DELETE', '/second-factor'],
    ['POST', '/second-factor/recovery-codes'],
  ] as const) {
    expect((await key.send(method, path)).body).toMatchObject({ code: 'identity.person_required' })
  }
  expect((await key.send('GET', '/second-factor')).status).toBe(403)
  await new Promise((resolve) => setTimeout(resolve, 3_100))
  expect((await old.send('DELETE', '/second-factor')).body).toMatchObject({ code: 'identity.step_up_required' })
})
