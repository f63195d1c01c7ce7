import { expect, test } from 'vitest'
import { testInstallation } from '#test/installation'
import { setConfig } from '#test/set-config'

/** One red pixel. */
const png = 'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mP8z8BQDwAEhQGAhKmMIQAAAABJRU5ErkJggg=='

type Body = Record<string, unknown>
const idOf = (answer: { body: Body }) => String(answer.body['id'])
const inside = (id: string) => ({ 'x-steward-workspace': id })

test('a person has several workspaces, and each shows only what is its own', async () => {
  await using steward = await testInstallation()
  const owner = await steward.owner()

  const made = await owner.send('POST', '/workspaces', { name: '  Второй офис 🏢 ' })
  const second = idOf(made)

  expect(made).toMatchObject({ status: 201, body: { name: 'Второй офис 🏢', role: 'owner', members: 1 } })
  expect((await owner.send('GET', '/workspaces')).body).toMatchObject({
    items: [
      { id: owner.workspaceId, name: 'My workspace', members: 1, purgeAt: null },
      { id: second, role: 'owner' },
    ],
    mayCreate: true,
  })
  expect((await owner.send('GET', '/session')).body).toMatchObject({ workspace: { id: owner.workspaceId } })
  expect((await owner.send('GET', '/session', undefined, inside(second))).body).toMatchObject({
    workspace: { id: second, name: 'Второй офис 🏢', role: 'owner' },
  })
  await owner.send('POST', '/connections', { name: 'Mine', type: 'httpBasicAuth', values: {} })
  const member = await steward.member('viewer')
  expect((await member.send('GET', '/workspaces')).body['items']).toHaveLength(1)
  expect(await member.send('GET', '/members', undefined, inside(second))).toMatchObject({ status: 404 })
})

test('where only administrators make workspaces nobody else can', async () => {
  await using steward = await testInstallation()
  await setConfig(steward.databases, 'workspace.creation', 'administrators')
  const [owner, member] = [await steward.owner(), await steward.member('admin')]

  expect(await member.send('POST', '/workspaces', { name: 'Own' })).toMatchObject({
    status: 403,
    body: { code: 'tenant.creation_closed' },
  })
  expect((await member.send('GET', '/workspaces')).body).toMatchObject({ mayCreate: false })
  expect((await owner.send('POST', '/workspaces', { name: 'Own' })).status).toBe(201)
})

test('name, address and profile are changed; what is left out stays; each address exists once', async () => {
  await using steward = await testInstallation()
  const [owner, stranger] = [await steward.owner(), await steward.stranger()]
  const profile = {
    industry: 'Bakery',
    companySize: '2-10',
    website: 'https://example.com/',
    timezone: 'Europe/Vienna',
    currency: 'EUR',
    language: 'de-AT',
    businessHours: {
      days: {
        monday: [
          { from: '08:00', to: '12:00' },
          { from: '13:00', to: '24:00' },
        ],
      },
      holidays: [{ date: '2028-02-29', name: 'Schalttag' }],
    },
  }

  const changed = await owner.send('PATCH', '/workspace', { name: 'Bäckerei', slug: 'baeckerei', profile })
  const partly = await owner.send('PATCH', '/workspace', { description: 'Bread', profile: { industry: null } })

  expect(changed).toMatchObject({ status: 200, body: { name: 'Bäckerei', slug: 'baeckerei', profile } })
  expect(partly.body).toMatchObject({ name: 'Bäckerei', description: 'Bread', profile: { ...profile, industry: null } })
  expect((await owner.send('GET', '/session')).body).toMatchObject({ workspace: { name: 'Bäckerei' } })
  expect(await stranger.send('PATCH', '/workspace', { slug: 'baeckerei' })).toMatchObject({
    status: 409,
    body: { code: 'tenant.slug_taken' },
  })
  expect((await (await steward.member('editor')).send('PATCH', '/workspace', { name: 'X' })).status).toBe(403)
})

test('of two people who change the profile at once the second is told', async () => {
  await using steward = await testInstallation()
  const [owner, admin] = [await steward.owner(), await steward.member('admin')]
  const { updatedAt } = (await owner.send('GET', '/workspace')).body as { updatedAt: string }
  const change = { expectedUpdatedAt: updatedAt }

  const answers = await Promise.all([
    owner.send('PATCH', '/workspace', { ...change, name: 'One' }),
    admin.send('PATCH', '/workspace', { ...change, profile: { industry: 'Two' } }),
  ])

  expect(answers.map((answer) => answer.status).toSorted((a, b) => a - b)).toEqual([200, 409])
  expect(answers.find((answer) => answer.status === 409)?.body).toMatchObject({ code: 'tenant.changed_meanwhile' })
})

