import { TOTP } from 'otpauth'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { openPostOffice } from '#test/post-office'
import { browser, type Client, ownerAccount, testInstallation, type TestInstallation } from '#test/installation'

let steward: TestInstallation
beforeAll(async () => {
  steward = await testInstallation()
  await steward.owner()
})
afterAll(async () => steward[Symbol.asyncDispose]())
beforeEach(async () => {
  await query('delete from user_sessions')
  await query('delete from attempts')
})

const query = async <R extends object>(text: string) => (await steward.databases.pool('identity').query<R>(text)).rows
const cookieOf = (answer: { headers: Record<string, unknown> }) =>
  ([answer.headers['set-cookie'] ?? []].flat() as string[])
    .map((cookie) => cookie.split(';', 1)[0] ?? '')
    .find((cookie) => cookie.startsWith('steward_session=')) ?? ''

type Device = { readonly id: string; readonly isCurrent: boolean }
async function signIn(headers: Record<string, string> = {}): Promise<Client & { readonly cookie: string }> {
  const answer = await steward.client({ ...browser, ...headers }).send('POST', '/session', ownerAccount)
  const cookie = cookieOf(answer)
  return { ...steward.client({ ...browser, ...headers, cookie }), cookie }
}
const devicesOf = async (client: Client) => (await client.send('GET', '/devices')).body['items'] as Device[]
/** As it is some time after the sign-in. */
const age = (minutes: number) => query(`update user_sessions set authenticated_at = now() - interval '${minutes} minutes'`)

test('a sign-in counts as fresh for ten minutes, then the password makes it so again', async () => {
  const owner = await signIn()
  await age(9)
  expect((await owner.send('POST', '/second-factor')).status).toBe(200)
  const old = await signIn()
  await age(11)
  expect((await old.send('POST', '/second-factor')).body).toMatchObject({
    code: 'identity.step_up_required',
    params: { minutes: 10 },
  })

  expect((await old.send('POST', '/session/step-up', { password: 'not it' })).body).toMatchObject({
    code: 'identity.step_up_failed',
  })
  const stepped = await old.send('POST', '/session/step-up', { password: ownerAccount.password })

  expect(stepped.status).toBe(200)
  const renewed = steward.client({ ...browser, cookie: cookieOf(stepped) })
  expect((await renewed.send('POST', '/second-factor')).status).toBe(200)
})

test('the secret of the session changes when somebody confirms that it is them, and the former one is dead', async () => {
  const owner = await signIn()
  const [before] = await devicesOf(owner)

  const stepped = await owner.send('POST', '/session/step-up', { password: ownerAccount.password })

  expect(cookieOf(stepped)).not.toBe(owner.cookie)
  expect((await owner.send('GET', '/session')).status).toBe(401)
  const renewed = steward.client({ ...browser, cookie: cookieOf(stepped) })
  expect(await devicesOf(renewed)).toMatchObject([{ id: before?.id, isCurrent: true }])
})

test('a sign-in ends the session that the browser had before, and never takes one that it was given', async () => {
  const first = await signIn()

  const second = await signIn({ cookie: first.cookie })
  const planted = await signIn({ cookie: `steward_session=${'x'.repeat(43)}` })

  expect((await first.send('GET', '/session')).status).toBe(401)
  expect((await second.send('GET', '/session')).status).toBe(200)
  expect(planted.cookie).not.toContain('xxx')
})

test('guessing the password here is stopped as at the door', async () => {
  const owner = await signIn()
  const guess = () => owner.send('POST', '/session/step-up', { password: 'guess' })

  const answers = await Promise.all([1, 2, 3, 4, 5, 6, 7].map(guess))

  expect(answers.map(({ status }) => status).toSorted((a, b) => a - b)).toEqual([403, 403, 403, 403, 403, 429, 429])
})

test('with a second factor the password confirms nothing', async () => {
  const owner = await signIn()
  await query('update users set two_factor_enabled = true')

  expect((await owner.send('GET', '/session/step-up')).body).toEqual({ ways: ['code'], providers: [] })
  expect((await owner.send('POST', '/session/step-up', { password: ownerAccount.password })).body).toMatchObject({
    code: 'identity.step_up_failed',
  })
  await query('update users set two_factor_enabled = false')
})

