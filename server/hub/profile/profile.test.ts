import { deflateSync } from 'node:zlib'
import { expect, test } from 'vitest'
import { publish } from '#db'
import { testInstallation } from '#test/installation'
import { running, until } from '#test/running'

/** A picture of one pixel. */
function png(): Buffer {
  const chunk = (name: string, data: Buffer) => {
    const size = Buffer.alloc(4)
    size.writeUInt32BE(data.length)
    return Buffer.concat([size, Buffer.from(name, 'latin1'), data, Buffer.alloc(4)])
  }
  const head = Buffer.from([0, 0, 0, 1, 0, 0, 0, 1, 8, 0, 0, 0, 0])
  const signature = Buffer.from('89504e470d0a1a0a', 'hex')
  return Buffer.concat([
    signature,
    chunk('IHDR', head),
    chunk('IDAT', deflateSync(Buffer.from([0, 255]))),
    chunk('IEND', Buffer.alloc(0)),
  ])
}

test('a person says of themselves what they like, and of two windows that change it at once the second is told', async () => {
  await using steward = await testInstallation()
  const owner = await steward.owner()

  expect((await owner.send('GET', '/profile')).body).toMatchObject({ firstName: null, language: 'en', version: 0 })
  const change = { firstName: 'Ana', timezone: 'Europe/Lisbon', dateOfBirth: '1990-02-28', version: 0 }
  const [one, other] = await Promise.all([owner.send('PATCH', '/profile', change), owner.send('PATCH', '/profile', change)])

  expect([one, other].map((answer) => answer?.status === 200).filter(Boolean)).toHaveLength(1)
  expect([one, other].map((answer) => answer?.status)).toContain(409)
  expect((await owner.send('GET', '/profile')).body).toMatchObject({ firstName: 'Ana', timezone: 'Europe/Lisbon', version: 1 })
  expect((await (await steward.member('viewer')).send('GET', '/profile')).body).toMatchObject({ firstName: null, version: 0 })
})

test('what cannot be is refused in words', async () => {
  await using steward = await testInstallation()
  const owner = await steward.owner()
  const refused = async (change: object) => (await owner.send('PATCH', '/profile', { version: 0, ...change })).body['code']

  expect(await refused({ timezone: 'Mars/Olympus' })).toBe('profile.bad_timezone')
  expect(await refused({ timezone: '+05:00' })).toBe('profile.bad_timezone')
  expect(await refused({ language: 'not a language' })).toBe('http.invalid_request')
  expect(await refused({ language: 'en_US' })).toBe('profile.bad_language')
  expect(await refused({ dateOfBirth: '2999-01-01' })).toBe('profile.bad_date')
  expect(await refused({ dateOfBirth: '1990-02-30' })).toBe('http.invalid_request')
  expect(await refused({ phone: '<script>' })).toBe('profile.bad_phone')
  expect(await refused({ firstName: 'x'.repeat(101) })).toBe('http.invalid_request')
  expect(await refused({ avatar: 'https://evil.example' })).toBe('http.invalid_request')
  expect((await owner.send('PATCH', '/preferences', { currency: 'ZZZ' })).body['code']).toBe('profile.bad_currency')
})

test('a picture is what its bytes are, and is seen by others only where the profile is public', async () => {
  await using steward = await testInstallation()
  const [owner, viewer] = [await steward.owner(), await steward.member('viewer')]
  const image = png().toString('base64')
  const send = (bytes: string) => owner.send('PUT', '/profile/avatar', { image: bytes })

  expect((await send(image)).body['avatar']).toMatch(new RegExp(`^/api/v1/people/${owner.userId}/avatar\\?v=[0-9a-f]{64}$`))
  for (const other of ['<svg xmlns="http://www.w3.org/2000/svg"/>', '<html>', ''])
    expect((await send(Buffer.from(other || 'x').toString('base64'))).body['code']).toBe('profile.bad_picture')
  expect((await send(Buffer.concat([png(), Buffer.from('<script>')]).toString('base64'))).body['code']).toBe(
    'profile.bad_picture',
  )

  const path = `/people/${owner.userId}/avatar`
  const seen = await viewer.send('GET', path)
  expect(seen).toMatchObject({ status: 200, headers: { 'content-type': 'image/png', 'x-content-type-options': 'nosniff' } })
  await owner.send('PATCH', '/preferences', { profileVisibility: 'PRIVATE' })
  expect((await viewer.send('GET', path)).body['code']).toBe('profile.no_picture')
  expect((await owner.send('GET', path)).status).toBe(200)
  expect((await owner.send('DELETE', '/profile/avatar')).body['avatar']).toBeNull()
  expect((await owner.send('GET', path)).status).toBe(404)
})

