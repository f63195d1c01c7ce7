import { expect, test } from 'vitest'
import { newId } from '#base/id'
import { cookieOf, openDoor } from '#test/door'
import { browser, ownerAccount } from '#test/installation'
import { openPostOffice } from '#test/post-office'
import { hashPassword } from '../password.ts'

const password = 'seven plums in a bowl'
const eve = { email: 'eve@example.com', name: 'Eve' }

const open = (settings: Record<string, unknown> = { 'identity.sign_up': 'open' }) => openDoor(settings)

test('whoever proves their address is in, with a workspace of their own and a mail that greets them', async () => {
  await using door = await open()

  const asked = await door.send('POST', '/sign-up', eve)
  const token = await door.post.token('verify', 'eve@example.com')
  const link = await door.send('POST', '/account-link', { token })
  const made = await door.send('POST', '/sign-up/confirmation', { token, name: 'Eve Adams', password })

  expect(asked).toMatchObject({ status: 202, body: {} })
  expect(link.body).toEqual({ purpose: 'sign_up', email: 'eve@example.com', name: 'Eve', newEmail: null })
  expect(made).toMatchObject({ status: 201, body: { user: { name: 'Eve Adams', isAdmin: false }, workspace: { role: 'owner' } } })
  const session = await door.steward.client({ cookie: cookieOf(made) }).send('GET', '/session')
  expect(session).toMatchObject({ status: 200, body: { user: { email: 'eve@example.com' } } })
  expect(await door.post.next('welcome', 'eve@example.com')).toMatchObject({ name: 'Eve Adams' })
  expect((await door.send('POST', '/session', { email: 'EVE@example.com', password })).status).toBe(200)
  await door.post.settled()
  const { rows } = await door.steward.databases.pool('tenant').query('select id from workspaces')
  expect(rows).toHaveLength(1)
})

test('a sign-up that broke off before its workspace was made gets one all the same', async () => {
  await using door = await open()
  await door.send('POST', '/sign-up', eve)
  const token = await door.post.token('verify', 'eve@example.com')
  await door.send('POST', '/sign-up/confirmation', { token, name: 'Eve', password })
  await door.post.settled()
  const { databases } = door.steward
  await databases.pool('tenant').query('delete from workspaces')
  const [userId] = (await databases.pool('identity').query<{ id: string }>('select id from users')).rows

  await databases
    .pool('identity')
    .query(`insert into outbox (event_id, type, key, payload) values ($1, 'user.signed_up', 'x', $2)`, [
      newId(),
      { userId: userId?.id },
    ])
  await door.post.settled()

  expect((await databases.pool('tenant').query('select owner_id from workspaces')).rows).toEqual([{ owner_id: userId?.id }])
})

test('by invitation, closed, or another domain: nobody signs up, and is told why', async () => {
  await using invitation = await open({})
  await using closed = await open({ 'identity.sign_up': 'closed' })
  await using ours = await open({ 'identity.sign_up': 'open', 'identity.allowed_domains': ['example.org'] })

  expect((await invitation.send('POST', '/sign-up', eve)).body).toMatchObject({ code: 'identity.sign_up_by_invitation' })
  expect((await closed.send('POST', '/sign-up', eve)).body).toMatchObject({ code: 'identity.sign_up_closed' })
  expect((await ours.send('POST', '/sign-up', eve)).body).toMatchObject({ code: 'identity.domain_not_allowed' })
  expect((await ours.send('POST', '/sign-up', { ...eve, email: 'eve@sub.example.org' })).status).toBe(403)
  expect((await ours.send('POST', '/sign-up', { ...eve, email: 'eve@EXAMPLE.org' })).status).toBe(202)
  expect((await closed.send('GET', '/sign-up')).body).toEqual({ mode: 'closed', passwordLengthMin: 10 })
})

test('an address that has an account is answered the same, by the same work; its owner alone hears of it', async () => {
  await using door = await open()
  await door.steward.owner()
  await door.post.settled()
  await door.post[Symbol.asyncDispose]()
  const { databases } = door.steward
  const told = async () => {
    const { rows } = await databases
      .pool('identity')
      .query<{ type: string; bytes: number }>('select type, length(payload::text) / 50 as bytes from outbox')
    await databases.pool('identity').query('delete from outbox')
    return rows
  }

  const known = await door.send('POST', '/sign-up', { email: 'ADA@example.com', name: 'Ad' })
  const toldOfKnown = await told()
  const unknown = await door.send('POST', '/sign-up', { email: 'eve@example.com', name: 'Eve' })
  const toldOfUnknown = await told()

  expect([known.status, known.body]).toEqual([unknown.status, unknown.body])
  expect(toldOfKnown).toEqual(toldOfUnknown)
  expect(toldOfKnown).toHaveLength(1)
  await using post = openPostOffice(door.steward)
  await door.send('POST', '/sign-up', { email: 'ADA@example.com', name: 'Mallory' })
  expect(await post.next('account_exists', ownerAccount.email)).toMatchObject({ name: 'Ada' })
  expect(await door.rows('sign_ups')).toEqual([])
})