test('nonsense in a profile is refused and named', async () => {
  await using steward = await testInstallation()
  const owner = await steward.owner()
  const hours = (intervals: object[]) => ({ businessHours: { days: { friday: intervals } } })
  const nonsense: [object, string][] = [
    [{ timezone: 'Mars/Olympus' }, 'profile.timezone'],
    [{ timezone: '+02:00' }, 'profile.timezone'],
    [{ currency: 'XYZ' }, 'profile.currency'],
    [{ language: 'klingonisch' }, 'profile.language'],
    [{ website: 'javascript:alert(1)' }, 'profile.website'],
    [{ website: 'https://user:secret@example.com' }, 'profile.website'],
    [hours([{ from: '12:00', to: '08:00' }]), 'profile.businessHours.days.friday'],
    [
      hours([
        { from: '08:00', to: '12:00' },
        { from: '11:00', to: '13:00' },
      ]),
      'profile.businessHours.days.friday',
    ],
    [hours([{ from: '25:00', to: '26:00' }]), 'body.profile'],
    [hours([{ from: '24:00', to: '24:00' }]), 'profile.businessHours.days.friday'],
    [{ businessHours: { days: { someday: [] } } }, 'body.profile'],
    [{ businessHours: { days: {}, holidays: [{ date: '2027-02-29' }] } }, 'profile.businessHours.holidays.0'],
    [
      { businessHours: { days: {}, holidays: [{ date: '2027-02-28' }, { date: '2027-02-28' }] } },
      'profile.businessHours.holidays.1',
    ],
    [{ businessHours: JSON.parse('{"days":{"__proto__x":[]}}') as object }, 'body.profile'],
    [{ companySize: 'huge' }, 'body.profile'],
  ]

  for (const [profile, field] of nonsense) {
    const answer = await owner.send('PATCH', '/workspace', { profile })
    expect(answer.status, JSON.stringify(profile)).toBe(400)
    expect(String(answer.body['detail']), JSON.stringify(profile)).toContain(field)
  }
  for (const body of [{ name: ' ' }, { slug: 'Ä' }, { slug: '-a' }, { name: 'x'.repeat(256) }, { settings: {} }])
    expect((await owner.send('PATCH', '/workspace', body)).status, JSON.stringify(body)).toBe(400)
  expect((await owner.send('GET', '/workspace')).body).toMatchObject({ name: 'My workspace', profile: { timezone: null } })
})

test('a logo is kept, shown as a picture and nothing else, and seen by members only', async () => {
  await using steward = await testInstallation()
  const [owner, viewer, stranger] = [await steward.owner(), await steward.member('viewer'), await steward.stranger()]

  const { logo } = (await owner.send('PUT', '/workspace/logo', { image: png })).body as { logo: string }
  const shown = await viewer.send('GET', `/workspaces/${owner.workspaceId}/logo?v=${logo}`)

  expect(shown.status).toBe(200)
  expect(shown.headers).toMatchObject({
    'content-type': 'image/png',
    'x-content-type-options': 'nosniff',
    'content-security-policy': "default-src 'none'; sandbox",
    'cache-control': 'private, max-age=31536000, immutable',
  })
  expect((await owner.send('GET', '/workspaces')).body['items']).toMatchObject([{ logo }])
  expect((await stranger.send('GET', `/workspaces/${owner.workspaceId}/logo`)).status).toBe(404)
  await owner.send('PATCH', '/workspace', { visibility: 'PUBLIC' })
  expect((await stranger.send('GET', `/workspaces/${owner.workspaceId}/logo`)).status).toBe(200)
  expect((await owner.send('DELETE', '/workspace/logo')).status).toBe(204)
  expect((await viewer.send('GET', `/workspaces/${owner.workspaceId}/logo`)).status).toBe(404)
})

test('a logo that is no picture, is more than a picture, or is too much of one is refused', async () => {
  await using steward = await testInstallation()
  const owner = await steward.owner()
  const base64 = (...parts: (string | Buffer)[]) =>
    Buffer.concat(parts.map((part) => Buffer.from(part as string))).toString('base64')
  const huge = Buffer.from(png, 'base64')
  huge.writeUInt32BE(60_000, 16)
  const bad: [string, string][] = [
    [base64('<html><script>alert(1)</script>'), 'it is no PNG'],
    [base64('<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>'), 'it is no PNG'],
    [base64('GIF89a<script>'), 'it is no PNG'],
    [base64(Buffer.from(png, 'base64'), '<script>alert(1)</script>'), 'more than a picture'],
    [base64(Buffer.from(png, 'base64').subarray(0, 40)), 'damaged'],
    [huge.toString('base64'), '60000'],
    [base64(Buffer.from(png, 'base64').subarray(0, 33), Buffer.alloc(1_048_576)), 'more than 1048576 bytes'],
    ['this is no base64!', 'not sent in base64'],
    [base64(Buffer.from('ffd8ffe000104a46', 'hex'), '<?php ?>'), 'damaged'],
    [base64('RIFF', Buffer.from('ff000000', 'hex'), 'WEBPVP8X', Buffer.alloc(30)), 'damaged'],
  ]

  for (const [image, reason] of bad) {
    const answer = await owner.send('PUT', '/workspace/logo', { image })
    expect(answer.body, reason).toMatchObject({ status: 400, code: 'tenant.bad_logo' })
    expect(String(answer.body['detail'])).toContain(reason)
  }
  expect((await owner.send('PUT', '/workspace/logo', { image: 'A'.repeat(1_600_000) })).status).toBe(413)
})

