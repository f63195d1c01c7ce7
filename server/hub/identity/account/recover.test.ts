import { TOTP } from 'otpauth'
import { expect, test } from 'vitest'
import { cookieOf, type Door, openDoor } from '#test/door'
import { browser, ownerAccount } from '#test/installation'

const ada = { email: ownerAccount.email }
const password = 'seven plums in a bowl'
const invalid = { status: 400, body: { code: 'identity.link_not_valid' } }

const signIn = (door: Door, given = ownerAccount.password) => door.send('POST', '/session', { ...ada, password: given })
const as = (door: Door, answer: { headers: Record<string, unknown> }) =>
  door.steward.client({ ...browser, cookie: cookieOf(answer) })

test('a new password by a link ends every session and every other link, signs in, and the owner is told', async () => {
  await using door = await openDoor()
  const owner = await door.steward.owner()
  const other = as(door, await signIn(door))
  await door.send('POST', '/password-reset', ada)
  await door.send('POST', '/password-reset', { email: ' ADA@EXAMPLE.com ' })
  const [first, second] = [await door.post.token('password_reset', ada.email), await door.post.token('password_reset', ada.email)]

  const done = await door.send('POST', '/password-reset/confirmation', { token: second, password })

  expect(done).toMatchObject({ status: 200, body: { user: { name: 'Ada' } } })
  expect((await as(door, done).send('GET', '/session')).status).toBe(200)
  expect([(await owner.send('GET', '/session')).status, (await other.send('GET', '/session')).status]).toEqual([401, 401])
  expect(await door.send('POST', '/password-reset/confirmation', { token: first, password })).toMatchObject(invalid)
  expect(await door.send('POST', '/password-reset/confirmation', { token: second, password })).toMatchObject(invalid)
  expect([(await signIn(door)).status, (await signIn(door, password)).status]).toEqual([401, 200])
  expect(await door.post.next('password_changed', ada.email)).toMatchObject({ name: 'Ada', address: '127.0.0.1' })
})

test('of many who use one link at once, one sets the password', async () => {
  await using door = await openDoor()
  await door.steward.owner()
  await door.send('POST', '/password-reset', ada)
  const token = await door.post.token('password_reset', ada.email)

  const answers = await Promise.all(
    [1, 2, 3, 4, 5, 6].map((n) => door.send('POST', '/password-reset/confirmation', { token, password: `${password} ${n}` })),
  )

  expect(answers.map((answer) => answer.status).toSorted((a, b) => a - b)).toEqual([200, 400, 400, 400, 400, 400])
  const winner = answers.findIndex((answer) => answer.status === 200) + 1
  expect((await signIn(door, `${password} ${winner}`)).status).toBe(200)
})

test('a link serves its own account alone, and a late or closed one serves nobody', async () => {
  await using door = await openDoor()
  await door.steward.owner()
  const other = await door.steward.stranger()
  const otherEmail = `${other.userId}@example.com`
  await door.send('POST', '/password-reset', { email: otherEmail })
  const token = await door.post.token('password_reset', otherEmail)

  const done = await door.send('POST', '/password-reset/confirmation', { token, password, email: ada.email, userId: 'ada' })

  expect(done.body).toMatchObject({ user: { id: other.userId } })
  expect((await signIn(door, password)).status).toBe(401)
  await door.send('POST', '/password-reset', ada)
  const late = await door.post.token('password_reset', ada.email)
  const identity = door.steward.databases.pool('identity')
  await identity.query(`update account_tokens set expires_at = now() - interval '1 second'`)
  expect(await door.send('POST', '/password-reset/confirmation', { token: late, password })).toMatchObject(invalid)
  await identity.query(`update account_tokens set expires_at = now() + interval '1 hour'; update users set is_active = false`)
  expect(await door.send('POST', '/password-reset/confirmation', { token: late, password })).toMatchObject(invalid)
})

test('a weak new password leaves the link and the old password as they are', async () => {
  await using door = await openDoor()
  await door.steward.owner()
  await door.send('POST', '/password-reset', ada)
  const token = await door.post.token('password_reset', ada.email)

  const weak = await door.send('POST', '/password-reset/confirmation', { token, password: 'password1234' })

  expect(weak).toMatchObject({ status: 400, body: { code: 'identity.password_common' } })
  expect((await signIn(door)).status).toBe(200)
  expect((await door.send('POST', '/password-reset/confirmation', { token, password })).status).toBe(200)
})