test('a link works once, for its purpose, whole, and in time', async () => {
  await using door = await open()
  await door.steward.owner()
  await door.send('POST', '/sign-up', eve)
  await door.send('POST', '/password-reset', { email: ownerAccount.email })
  const token = await door.post.token('verify', 'eve@example.com')
  const reset = await door.post.token('password_reset', ownerAccount.email)
  const confirm = (given: string) => door.send('POST', '/sign-up/confirmation', { token: given, name: 'Eve', password })
  const invalid = { status: 400, body: { code: 'identity.link_not_valid' } }

  for (const wrong of [token.slice(0, -1), `${token}A`, token.toLowerCase(), reset, 'x', "' or 1=1 --", '%00', newId()])
    expect(await confirm(wrong)).toMatchObject(invalid)
  expect(await door.send('POST', '/password-reset/confirmation', { token, password })).toMatchObject(invalid)
  expect(await door.send('POST', '/magic-link/confirmation', { token: reset })).toMatchObject(invalid)
  expect(await door.send('POST', '/unlock', { token: reset })).toMatchObject(invalid)
  expect(await door.send('POST', '/account/email/confirmation', { token: reset })).toMatchObject(invalid)
  expect((await confirm(token)).status).toBe(201)
  expect(await confirm(token)).toMatchObject(invalid)

  await door.send('POST', '/sign-up', { ...eve, email: 'late@example.com' })
  const late = await door.post.token('verify', 'late@example.com')
  await door.steward.databases.pool('identity').query(`update sign_ups set expires_at = now() - interval '1 second'`)
  expect(await confirm(late)).toMatchObject(invalid)
  expect(await door.send('POST', '/account-link', { token: late })).toMatchObject(invalid)
})

test('of many who follow links for one address at once, one gets the account', async () => {
  await using door = await open()
  await door.send('POST', '/sign-up', eve)
  await door.send('POST', '/sign-up', { ...eve, email: 'Eve@example.com' })
  const [one, two] = [await door.post.token('verify', 'eve@example.com'), await door.post.token('verify', 'Eve@example.com')]

  const answers = await Promise.all(
    [one, two, one, two, one].map((token) => door.send('POST', '/sign-up/confirmation', { token, name: 'Eve', password })),
  )

  expect(answers.filter((answer) => answer.status === 201)).toHaveLength(1)
  expect(answers.filter((answer) => answer.status >= 500)).toEqual([])
  expect(await door.rows('users')).toHaveLength(1)
})

test('an account that somebody made before in the name of another is taken over without a trace of its maker', async () => {
  for (const way of ['sign-up', 'reset', 'magic link'] as const) {
    await using door = await open()
    const { databases } = door.steward
    const victim = { email: `${newId()}@example.com`, name: 'Someone' }
    const userId = newId()
    await databases
      .pool('identity')
      .query(`insert into users (id, email, name, password_hash) values ($1, $2, 'Mallory', $3)`, [
        userId,
        victim.email,
        await hashPassword('mallory knows this'),
      ])
    await databases
      .pool('identity')
      .query(`insert into api_keys (id, user_id, name, key_prefix, key_hash) values ($1, $2, 'k', 'stw_x', sha256('x'))`, [
        newId(),
        userId,
      ])
    await databases.pool('tenant').query(`insert into workspaces (id, name, owner_id) values ($1, 'W', $2)`, [userId, userId])
    await databases
      .pool('tenant')
      .query(`insert into workspace_members (id, workspace_id, user_id, role) values ($1, $1, $1, 'owner')`, [userId])
    const mallory = await door.send('POST', '/session', { email: victim.email, password: 'mallory knows this' })
    expect(mallory.status).toBe(200)

    if (way === 'sign-up') {
      await door.send('POST', '/sign-up', victim)
      const token = await door.post.token('verify', victim.email)
      expect((await door.send('POST', '/sign-up/confirmation', { token, name: 'Vera', password })).status).toBe(201)
    } else if (way === 'reset') {
      await door.send('POST', '/password-reset', victim)
      const token = await door.post.token('password_reset', victim.email)
      expect((await door.send('POST', '/password-reset/confirmation', { token, password })).status).toBe(200)
    } else {
      const asked = await door.send('POST', '/magic-link', { email: victim.email })
      const token = await door.post.token('magic_link', victim.email)
      const here = door.steward.client({ ...browser, cookie: cookieOf(asked) })
      expect((await here.send('POST', '/magic-link/confirmation', { token })).status).toBe(200)
    }

    const old = await door.steward.client({ cookie: cookieOf(mallory) }).send('GET', '/session')
    expect([way, old.status]).toEqual([way, 401])
    expect((await door.send('POST', '/session', { email: victim.email, password: 'mallory knows this' })).status).toBe(401)
    const { rows } = await databases.pool('identity').query('select 1 from api_keys where is_active')
    expect(rows).toEqual([])
  }
})

