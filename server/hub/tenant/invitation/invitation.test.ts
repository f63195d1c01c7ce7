import { expect, test } from 'vitest'
import { newToken } from '#hub/identity'
import { browser, type Client, testInstallation, type TestInstallation } from '#test/installation'
import { openPostOffice } from '#test/post-office'
import { setConfig } from '#test/set-config'
import { leaveAll } from '../account/leave-all.ts'
import type { TenantTables } from '../tenant.tables.ts'

const gone = { status: 404, body: { code: 'tenant.invitation_gone' } }
const account = { name: 'Bo', password: 'a sentence that is long' }

type Item = { email: string; outcome: string; invitation: { id: string } | null }

async function invite(who: Client, emails: string[], role = 'editor'): Promise<Item[]> {
  const answer = await who.send('POST', '/invitations', { emails, role })
  expect(answer.status).toBe(200)
  return answer.body['items'] as Item[]
}

async function inviteOne(who: Client, email: string, role = 'editor'): Promise<string> {
  return (await invite(who, [email], role))[0]?.invitation?.id ?? ''
}

const accept = (steward: TestInstallation, token: string, more: object = {}, headers: Record<string, string> = browser) =>
  steward.client(headers).send('POST', '/invitations/accept', { token, ...more })

/** Somebody with an own workspace whose address is verified. */
async function verified(steward: TestInstallation) {
  const person = await steward.stranger()
  await steward.databases.pool('identity').query('update users set is_verified = true where id = $1', [person.userId])
  return { ...person, email: `${person.userId}@example.com` }
}

test('who is invited by mail makes an account, is in, and has the role', async () => {
  await using steward = await testInstallation()
  await using post = openPostOffice(steward)
  const owner = await steward.owner()

  await inviteOne(owner, 'Bo.Übel@Example.com'.replace('Ü', 'u'))
  const token = await post.token('invitation', 'Bo.ubel@Example.com')
  const found = await steward.anonymous.send('POST', '/invitations/find', { token })
  const joined = await accept(steward, token, { account })

  expect(found.body).toEqual({
    workspaceName: 'My workspace',
    invitedBy: 'Ada',
    role: 'editor',
    expiresAt: expect.any(String) as string,
    opensAccount: true,
  })
  expect(joined).toMatchObject({ status: 200, body: { workspaceId: owner.workspaceId, signedIn: true } })
  const cookie = String(joined.headers['set-cookie']).split(';', 1)[0] ?? ''
  expect((await steward.client({ ...browser, cookie }).send('GET', '/session')).body).toMatchObject({
    user: { name: 'Bo', email: 'Bo.ubel@Example.com' },
    workspace: { id: owner.workspaceId, role: 'editor' },
  })
  expect((await owner.send('GET', '/invitations')).body['items']).toMatchObject([{ status: 'accepted' }])
  await post.settled()
  expect(post.acts.some((act) => act.includes('invitation.accepted'))).toBe(true)
  expect(post.acts.join()).not.toContain(token)
})

test('an invitation is used once, however many try at once', async () => {
  await using steward = await testInstallation()
  await using post = openPostOffice(steward)
  const bo = await verified(steward)
  await inviteOne(await steward.owner(), bo.email)
  const token = await post.token('invitation', bo.email)

  const answers = await Promise.all([1, 2, 3, 4].map(() => accept(steward, token, {}, bo.headers)))

  expect(answers.map((answer) => answer.status).toSorted((a, b) => a - b)).toEqual([200, 404, 404, 404])
  expect(await accept(steward, token, {}, bo.headers)).toMatchObject(gone)
  expect(await accept(steward, token, { account })).toMatchObject(gone)
  expect((await bo.send('GET', '/workspaces')).body['items']).toHaveLength(2)
})

test('of several new accounts by one link exactly one is made', async () => {
  await using steward = await testInstallation()
  await using post = openPostOffice(steward)
  await inviteOne(await steward.owner(), 'bo@example.com')
  const token = await post.token('invitation', 'bo@example.com')

  const answers = await Promise.all([1, 2, 3].map(() => accept(steward, token, { account })))

  expect(answers.filter((answer) => answer.status === 200)).toHaveLength(1)
  const { rows } = await steward.databases.pool('identity').query(`select is_verified from users where email = 'bo@example.com'`)
  expect(rows).toEqual([{ is_verified: true }])
})