test('no header of a request gets into a link', async () => {
  await using door = await openDoor()
  await door.steward.owner()
  const evil = {
    'x-forwarded-host': 'evil.example',
    'x-forwarded-proto': 'https',
    forwarded: 'host=evil.example',
    referer: 'https://evil.example/',
  }

  const answer = await door.steward.client(evil).send('POST', '/password-reset', ada)
  await door.steward.client({ host: 'evil.example' }).send('POST', '/magic-link', ada)

  expect(answer.status).toBe(202)
  const mails = [await door.post.next('password_reset', ada.email), await door.post.next('magic_link', ada.email)]
  expect(mails.map((mail) => ('path' in mail ? mail.path : ''))).toEqual([
    expect.stringMatching(/^\/reset#[\w-]{43}$/),
    expect.stringMatching(/^\/magic-link#[\w-]{43}$/),
  ])
})

test('a link to sign in works once, in the browser that asked for it; another browser neither gets in nor uses it up', async () => {
  await using door = await openDoor()
  await door.steward.owner()
  const asked = await door.send('POST', '/magic-link', ada)
  const token = await door.post.token('magic_link', ada.email)
  const here = as(door, asked)
  const elsewhere = as(door, await door.send('POST', '/magic-link', { email: 'eve@example.com' }))
  const redeem = (client: typeof here) => client.send('POST', '/magic-link/confirmation', { token })

  expect(await redeem(elsewhere)).toMatchObject({ status: 403, body: { code: 'identity.other_browser' } })
  expect(await door.send('POST', '/magic-link/confirmation', { token })).toMatchObject({ status: 403 })
  const answers = await Promise.all([1, 2, 3].map(() => redeem(here)))

  expect(answers.map((answer) => answer.status).toSorted((a, b) => a - b)).toEqual([200, 400, 400])
  const inside = answers.find((answer) => answer.status === 200)
  expect(inside?.body).toMatchObject({ user: { name: 'Ada' } })
  expect(asked.headers['set-cookie']).toMatch(/HttpOnly; SameSite=Lax/)
  expect(await redeem(here)).toMatchObject(invalid)
})

test('neither a link nor a new password leads around the second factor', async () => {
  await using door = await openDoor()
  const owner = await door.steward.owner()
  await door.steward.databases
    .pool('identity')
    .query('update users set two_factor_enabled = true, two_factor_secret = $1', [
      door.steward.box.lock('JBSWY3DPEHPK3PXP', 'test'),
    ])
  const asked = await door.send('POST', '/magic-link', ada)
  await door.send('POST', '/password-reset', ada)
  const [link, reset] = [await door.post.token('magic_link', ada.email), await door.post.token('password_reset', ada.email)]

  const byLink = await as(door, asked).send('POST', '/magic-link/confirmation', { token: link })
  const byReset = await door.send('POST', '/password-reset/confirmation', { token: reset, password })

  for (const answer of [byLink, byReset]) {
    expect(answer).toMatchObject({ status: 200, body: { secondFactor: { ways: ['totp', 'recovery_code'] } } })
    expect(answer.body['user']).toBeUndefined()
    expect((await as(door, answer).send('GET', '/session')).status).toBe(401)
  }
  expect((await owner.send('GET', '/session')).status).toBe(401)
})

test('a sign-in that was half done with the former password is over after a reset', async () => {
  await using door = await openDoor()
  const owner = await door.steward.owner()
  const { secret } = (await owner.send('POST', '/second-factor')).body as { secret: string }
  const codeAt = (steps: number) => new TOTP({ secret }).generate({ timestamp: Date.now() + steps * 30_000 })
  expect((await owner.send('POST', '/second-factor/confirm', { code: codeAt(-1) })).status).toBe(200)
  const halfDone = await signIn(door)
  const ticketOf = ({ body }: typeof halfDone) => (body['secondFactor'] as { ticket: string }).ticket
  const finish = (answer: typeof halfDone) =>
    as(door, answer).send('POST', '/session/second-factor', { ticket: ticketOf(answer), code: codeAt(0) })
  await door.send('POST', '/password-reset', ada)
  const token = await door.post.token('password_reset', ada.email)

  const reset = await door.send('POST', '/password-reset/confirmation', { token, password })

  expect(await finish(halfDone)).toMatchObject({ status: 401, body: { code: 'identity.ticket_not_valid' } })
  expect((await finish(reset)).status).toBe(200)
})

test('an account that is closed for guessing opens by the link in the mail about it, here and for this address', async () => {
  await using door = await openDoor()
  await door.steward.owner()
  for (let n = 0; n < 5; n += 1) await signIn(door, 'a guess')
  expect((await signIn(door)).status).toBe(429)
  const token = await door.post.token('lockout', ada.email)

  expect(await door.send('POST', '/unlock', { token })).toMatchObject({ status: 204 })

  expect((await signIn(door)).status).toBe(200)
  expect(await door.send('POST', '/unlock', { token })).toMatchObject(invalid)
})

test('closing an account that nobody has looks the same, and nobody’s mailbox is filled by guessing', async () => {
  await using door = await openDoor()
  await door.steward.owner()
  const guess = (email: string, address: string) =>
    door.send('POST', '/session', { email, password: 'a guess' }, { 'x-forwarded-for': address })

  const [known, unknown]: [Awaited<ReturnType<typeof guess>>[], Awaited<ReturnType<typeof guess>>[]] = [[], []]
  for (let n = 0; n < 6; n += 1) known.push(await guess(ada.email, '192.0.2.1'))
  for (let n = 0; n < 6; n += 1) unknown.push(await guess('nobody@example.com', '192.0.2.1'))
  for (let n = 0; n < 5; n += 1) await guess(ada.email, '192.0.2.2')
  await door.post.settled()

  const seen = (answers: typeof known) => answers.map(({ status, body }) => [status, body['code'], body['detail']])
  expect(seen(known)).toEqual(seen(unknown))
  expect(door.post.mails.map((mail) => [mail.template, mail.to])).toEqual([['lockout', ada.email]])
})

test('asking for a link takes as long for an address that nobody has', async () => {
  await using door = await openDoor()
  await door.steward.owner()
  const time = async (email: string) => {
    const began = performance.now()
    await door.send('POST', '/password-reset', { email })
    return performance.now() - began
  }
  const [known, unknown]: [number[], number[]] = [[], []]
  for (let n = 0; n < 24; n += 1) {
    await door.steward.databases.pool('identity').query('delete from attempts')
    known.push(await time(ada.email))
    unknown.push(await time(`nobody${n}@example.com`))
  }

  const median = (times: number[]) => times.toSorted((a, b) => a - b)[times.length / 2] ?? 0
  // The same statements run for both, so this only guards against somebody looking the address up in between.
  expect(Math.abs(median(known) - median(unknown))).toBeLessThan(Math.max(5, 0.6 * median(unknown)))
})
