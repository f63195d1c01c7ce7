import { expect, test } from 'vitest'
import { newId } from '#base/id'
import { log } from '#base/log'
import { cookieOf, type Door, openDoor } from '#test/door'
import { browser, ownerAccount } from '#test/installation'
import { AccountCaretaker } from './caretaker.ts'
import { isAllowedDomain } from './email-address.ts'

const { email, password } = ownerAccount
const next = 'seven plums in a bowl'
const as = (door: Door, answer: { headers: Record<string, unknown> }) =>
  door.steward.client({ ...browser, cookie: cookieOf(answer) })
const signIn = (door: Door, given: object = {}) => door.send('POST', '/session', { email, password, ...given })
const stale = (door: Door) =>
  door.steward.databases.pool('identity').query(`update user_sessions set authenticated_at = now() - interval '1 hour'`)

test('the password is changed by who knows the present one; other sessions end, this one stays', async () => {
  await using door = await openDoor()
  const owner = await door.steward.owner()
  const other = as(door, await signIn(door))
  const change = (currentPassword: string, newPassword: string) =>
    owner.send('POST', '/account/password', { currentPassword, newPassword })

  expect(await change('not it', next)).toMatchObject({ status: 403, body: { code: 'identity.password_wrong' } })
  expect(await change(password, 'password1234')).toMatchObject({ status: 400, body: { code: 'identity.password_common' } })
  expect((await change(password, next)).status).toBe(204)

  expect([(await owner.send('GET', '/session')).status, (await other.send('GET', '/session')).status]).toEqual([200, 401])
  expect([(await signIn(door)).status, (await signIn(door, { password: next })).status]).toEqual([401, 200])
  expect(await door.post.next('password_changed', email)).toBeDefined()
})

test('guessing the present password in an open browser is stopped like guessing at the door', async () => {
  await using door = await openDoor()
  const owner = await door.steward.owner()
  const guess = () => owner.send('POST', '/account/password', { currentPassword: 'a guess', newPassword: next })

  const answers = await Promise.all([1, 2, 3, 4, 5, 6, 7].map(guess))

  expect(answers.map((answer) => answer.status).toSorted((a, b) => a - b)).toEqual([403, 403, 403, 403, 403, 429, 429])
})

test('a program has no say over how its owner signs in, nor does a session that is not fresh', async () => {
  await using door = await openDoor()
  const owner = await door.steward.owner()
  const made = await owner.send('POST', '/api-keys', { name: 'all' })
  const key = door.steward.client({ authorization: `Bearer ${String(made.body['secret'])}` })
  const calls = (client: typeof key) => [
    client.send('POST', '/account/email', { email: 'new@example.com' }),
    client.send('POST', '/account/deletion', { email }),
  ]

  expect((await key.send('PATCH', '/account', { name: 'Bot' })).status).toBe(403)
  expect((await key.send('POST', '/account/password', { currentPassword: password, newPassword: next })).status).toBe(403)
  for (const answer of await Promise.all(calls(key))) expect(answer.body).toMatchObject({ code: 'identity.person_required' })
  await stale(door)
  const late = as(door, await signIn(door))
  await stale(door)
  for (const answer of await Promise.all(calls(late))) expect(answer.body).toMatchObject({ code: 'identity.step_up_required' })
})

test('a name is changed, and one that is none is not', async () => {
  await using door = await openDoor()
  const owner = await door.steward.owner()

  expect((await owner.send('PATCH', '/account', { name: ' Ada Lovelace 🦉 ' })).body).toMatchObject({
    name: 'Ada Lovelace 🦉',
    hasPassword: true,
  })
  expect((await owner.send('GET', '/session')).body).toMatchObject({ user: { name: 'Ada Lovelace 🦉' } })
  for (const name of ['', '   ', 'n'.repeat(256), '\u0000'])
    expect((await owner.send('PATCH', '/account', { name })).status).toBe(400)
})