test('somebody else who has the link gets nothing by it', async () => {
  await using steward = await testInstallation()
  await using post = openPostOffice(steward)
  const [owner, eve, bo] = [await steward.owner(), await verified(steward), await verified(steward)]
  await inviteOne(owner, bo.email)
  const token = await post.token('invitation', bo.email)

  expect(await accept(steward, token, {}, eve.headers)).toMatchObject({ status: 403, body: { code: 'tenant.not_addressee' } })
  // Nobody is let in to an account that exists by the link alone.
  expect(await accept(steward, token, { account })).toMatchObject({ status: 401, body: { code: 'tenant.sign_in_first' } })
  expect((await accept(steward, token, {}, bo.headers)).status).toBe(200)
})

test('an address that is not verified yet is nobody’s', async () => {
  await using steward = await testInstallation()
  await using post = openPostOffice(steward)
  const owner = await steward.owner()
  const squatter = await steward.stranger()
  const email = `${squatter.userId}@example.com`
  await inviteOne(owner, email)

  const taken = await accept(steward, await post.token('invitation', email), {}, squatter.headers)

  expect(taken).toMatchObject({ status: 403, body: { code: 'tenant.address_not_verified' } })
  expect((await squatter.send('GET', '/my-invitations')).body['items']).toEqual([])
})

test('revoked, replaced, run out, guessed and malformed links are all the same', async () => {
  await using steward = await testInstallation()
  await using post = openPostOffice(steward)
  const owner = await steward.owner()
  const pool = steward.databases.pool('tenant')
  const id = await inviteOne(owner, 'bo@example.com')
  const first = await post.token('invitation', 'bo@example.com')

  expect(await owner.send('POST', `/invitations/${id}/resend`)).toMatchObject({
    status: 429,
    body: { code: 'tenant.sent_lately' },
  })
  await pool.query(`update invitations set sent_at = sent_at - interval '2 minutes'`)
  expect(await owner.send('POST', `/invitations/${id}/resend`)).toMatchObject({ status: 200, body: { sentCount: 2 } })
  const second = await post.token('invitation', 'bo@example.com')
  expect(await accept(steward, first, { account })).toMatchObject(gone)

  await pool.query(`update invitations set expires_at = now() - interval '1 second'`)
  expect(await accept(steward, second, { account })).toMatchObject(gone)
  expect((await owner.send('GET', '/invitations?status=expired')).body['items']).toHaveLength(1)

  await pool.query(`update invitations set expires_at = now() + interval '1 day'`)
  expect((await owner.send('DELETE', `/invitations/${id}`)).status).toBe(204)
  expect(await accept(steward, second, { account })).toMatchObject(gone)
  expect(await accept(steward, newToken(), { account })).toMatchObject(gone)
  for (const token of ['x', `' or true --${'x'.repeat(30)}`, 'a'.repeat(101)])
    expect((await accept(steward, token, { account })).status).toBe(400)
  const { rows } = await steward.databases.pool('identity').query(`select 1 from users where email = 'bo@example.com'`)
  expect(rows).toEqual([])
})

test('a link that the inviter copied does not prove an address, unless an administrator of the installation vouches', async () => {
  await using steward = await testInstallation()
  const [owner, admin] = [await steward.owner(), await steward.member('admin')]
  const bo = await verified(steward)
  const tokenOf = (answer: { body: Record<string, unknown> }) => String(answer.body['link']).split('#')[1] ?? ''
  const victim = await inviteOne(admin, 'victim@example.com')
  const known = await inviteOne(admin, bo.email)

  const copied = await admin.send('POST', `/invitations/${victim}/link`)
  expect(copied.body).toMatchObject({ opensAccount: false })
  expect(await accept(steward, tokenOf(copied), { account })).toMatchObject({
    status: 403,
    body: { code: 'tenant.open_the_mail' },
  })
  const forBo = tokenOf(await admin.send('POST', `/invitations/${known}/link`))
  expect((await accept(steward, forBo, {}, bo.headers)).status).toBe(200)

  const vouched = await owner.send('POST', `/invitations/${victim}/link`)
  expect(vouched.body).toMatchObject({ opensAccount: true })
  expect(await accept(steward, tokenOf(copied), { account })).toMatchObject(gone)
  expect((await accept(steward, tokenOf(vouched), { account })).status).toBe(200)
})