test('addresses that are none, that look like others, or that hold more than an address are refused plainly', async () => {
  await using door = await open()
  await door.steward.owner()
  const wrong = [
    'eve',
    '@example.com',
    'eve@',
    'a b@example.com',
    'eve@example.com\r\nBcc: all@example.com',
    'Eve <eve@example.com>',
    'eve@example.com,ada@example.com',
    '\u212aim@example.com',
    'аda@example.com',
    'ada@exam\u0440le.com',
    'eve@ex\u0000ample.com',
    'ada@example.com\u200b',
    `${'e'.repeat(250)}@example.com`,
    '\ud800@example.com',
  ]

  for (const email of wrong) {
    for (const path of ['/sign-up', '/password-reset', '/magic-link']) {
      const answer = await door.send('POST', path, { email, name: 'Eve' })
      expect([email, answer.status]).toEqual([email, 400])
    }
  }
  for (const body of [
    {},
    { email: 5, name: {} },
    { ...eve, name: '' },
    { ...eve, name: ' ' },
    { ...eve, name: 'n'.repeat(256) },
    { ...eve, email: 'x'.repeat(900_000) },
  ])
    expect((await door.send('POST', '/sign-up', body)).status).toBe(400)
  await door.post.settled()
  expect(door.post.mails).toEqual([])
})

test('too many mails to one address, or from one, are refused alike for who has an account and who has not', async () => {
  await using door = await open()
  await door.steward.owner()
  const ask = (email: string) => door.send('POST', '/password-reset', { email })

  const known = await Promise.all([1, 2, 3, 4, 5, 6].map(() => ask('Ada@example.com')))
  const unknown = await Promise.all([1, 2, 3, 4, 5, 6].map(() => ask('Eve@example.com')))
  const many = await Promise.all(Array.from({ length: 30 }, (_, n) => ask(`person${n}@example.com`)))

  const statuses = (answers: { status: number }[]) => answers.map((answer) => answer.status).toSorted((a, b) => a - b)
  expect(statuses(known)).toEqual([202, 202, 202, 202, 429, 429])
  expect(statuses(unknown)).toEqual(statuses(known))
  expect(known.find((answer) => answer.status === 429)?.body).toMatchObject({ code: 'identity.too_many_mails' })
  expect(many.filter((answer) => answer.status === 429).length).toBeGreaterThan(0)
  await door.post.settled()
  expect(door.post.mails.filter((mail) => mail.to === ownerAccount.email)).toHaveLength(4)
})

test('a password that is short, common or one’s own name is refused with the reason, and the link still works', async () => {
  await using door = await open({ 'identity.sign_up': 'open', 'identity.password_min_length': 12 })
  await door.send('POST', '/sign-up', { email: 'eve.example@example.com', name: 'Evelyn Example' })
  const token = await door.post.token('verify', 'eve.example@example.com')
  const confirm = (given: string) =>
    door.send('POST', '/sign-up/confirmation', { token, name: 'Evelyn Example', password: given })

  const codes: unknown[] = []
  for (const given of ['elevenchars', 'password1234', 'abcabcabcabc', 'EvelynExample1', 'x'.repeat(257)])
    codes.push((await confirm(given)).body['code'])

  expect(codes).toEqual([
    'identity.password_short',
    'identity.password_common',
    'identity.password_simple',
    'identity.password_personal',
    'http.invalid_request',
  ])
  expect((await confirm(password)).status).toBe(201)
})

test('neither a link nor the password nor who asked can be read in the database or the audit log', async () => {
  await using door = await open()
  await door.post[Symbol.asyncDispose]()
  await door.send('POST', '/sign-up', { email: 'secret.address@example.com', name: 'Secretname' })
  const waiting = (await door.rows('outbox')).join()
  await using post = openPostOffice(door.steward)
  const token = await post.token('verify', 'secret.address@example.com')
  await door.send('POST', '/password-reset', { email: 'secret.address@example.com' })
  const stored = (await Promise.all(['sign_ups', 'account_tokens', 'attempts', 'outbox'].map((table) => door.rows(table))))
    .flat()
    .join()
  await door.send('POST', '/sign-up/confirmation', { token, name: 'Eve', password })
  await post.settled()

  expect(waiting).not.toMatch(/secret\.address|Secretname/i)
  expect(stored).not.toContain(token)
  const everything = `${stored} ${(await door.rows('users')).join()} ${post.acts.join()}`
  expect(everything).not.toContain(password)
  expect(post.acts.join()).not.toMatch(/secret\.address/)
  expect(post.acts.join()).toContain('user.signed_up')
})
