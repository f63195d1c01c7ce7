import { expect, test } from 'vitest'
import { browser, ownerAccount, testInstallation } from '#test/installation'
import { hashPassword } from './password.ts'

const cookieOf = (answer: { headers: Record<string, unknown> }) => String(answer.headers['set-cookie']).split(';', 1)[0] ?? ''

test('signing in gives a cookie of which only the hash is stored', async () => {
  await using steward = await testInstallation()
  await steward.owner()

  const signedIn = await steward.anonymous.send('POST', '/session', { email: 'ADA@example.com', password: ownerAccount.password })

  expect(signedIn).toMatchObject({ status: 200, body: { user: { name: 'Ada' } } })
  const cookie = cookieOf(signedIn)
  const session = await steward.client({ cookie }).send('GET', '/session')
  expect(session).toMatchObject({ status: 200, body: { workspace: { role: 'owner' } } })
  const { rows } = await steward.databases
    .pool('identity')
    .query<{ all: string }>('select json_agg(s)::text as all from user_sessions s')
  expect(rows[0]?.all).not.toContain(cookie.split('=')[1])
})

test('a wrong password and an unknown address get the same answer', async () => {
  await using steward = await testInstallation()
  await steward.owner()

  const wrong = await steward.anonymous.send('POST', '/session', { ...ownerAccount, password: 'not the password' })
  const unknown = await steward.anonymous.send('POST', '/session', { email: 'eve@example.com', password: 'not the password' })

  expect(wrong.status).toBe(401)
  const { requestId: _, ...same } = wrong.body
  expect(unknown.body).toMatchObject(same)
})

test('guessing is stopped and says for how long', async () => {
  await using steward = await testInstallation()
  await steward.owner()
  const guess = () => steward.anonymous.send('POST', '/session', { ...ownerAccount, password: 'guess' })

  const answers = await Promise.all([1, 2, 3, 4, 5, 6, 7].map(guess))

  expect(answers.map((answer) => answer.status).toSorted((a, b) => a - b)).toEqual([401, 401, 401, 401, 401, 429, 429])
  const stopped = answers.find((answer) => answer.status === 429)
  expect(stopped?.body).toMatchObject({ code: 'identity.too_many_attempts' })
  expect(Number(stopped?.headers['retry-after'])).toBeGreaterThan(800)
  expect((await steward.anonymous.send('POST', '/session', ownerAccount)).status).toBe(429)
})

test('SQL in the address is an address that nobody has', async () => {
  await using steward = await testInstallation()
  await steward.owner()

  const answer = await steward.anonymous.send('POST', '/session', { email: `' or 1=1 --`, password: `') or true --` })

  expect(answer).toMatchObject({ status: 401, body: { code: 'identity.wrong_password' } })
})

test('a password hashed with older parameters is hashed anew at sign-in', async () => {
  await using steward = await testInstallation()
  await steward.owner()
  const old = await hashPassword(ownerAccount.password, { memoryKib: 8_192, passes: 1, lanes: 1 })
  await steward.databases.pool('identity').query('update users set password_hash = $1', [old])

  expect((await steward.anonymous.send('POST', '/session', ownerAccount)).status).toBe(200)

  const { rows } = await steward.databases.pool('identity').query<{ password_hash: string }>('select password_hash from users')
  expect(rows[0]?.password_hash).toContain('m=19456,t=2')
  expect((await steward.anonymous.send('POST', '/session', ownerAccount)).status).toBe(200)
})

test('a session ends at once when it is signed out, and when its time is over', async () => {
  await using steward = await testInstallation()
  await steward.owner()
  const [first, second] = [
    await steward.anonymous.send('POST', '/session', ownerAccount),
    await steward.anonymous.send('POST', '/session', ownerAccount),
  ]
  const [one, two] = [first, second].map((answer) => steward.client({ ...browser, cookie: cookieOf(answer) }))

  expect((await one?.send('GET', '/session'))?.status).toBe(200)
  expect((await one?.send('DELETE', '/session'))?.status).toBe(204)
  expect(await one?.send('GET', '/session')).toMatchObject({ status: 401, body: { code: 'http.bad_credential' } })

  await steward.databases.pool('identity').query(`update user_sessions set expires_at = now() - interval '1 second'`)
  expect((await two?.send('GET', '/session'))?.status).toBe(401)
})

test('a session in use is prolonged once a day, and the browser hears of it', async () => {
  await using steward = await testInstallation()
  const owner = await steward.owner()
  await steward.databases.pool('identity').query(`update user_sessions set expires_at = now() + interval '10 days'`)

  const renewed = await owner.send('GET', '/session')
  const again = await owner.send('GET', '/session')

  expect(renewed.headers['set-cookie']).toContain('steward_session=')
  expect(new Date(String(renewed.body['expiresAt'])).getTime()).toBeGreaterThan(Date.now() + 29 * 86_400_000)
  expect(again.headers['set-cookie']).toBeUndefined()
})

test('over HTTPS the cookie is bound to the host and never sent in the clear', async () => {
  await using steward = await testInstallation({ settings: { publicUrl: 'https://steward.example.com' } })

  const made = await steward.anonymous.send('POST', '/setup', ownerAccount)

  expect(made.headers['set-cookie']).toMatch(/^__Host-steward_session=.+; HttpOnly; Secure; SameSite=Lax$/)
  expect(made.headers['strict-transport-security']).toBeDefined()
})

test('a deleted or deactivated user is nobody', async () => {
  await using steward = await testInstallation()
  const member = await steward.member('editor')
  await steward.databases.pool('identity').query('update users set is_active = false where id = $1', [member.userId])

  expect((await member.send('GET', '/session')).status).toBe(401)
})