test('an address changes when both have agreed, in whichever order, and links to the former one are dead', async () => {
  for (const order of [
    ['email_old', 'email_new'],
    ['email_new', 'email_old'],
  ] as const) {
    await using door = await openDoor()
    const owner = await door.steward.owner()
    const to = { email_old: email, email_new: 'ada@new.example' }
    await door.send('POST', '/password-reset', { email })
    const reset = await door.post.token('password_reset', email)

    expect((await owner.send('POST', '/account/email', { email: to.email_new })).status).toBe(202)
    const tokens = {
      email_old: await door.post.token('email_old', email),
      email_new: await door.post.token('email_new', to.email_new),
    }
    const first = await door.send('POST', '/account/email/confirmation', { token: tokens[order[0]] })
    const stillOld = await signIn(door)
    const second = await door.send('POST', '/account/email/confirmation', { token: tokens[order[1]] })

    expect([first.body, stillOld.status]).toEqual([{ state: 'waiting', email: to.email_new }, 200])
    expect(second.body).toEqual({ state: 'changed', email: to.email_new })
    expect([(await signIn(door)).status, (await signIn(door, { email: to.email_new })).status]).toEqual([401, 200])
    expect((await owner.send('GET', '/session')).body).toMatchObject({ user: { email: to.email_new } })
    expect((await door.send('POST', '/password-reset/confirmation', { token: reset, password: next })).status).toBe(400)
    expect(await door.post.next('email_changed', email)).toMatchObject({ newEmail: to.email_new })
    expect(await door.post.next('email_changed', to.email_new)).toBeDefined()
  }
})

test('both agreeing at the same moment changes the address once', async () => {
  await using door = await openDoor()
  const owner = await door.steward.owner()
  await owner.send('POST', '/account/email', { email: 'ada@new.example' })
  const tokens = [await door.post.token('email_old', email), await door.post.token('email_new', 'ada@new.example')]

  const answers = await Promise.all(tokens.map((token) => door.send('POST', '/account/email/confirmation', { token })))

  expect(answers.map((answer) => String(answer.body['state'])).toSorted((a, b) => a.localeCompare(b))).toEqual([
    'changed',
    'waiting',
  ])
})

test('an address that belongs to somebody cannot be taken, and asking does not tell that it does', async () => {
  await using door = await openDoor({ 'identity.allowed_domains': ['example.com', 'new.example'] })
  const owner = await door.steward.owner()
  const other = await door.steward.member('viewer')
  const taken = `${other.userId}@example.com`

  const known = await owner.send('POST', '/account/email', { email: taken })
  const oldToken = await door.post.token('email_old', email)
  expect(known).toMatchObject({ status: 202, body: {} })
  expect(await door.post.next('account_exists', taken)).toBeDefined()
  expect((await door.send('POST', '/account/email/confirmation', { token: oldToken })).body).toMatchObject({ state: 'waiting' })

  // Taken by somebody in between: the second agreement comes too late.
  await owner.send('POST', '/account/email', { email: 'late@new.example' })
  const tokens = [await door.post.token('email_old', email), await door.post.token('email_new', 'late@new.example')]
  await door.steward.databases
    .pool('identity')
    .query(`insert into users (id, email, name) values ($1, 'LATE@new.example', 'Late')`, [newId()])
  await door.send('POST', '/account/email/confirmation', { token: tokens[0] })
  expect(await door.send('POST', '/account/email/confirmation', { token: tokens[1] })).toMatchObject({
    status: 409,
    body: { code: 'identity.email_taken' },
  })
  expect((await owner.send('POST', '/account/email', { email: 'Ada@EXAMPLE.com' })).body).toMatchObject({
    code: 'identity.email_same',
  })
  expect((await owner.send('POST', '/account/email', { email: 'ada@elsewhere.example' })).body).toMatchObject({
    code: 'identity.domain_not_allowed',
  })
})