test('preferences that are changed in two windows at once are both kept', async () => {
  await using steward = await testInstallation()
  const owner = await steward.owner()

  expect((await owner.send('GET', '/preferences')).body).toMatchObject({ theme: 'auto', emailNotifications: true })
  await Promise.all([
    owner.send('PATCH', '/preferences', { theme: 'dark' }),
    owner.send('PATCH', '/preferences', { currency: 'EUR' }),
    owner.send('PATCH', '/preferences', { smsNotifications: true }),
  ])

  expect((await owner.send('GET', '/preferences')).body).toMatchObject({ theme: 'dark', currency: 'EUR', smsNotifications: true })
})

test('of the addresses of a type one is the default, whoever adds at once, and nobody reaches those of others', async () => {
  await using steward = await testInstallation()
  const [owner, viewer] = [await steward.owner(), await steward.member('viewer')]
  const address = (more: object = {}) => ({
    type: 'WORK',
    streetAddress: 'Rua 1',
    city: 'Porto',
    stateProvince: null,
    postalCode: '4000',
    country: 'Portugal',
    isDefault: true,
    ...more,
  })
  const made = await Promise.all([1, 2, 3, 4].map(() => owner.send('POST', '/addresses', address())))
  await owner.send('POST', '/addresses', address({ type: 'HOME', isDefault: false }))
  const listed = async () =>
    (await owner.send('GET', '/addresses')).body['items'] as { id: string; type: string; isDefault: boolean }[]

  expect(made.map((one) => one.status)).toEqual([201, 201, 201, 201])
  expect((await listed()).filter((one) => one.isDefault).map((one) => one.type)).toEqual(['HOME', 'WORK'])
  const other = (await listed()).find((one) => !one.isDefault)
  expect((await owner.send('PUT', `/addresses/${other?.id}`, address({ city: 'Braga' }))).body).toMatchObject({
    city: 'Braga',
    isDefault: true,
  })
  expect((await listed()).filter((one) => one.isDefault)).toHaveLength(2)
  for (const [method, body] of [
    ['PUT', address()],
    ['DELETE', undefined],
  ] as const)
    expect((await viewer.send(method, `/addresses/${other?.id}`, body)).body['code']).toBe('profile.address_not_found')
  expect((await owner.send('DELETE', `/addresses/${other?.id}`)).status).toBe(204)
})

test('what one did is listed for oneself, until one wants no list, and goes with the account', async () => {
  await using steward = await running()
  const activities = async () =>
    (await steward.api('GET', '/activities')).body['items'] as { id: string; type: string; description: string | null }[]
  await steward.api('POST', '/connections', { name: 'Shop', type: 'httpBearerAuth', values: { token: 't' } })

  const [first] = await until(activities, (items) => items.some((one) => one.type === 'connection.created'))
  expect(first).toMatchObject({ type: 'connection.created', description: 'Shop' })
  const { rows } = await steward.databases
    .pool('profile')
    .query<{ id: string }>('select distinct user_id as id from user_activities')
  expect(rows).toHaveLength(1)

  await steward.api('PATCH', '/preferences', { activityTracking: false })
  expect(await activities()).toEqual([])
  await steward.api('PATCH', '/preferences', { activityTracking: true })
  await steward.api('POST', '/connections', { name: 'Shop 2', type: 'httpBearerAuth', values: { token: 't' } })
  await until(activities, (items) => items.some((one) => one.description === 'Shop 2'))
  await steward.databases.transaction('identity', (tx) =>
    publish(tx, { type: 'user.purged', key: 'x', payload: { userId: rows[0]?.id ?? '' } }),
  )
  await until(activities, (items) => items.length === 0)
  expect((await steward.api('GET', '/preferences')).body).toMatchObject({ activityTracking: true, theme: 'auto' })
})