test('many are invited at once, and each address is told of', async () => {
  await using steward = await testInstallation()
  const owner = await steward.owner()
  const viewer = await steward.member('viewer')
  await inviteOne(owner, 'twice@example.com')

  const items = await invite(owner, [
    'new@example.com',
    'NEW@example.com',
    'TWICE@example.com',
    `${viewer.userId}@example.com`,
    '"quoted bo"@example.com',
  ])

  expect(items.map(({ email, outcome }) => [email, outcome])).toEqual([
    ['NEW@example.com', 'invited'],
    ['TWICE@example.com', 'already_invited'],
    [`${viewer.userId}@example.com`, 'already_member'],
    ['"quoted bo"@example.com', 'address_not_usable'],
  ])
  const many = Array.from({ length: 51 }, (_, n) => `bo${n}@example.com`)
  expect((await owner.send('POST', '/invitations', { emails: many, role: 'viewer' })).status).toBe(400)
  for (const emails of [[], ['not an address'], ['a@b\r\nBcc: eve@example.com']])
    expect((await owner.send('POST', '/invitations', { emails, role: 'viewer' })).status, emails.join()).toBe(400)
})

test('two who invite the same address at once make one invitation', async () => {
  await using steward = await testInstallation()
  const [owner, admin] = [await steward.owner(), await steward.member('admin')]

  const made = await Promise.all([invite(owner, ['bo@example.com']), invite(admin, ['BO@example.com'])])

  expect(
    made
      .flat()
      .map((one) => one.outcome)
      .toSorted(),
  ).toEqual(['already_invited', 'invited'])
})

test('only addresses of the allowed domains are invited', async () => {
  await using steward = await testInstallation()
  await setConfig(steward.databases, 'identity.allowed_domains', ['example.org'])
  const owner = await steward.owner()

  const items = await invite(owner, ['bo@example.com', 'bo@example.org', 'bo@evil-example.org', 'bo@example.org.evil.com'])

  expect(items.map((one) => one.outcome)).toEqual(['domain_not_allowed', 'invited', 'domain_not_allowed', 'domain_not_allowed'])
})

test('a workspace cannot be used to flood people with mail', async () => {
  await using steward = await testInstallation()
  const owner = await steward.owner()
  const outcomes: string[] = []

  for (let round = 0; round < 7; round += 1) {
    const [item] = await invite(owner, ['bo@example.com'])
    outcomes.push(item?.outcome ?? '')
    if (item?.invitation) await owner.send('DELETE', `/invitations/${item.invitation.id}`)
  }
  for (let round = 0; round < 7; round += 1)
    for (const { outcome } of await invite(
      owner,
      Array.from({ length: 50 }, (_, n) => `${round}-${n}@example.com`),
    ))
      outcomes.push(outcome)

  expect(outcomes.slice(0, 7)).toEqual(['invited', 'invited', 'invited', 'invited', 'invited', 'too_many', 'too_many'])
  expect(outcomes.filter((outcome) => outcome === 'invited')).toHaveLength(300)
})

test('nobody invites above their own rights, and viewers nobody at all', async () => {
  await using steward = await testInstallation()
  const [owner, admin, viewer] = [await steward.owner(), await steward.member('admin'), await steward.member('viewer')]
  const id = await inviteOne(owner, 'boss@example.com', 'owner')
  const above = { status: 403, body: { code: 'identity.more_than_held' } }

  expect(await admin.send('POST', '/invitations', { emails: ['eve@example.com'], role: 'owner' })).toMatchObject(above)
  expect(await admin.send('POST', `/invitations/${id}/link`)).toMatchObject(above)
  expect(await admin.send('POST', `/invitations/${id}/resend`)).toMatchObject(above)
  expect(await admin.send('DELETE', `/invitations/${id}`)).toMatchObject(above)
  expect((await viewer.send('POST', '/invitations', { emails: ['eve@example.com'], role: 'viewer' })).status).toBe(403)
  expect((await viewer.send('GET', '/invitations')).status).toBe(403)
})

test('whoever deletes their account holds no door open', async () => {
  await using steward = await testInstallation()
  await using post = openPostOffice(steward)
  await steward.owner()
  const admin = await steward.member('admin')
  await inviteOne(admin, 'bo@example.com')
  const token = await post.token('invitation', 'bo@example.com')

  await steward.databases.transaction<TenantTables, void>('tenant', (tx) =>
    leaveAll(tx, { userId: admin.userId, now: new Date() }),
  )

  expect(await accept(steward, token, { account })).toMatchObject(gone)
})

test('invitations of another workspace do not exist', async () => {
  await using steward = await testInstallation()
  const [owner, stranger] = [await steward.owner(), await steward.stranger()]
  const id = await inviteOne(owner, 'bo@example.com')

  for (const [method, path] of [
    ['POST', `/invitations/${id}/resend`],
    ['POST', `/invitations/${id}/link`],
    ['DELETE', `/invitations/${id}`],
    ['POST', `/my-invitations/${id}/accept`],
    ['DELETE', `/my-invitations/${id}`],
  ] as const)
    expect(await stranger.send(method, path), path).toMatchObject({ status: 404, body: { code: 'tenant.invitation_not_found' } })
  expect((await stranger.send('GET', '/invitations')).body['items']).toEqual([])
})