test('a deleted account is gone at once, its address is free, and its data is erased after the time of grace', async () => {
  await using door = await openDoor({ 'identity.sign_up': 'open' })
  await door.steward.owner()
  await door.send('POST', '/sign-up', { email: 'eve@example.com', name: 'Eve' })
  const token = await door.post.token('verify', 'eve@example.com')
  const eve = as(door, await door.send('POST', '/sign-up/confirmation', { token, name: 'Eve', password: next }))
  const made = await eve.send('POST', '/api-keys', { name: 'ci' })
  const key = door.steward.client({ authorization: `Bearer ${String(made.body['secret'])}` })
  const { user } = (await eve.send('GET', '/session')).body as { user: { id: string } }

  expect((await eve.send('POST', '/account/deletion', { email: 'ada@example.com' })).body).toMatchObject({
    code: 'identity.email_differs',
  })
  expect((await eve.send('POST', '/account/deletion', { email: 'Eve@example.com' })).status).toBe(204)

  expect([(await eve.send('GET', '/session')).status, (await key.send('GET', '/session')).status]).toEqual([401, 401])
  expect((await signIn(door, { email: 'eve@example.com', password: next })).status).toBe(401)
  await door.post.settled()
  const { rows } = await door.steward.databases
    .pool('tenant')
    .query('select is_active, purge_at > now() as waits from workspaces where owner_id = $1', [user.id])
  expect(rows).toEqual([{ is_active: false, waits: true }])

  await door.send('POST', '/sign-up', { email: 'eve@example.com', name: 'Other Eve' })
  const again = await door.post.token('verify', 'eve@example.com')
  expect((await door.send('POST', '/sign-up/confirmation', { token: again, name: 'Other Eve', password: next })).status).toBe(201)

  const caretaker = (days: number) =>
    new AccountCaretaker({ db: door.steward.databases, log, clock: () => new Date(Date.now() + days * 86_400_000) }).round()
  await caretaker(29)
  expect((await door.rows('users')).join()).toContain('eve@example.com,Eve,')
  await Promise.all([caretaker(31), caretaker(31)])
  const kept = (await door.rows('users')).filter((row) => row.includes(user.id))
  expect(kept).toEqual([expect.stringContaining(`${user.id}@deleted.invalid,"Deleted person"`)])
  expect((await door.rows('api_keys')).join()).not.toContain(user.id)
  expect((await door.rows('users')).join()).toContain('Other Eve')
  await door.post.settled()
  expect(door.post.acts.filter((act) => act.includes('user.purged'))).toHaveLength(1)
})

test('who owns a workspace with others in it hands it over first; the last administrator stays', async () => {
  await using door = await openDoor()
  const owner = await door.steward.owner()

  expect((await owner.send('POST', '/account/deletion', { email })).body).toMatchObject({ code: 'identity.last_administrator' })
  await door.steward.member('editor')
  expect(await owner.send('POST', '/account/deletion', { email })).toMatchObject({
    status: 409,
    body: { code: 'tenant.hand_over_first', params: { workspaces: 'My workspace' } },
  })
  const member = await door.steward.member('viewer')
  expect((await member.send('POST', '/account/deletion', { email: `${member.userId}@example.com` })).status).toBe(204)
  await door.post.settled()
  const { rows } = await door.steward.databases
    .pool('tenant')
    .query('select user_id from workspace_members where user_id = $1', [member.userId])
  expect(rows).toEqual([])
})

test('two administrators who leave at once do not both leave', async () => {
  await using door = await openDoor()
  await door.steward.owner()
  const people = [await door.steward.stranger(), await door.steward.stranger()]
  const identity = door.steward.databases.pool('identity')
  await identity.query('update users set is_admin = (id = any($1))', [people.map((person) => person.userId)])

  const answers = await Promise.all(
    people.map((person) => person.send('POST', '/account/deletion', { email: `${person.userId}@example.com` })),
  )

  expect(answers.map((answer) => answer.status).toSorted((a, b) => a - b)).toEqual([204, 409])
})

test('a subdomain or a look-alike of an allowed domain is not allowed', () => {
  const allowed = (address: string) => isAllowedDomain(address, ['example.com'])

  expect(['a@example.com', 'a@EXAMPLE.COM'].map(allowed)).toEqual([true, true])
  expect(['a@sub.example.com', 'a@notexample.com', 'a@example.com.evil.com', '"@example.com"@evil.com'].map(allowed)).toEqual([
    false,
    false,
    false,
    false,
  ])
})