test('a public workspace tells its name, and nothing more, to everybody who is signed in', async () => {
  await using steward = await testInstallation()
  const [owner, stranger] = [await steward.owner(), await steward.stranger()]
  const found = async () => (await stranger.send('GET', '/workspaces/public')).body['items']
  expect(await found()).toEqual([])

  await owner.send('PATCH', '/workspace', { visibility: 'PUBLIC', description: 'Ask Ada' })

  expect(await found()).toEqual([
    {
      id: owner.workspaceId,
      name: 'My workspace',
      description: 'Ask Ada',
      industry: null,
      owner: 'Ada',
      logo: null,
      isMember: false,
    },
  ])
  expect((await stranger.send('GET', '/members', undefined, inside(owner.workspaceId))).status).toBe(404)
})

test('ownership passes when the other accepts; the former owner stays an admin', async () => {
  await using steward = await testInstallation()
  const [owner, heir, third] = [await steward.owner(), await steward.member('editor'), await steward.member('editor')]

  const offered = await owner.send('PUT', '/workspace/transfer', { userId: heir.userId })
  expect(offered).toMatchObject({ status: 200, body: { owner: { id: owner.userId }, transfer: { to: { id: heir.userId } } } })
  expect((await third.send('POST', '/workspace/transfer/accept')).status).toBe(404)
  expect((await third.send('DELETE', '/workspace/transfer')).status).toBe(404)
  const answers = await Promise.all([1, 2, 3].map(() => heir.send('POST', '/workspace/transfer/accept')))

  // The first makes them the owner; the others find themselves another than they were let in as, or the offer gone.
  expect(answers.filter((answer) => answer.status === 200)).toHaveLength(1)
  expect((await heir.send('GET', '/workspace')).body).toMatchObject({ owner: { id: heir.userId }, transfer: null })
  const { items } = (await heir.send('GET', '/members')).body as { items: { userId: string; role: string }[] }
  expect(Object.fromEntries(items.map(({ userId, role }) => [userId, role]))).toEqual({
    [owner.userId]: 'admin',
    [heir.userId]: 'owner',
    [third.userId]: 'editor',
  })
  expect((await owner.send('PUT', '/workspace/transfer', { userId: third.userId })).status).toBe(403)
})

test('an offer of ownership dies with the right to make it, when it is withdrawn, and when its time is over', async () => {
  await using steward = await testInstallation()
  const [owner, heir] = [await steward.owner(), await steward.member('editor')]
  const accept = async () => (await heir.send('POST', '/workspace/transfer/accept')).status
  const offer = () => owner.send('PUT', '/workspace/transfer', { userId: heir.userId })

  await offer()
  expect((await owner.send('DELETE', '/workspace/transfer')).status).toBe(204)
  expect(await accept()).toBe(404)
  await offer()
  expect((await heir.send('DELETE', '/workspace/transfer')).status).toBe(204)
  await offer()
  await steward.databases.pool('tenant').query(`update ownership_transfers set expires_at = now() - interval '1 second'`)
  expect(await accept()).toBe(404)
  await offer()
  const second = await steward.member('admin')
  await owner.send('PATCH', `/members/${second.userId}`, { role: 'owner' })
  await second.send('PATCH', `/members/${owner.userId}`, { role: 'viewer' })
  expect(await accept()).toBe(404)
  expect((await owner.send('PUT', '/workspace/transfer', { userId: heir.userId })).status).toBe(403)
})

test('what cannot be taken back asks for a fresh sign-in, and no key may do it', async () => {
  await using steward = await testInstallation()
  const [owner, heir] = [await steward.owner(), await steward.member('editor')]
  const made = await owner.send('POST', '/api-keys', { name: 'k' })
  const key = steward.client({ authorization: `Bearer ${String(made.body['secret'])}` })
  await steward.databases.pool('identity').query(`update user_sessions set authenticated_at = now() - interval '1 hour'`)
  await new Promise((resolve) => setTimeout(resolve, 3_100))

  for (const [method, path, body] of [
    ['PUT', '/workspace/transfer', { userId: heir.userId }],
    ['POST', '/workspace/deletion', { name: 'My workspace' }],
  ] as const) {
    expect((await owner.send(method, path, body)).body).toMatchObject({ code: 'identity.step_up_required' })
    expect((await key.send(method, path, body)).body).toMatchObject({ code: 'identity.person_required' })
  }
})