test('whoever is signed in finds their invitations, and accepts or declines them', async () => {
  await using steward = await testInstallation()
  const [owner, other, bo] = [await steward.owner(), await steward.stranger(), await verified(steward)]
  await inviteOne(owner, bo.email.toUpperCase().replace('@EXAMPLE.COM', '@example.com'))
  await inviteOne(other, bo.email, 'viewer')
  const mine = async () => (await bo.send('GET', '/my-invitations')).body['items'] as { id: string; workspaceName: string }[]

  const [first, second] = await mine()
  expect(new Set([first?.workspaceName, second?.workspaceName])).toEqual(new Set(['Elsewhere', 'My workspace']))
  const toOwner = [first, second].find((one) => one?.workspaceName === 'My workspace')?.id
  const toOther = [first, second].find((one) => one?.workspaceName === 'Elsewhere')?.id
  expect((await bo.send('POST', `/my-invitations/${toOwner}/accept`)).body).toEqual({ workspaceId: owner.workspaceId })
  expect((await bo.send('DELETE', `/my-invitations/${toOther}`)).status).toBe(204)

  expect(await mine()).toEqual([])
  expect((await bo.send('GET', '/workspaces')).body['items']).toHaveLength(2)
  expect((await other.send('GET', '/invitations')).body['items']).toMatchObject([{ status: 'revoked' }])
})

test('who is a member already is told so, and the invitation is used up', async () => {
  await using steward = await testInstallation()
  await using post = openPostOffice(steward)
  const [owner, bo] = [await steward.owner(), await verified(steward)]
  await inviteOne(owner, bo.email)
  const token = await post.token('invitation', bo.email)
  await steward.databases
    .pool('tenant')
    .query(`insert into workspace_members (id, workspace_id, user_id, role) values (gen_random_uuid(), $1, $2, 'viewer')`, [
      owner.workspaceId,
      bo.userId,
    ])

  expect(await accept(steward, token, {}, bo.headers)).toMatchObject({ status: 409, body: { code: 'tenant.already_member' } })
  expect(await accept(steward, token, {}, bo.headers)).toMatchObject({ status: 404 })
})

test('who is in no workspace any more comes back by an invitation, and signs in then', async () => {
  await using steward = await testInstallation()
  await using post = openPostOffice(steward)
  const owner = await steward.owner()
  const bo = await steward.member('viewer')
  const email = `${bo.userId}@example.com`
  await steward.databases.pool('identity').query('update users set is_verified = true where id = $1', [bo.userId])
  await owner.send('DELETE', `/members/${bo.userId}`)
  await inviteOne(owner, email)

  const joined = await accept(steward, await post.token('invitation', email))

  expect(joined.body).toEqual({ workspaceId: owner.workspaceId, signedIn: false })
  expect(joined.headers['set-cookie']).toBeUndefined()
  expect((await bo.send('GET', '/session')).body).toMatchObject({ workspace: { role: 'editor' } })
})

test('where nobody may make an account, an invitation makes none', async () => {
  await using steward = await testInstallation()
  await using post = openPostOffice(steward)
  await setConfig(steward.databases, 'identity.sign_up', 'closed')
  await inviteOne(await steward.owner(), 'bo@example.com')
  const token = await post.token('invitation', 'bo@example.com')

  expect(await accept(steward, token, { account })).toMatchObject({ status: 403, body: { code: 'identity.sign_up_closed' } })
  expect((await accept(steward, token, { account: { ...account, password: 'short' } })).status).toBe(400)
})

test('no secret of an invitation is stored in the clear', async () => {
  await using steward = await testInstallation()
  await using post = openPostOffice(steward)
  const owner = await steward.owner()
  const id = await inviteOne(owner, 'bo@example.com')
  const mailed = await post.token('invitation', 'bo@example.com')
  const link = String((await owner.send('POST', `/invitations/${id}/link`)).body['link'])

  const { rows } = await steward.databases
    .pool('tenant')
    .query<{ text: string }>(
      `select (select json_agg(i)::text from invitations i) || (select coalesce(json_agg(o)::text, '') from outbox o) as text`,
    )

  expect(rows[0]?.text).toContain('bo@example.com')
  for (const secret of [mailed, link.split('#')[1] ?? 'none']) expect(rows[0]?.text).not.toContain(secret)
})