test('devices are told in words, the last used first, and nobody sees or ends those of others', async () => {
  const firefox = await signIn({ 'user-agent': 'Mozilla/5.0 (X11; Linux x86_64; rv:150.0) Gecko/20100101 Firefox/150.0' })
  await query(`update user_sessions set last_used_at = now() - interval '1 hour'`)
  const phone = await signIn({
    'user-agent':
      'Mozilla/5.0 (iPhone; CPU iPhone OS 20_0 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/20.0 Mobile/15E148 Safari/604.1',
  })

  const listed = (await phone.send('GET', '/devices')).body['items']
  const stranger = await steward.member('admin')
  const [mine] = await devicesOf(firefox)

  expect(listed).toMatchObject([
    { browser: 'Safari', system: 'iPhone', isPhone: true, isCurrent: true, address: '127.0.0.1' },
    { browser: 'Firefox', system: 'Linux', isPhone: false, isCurrent: false },
  ])
  expect(await devicesOf(stranger)).toHaveLength(1)
  expect((await stranger.send('DELETE', `/devices/${mine?.id}`)).body).toMatchObject({ code: 'identity.device_not_found' })
})

test('one device, all others or everything is signed out at the next request', async () => {
  const [one, two, three] = [await signIn(), await signIn(), await signIn()]
  const other = (await devicesOf(one)).find(({ isCurrent }) => !isCurrent)

  expect((await one.send('DELETE', `/devices/${other?.id}`)).status).toBe(204)
  const statuses = await Promise.all([two, three].map(async (client) => (await client.send('GET', '/session')).status))
  expect(statuses.toSorted((a, b) => a - b)).toEqual([200, 401])
  expect((await one.send('POST', '/devices/sign-out', { everywhere: false })).body).toEqual({ signedOut: 1 })
  expect((await one.send('GET', '/session')).status).toBe(200)
  const last = await one.send('POST', '/devices/sign-out', { everywhere: true })
  expect(last.body).toEqual({ signedOut: 1 })
  expect(cookieOf(last)).toBe('steward_session=')
  expect((await one.send('GET', '/session')).status).toBe(401)
  expect(await query(`select 1 from outbox where payload->>'action' = 'session.all_revoked'`)).toHaveLength(2)
})

test('an API key neither sees nor ends sessions', async () => {
  const owner = await signIn()
  const { secret } = (await owner.send('POST', '/api-keys', { name: 'k' })).body as { secret: string }
  const key = steward.client({ authorization: `Bearer ${secret}` })

  for (const [method, path] of [
    ['GET', '/devices'],
    ['GET', '/session/step-up'],
    ['GET', '/linked-sign-ins'],
  ] as const)
    expect((await key.send(method, path)).body).toMatchObject({ code: 'identity.person_required' })
  expect((await key.send('POST', '/devices/sign-out', { everywhere: true })).status).toBe(403)
  expect((await owner.send('GET', '/session')).status).toBe(200)
})

test('the use of a session is noted at most once a minute', async () => {
  const owner = await signIn()
  const usedAt = async () => (await query<{ at: Date }>('select last_used_at as at from user_sessions'))[0]?.at.getTime() ?? 0
  const first = await usedAt()

  await owner.send('GET', '/session')
  expect(await usedAt()).toBe(first)
  await query(`update user_sessions set last_used_at = now() - interval '2 minutes'`)
  // Until what is known of the caller is looked up again.
  await new Promise((resolve) => setTimeout(resolve, 3_100))
  await owner.send('GET', '/session')

  expect(Date.now() - (await usedAt())).toBeLessThan(60_000)
})

test('the owner is told by mail of a device that is new and of changes to the ways in, and of nothing else', async () => {
  const begin = new Date().toISOString()
  await using office = openPostOffice(steward)
  const linux = { 'user-agent': 'Mozilla/5.0 (X11; Linux x86_64; rv:150.0) Gecko/20100101 Firefox/150.0' }
  await signIn(linux)
  await signIn(linux)

  const elsewhere = await signIn({ 'user-agent': 'curl/9.0' })
  const { secret } = (await elsewhere.send('POST', '/second-factor')).body as { secret: string }
  await elsewhere.send('POST', '/second-factor/confirm', { code: new TOTP({ secret }).generate() })
  await elsewhere.send('DELETE', '/second-factor')
  await office.settled()

  expect(office.mails.filter((mail) => mail.template === 'new_sign_in' && mail.at >= begin)).toMatchObject([
    { to: ownerAccount.email, device: 'curl', address: '127.0.0.1' },
  ])
  expect(office.mails.flatMap((mail) => (mail.template === 'security_changed' && mail.at >= begin ? [mail.what] : []))).toEqual([
    'Two-factor sign-in was switched on.',
    'Two-factor sign-in was switched off.',
  ])
})
