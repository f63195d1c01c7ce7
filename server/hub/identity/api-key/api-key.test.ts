import { expect, test } from 'vitest'
import { testInstallation, type TestInstallation } from '#test/installation'
import { findCaller } from '#hub/identity'

async function makeKey(steward: TestInstallation, body: object = {}) {
  const made = await (await steward.owner()).send('POST', '/api-keys', { name: 'ci', ...body })
  const { key, secret } = made.body as { key: { id: string }; secret: string }
  return { made, secret, id: key?.id, client: steward.client({ authorization: `Bearer ${secret}` }) }
}

test('a key is shown once, works without a cookie or an origin, and is stored as a hash', async () => {
  await using steward = await testInstallation()

  const { made, secret, client } = await makeKey(steward, { scopes: ['workflow:read', 'workflow:read'] })

  expect(secret).toMatch(/^stw_[\w-]{43}$/)
  expect(made.body).toMatchObject({
    key: { name: 'ci', prefix: secret.slice(0, 10), scopes: ['workflow:read'], lastUsedAt: null },
  })
  expect((await client.send('GET', '/workflows')).status).toBe(200)
  const listed = await (await steward.owner()).send('GET', '/api-keys')
  expect(listed.text).not.toContain(secret)
  expect((listed.body['items'] as { lastUsedAt: string }[])[0]?.lastUsedAt).not.toBeNull()
  const { rows } = await steward.databases
    .pool('identity')
    .query<{ all: string }>('select json_agg(k)::text as all from api_keys k')
  expect(rows[0]?.all).not.toContain(secret.slice(10))
})

test('a revoked key is refused by the next request, although it was used a moment before', async () => {
  await using steward = await testInstallation()
  const { id, client } = await makeKey(steward)
  expect((await client.send('GET', '/session')).status).toBe(200)

  expect((await (await steward.owner()).send('DELETE', `/api-keys/${id}`)).status).toBe(204)

  expect(await client.send('GET', '/session')).toMatchObject({ status: 401, body: { code: 'http.bad_credential' } })
})

test('a look-up that was under way while the key was revoked does not bring it back', async () => {
  await using steward = await testInstallation()
  const { id, secret, client } = await makeKey(steward)
  const owner = await steward.owner()

  await Promise.all([
    owner.send('DELETE', `/api-keys/${id}`),
    ...Array.from({ length: 20 }, () => client.send('GET', '/session')),
  ])

  expect(await findCaller(steward.databases, { kind: 'api_key', secret }, { now: new Date() })).toBeUndefined()
})

test('a key ends when its time is over', async () => {
  await using steward = await testInstallation()
  const { secret } = await makeKey(steward, { expiresAt: new Date(Date.now() + 60_000).toISOString() })

  const at = (ms: number) => findCaller(steward.databases, { kind: 'api_key', secret }, { now: new Date(Date.now() + ms) })

  expect(await at(0)).toMatchObject({ kind: 'api_key' })
  expect(await at(61_000)).toBeUndefined()
  expect(
    (await (await steward.owner()).send('POST', '/api-keys', { name: 'late', expiresAt: '2020-01-01T00:00:00Z' })).body,
  ).toMatchObject({
    code: 'identity.key_expires_in_past',
  })
})

test('a key cannot make, renew or widen a key, whatever it may do otherwise', async () => {
  await using steward = await testInstallation()
  const { id, client } = await makeKey(steward, { scopes: ['api_key:manage', 'workflow:read'] })

  expect((await client.send('GET', '/api-keys')).status).toBe(200)
  for (const [path, body] of [
    ['/api-keys', { name: 'immortal' }],
    [`/api-keys/${id}/rotate`, {}],
  ] as const)
    expect(await client.send('POST', path, body)).toMatchObject({ status: 403, body: { code: 'identity.person_required' } })
})

test('somebody else can neither see nor revoke a key', async () => {
  await using steward = await testInstallation()
  const { id } = await makeKey(steward)
  const member = await steward.member('admin')

  expect((await member.send('GET', '/api-keys')).body).toEqual({ items: [] })
  expect(await member.send('DELETE', `/api-keys/${id}`)).toMatchObject({ status: 404, body: { code: 'identity.key_not_found' } })
})

test('the use of a key is noted at most once a minute', async () => {
  await using steward = await testInstallation()
  const { secret } = await makeKey(steward)
  const start = new Date()
  const useAt = async (seconds: number) => {
    await findCaller(steward.databases, { kind: 'api_key', secret }, { now: new Date(start.getTime() + seconds * 1000) })
    const { rows } = await steward.databases.pool('identity').query<{ at: Date }>('select last_used_at as at from api_keys')
    return Math.round(((rows[0]?.at.getTime() ?? 0) - start.getTime()) / 1000)
  }

  expect([await useAt(0), await useAt(30), await useAt(59), await useAt(75)]).toEqual([0, 0, 0, 75])
})
