import { expect, test } from 'vitest'
import { endpoints } from '@steward/contract/api/endpoints'
import { ownerAccount, testInstallation } from '#test/installation'
import { until, running } from '#test/running'
import { rateClassOf, type RateLimits, unlimited } from './rate-class.ts'
import { endpointOf } from './rate-limiter.ts'

const limited = (some: Partial<RateLimits>) => ({ rateLimits: () => ({ ...unlimited, ...some }) })

test('every endpoint has a class, and what anybody may send is the strictest', () => {
  const classOf = (operationId: string) => {
    const endpoint = endpoints.find((one) => one.operationId === operationId)
    return endpoint === undefined ? undefined : rateClassOf({ endpoint })
  }

  expect(
    endpoints.filter((one) => one.permission === 'public' && one.method !== 'GET').map((endpoint) => rateClassOf({ endpoint })),
  ).not.toContain('open')
  expect(['signIn', 'refreshTokens', 'getJwks', 'getSession', 'createApiKey', 'importWorkflows'].map(classOf)).toEqual([
    'sign_in',
    'sign_in',
    'open',
    'read',
    'write',
    'upload',
  ])
})

test('what needs no sign-in is counted by address, by the network for IPv6, and says when to come back', async () => {
  await using steward = await testInstallation(limited({ sign_in: 3 }))
  await steward.owner()
  const from = (address: string) =>
    steward.client({ 'x-forwarded-for': address }).send('POST', '/session', { ...ownerAccount, password: 'wrong one' })

  const statuses = []
  for (const address of ['2001:db8::1', '2001:db8::2', '2001:db8::ffff', '2001:db8::9', '2001:db8:0:1::1', '203.0.113.1'])
    statuses.push((await from(address)).status)
  const refused = await from('2001:db8::3')

  expect(statuses).toEqual([401, 401, 401, 429, 401, 401])
  expect(refused).toMatchObject({ status: 429, body: { code: 'http.too_many_requests' } })
  // The minute goes on while the test asks.
  const seconds = Number(refused.headers['retry-after'])
  expect([seconds > 0, seconds <= 20]).toEqual([true, true])
  expect(refused.headers['ratelimit-policy']).toBe('"sign_in";q=3;w=60')
  expect(String(refused.headers['ratelimit'])).toMatch(/^"sign_in";r=0;t=[456]\d$/)
})

test('a caller cannot get around the count by saying that it asks for another one', async () => {
  await using steward = await testInstallation({ ...limited({ sign_in: 2 }), settings: { trustProxy: [] } })
  const ask = (n: number) =>
    steward.client({ 'x-forwarded-for': `203.0.113.${n}` }).send('POST', '/session', { email: 'a@b.co', password: 'x' })

  expect([(await ask(1)).status, (await ask(2)).status, (await ask(3)).status]).toEqual([401, 401, 429])
})

test('the API counts by credential, reading apart from writing, and shows what is left', async () => {
  await using steward = await testInstallation(limited({ read: 2, write: 1 }))
  const [owner, viewer] = [await steward.owner(), await steward.member('viewer')]

  const first = await owner.send('GET', '/workflows')
  expect(first.headers).toMatchObject({ 'ratelimit-policy': '"read";q=2;w=60', ratelimit: '"read";r=1;t=30' })
  expect([(await owner.send('GET', '/session')).status, (await owner.send('GET', '/session')).status]).toEqual([200, 429])
  expect((await viewer.send('GET', '/session')).status).toBe(200)
  expect((await owner.send('POST', '/workflows/import', { files: [] })).status).not.toBe(429)
})

test('whoever tries out keys is counted by address, and a key that is valid is not held up by them', async () => {
  await using steward = await testInstallation(limited({ open: 3, read: 100 }))
  const { secret } = (await (await steward.owner()).send('POST', '/api-keys', { name: 'k' })).body as { secret: string }
  const guess = (n: number) => steward.client({ authorization: `Bearer stw_${n}` }).send('GET', '/session')

  const statuses = []
  for (let n = 0; n < 5; n += 1) statuses.push((await guess(n)).status)

  expect(statuses).toEqual([401, 401, 401, 429, 429])
  expect((await steward.client({ authorization: `Bearer ${secret}` }).send('GET', '/session')).status).toBe(200)
})

test('webhooks are counted by webhook, whatever follows in the path', () => {
  expect(endpointOf('/webhook/orders?x=/1')).toBe('/webhook/orders')
  expect(endpointOf('/webhook/orders/42/items')).toBe('/webhook/orders')
  expect(endpointOf('/webhook/')).toBe('/webhook/')
  expect(endpointOf('/webhook')).toBe('/webhook')
  expect(endpointOf(`/webhook/${'a'.repeat(5_000)}`)).toHaveLength(200)
})

test('too many calls of one webhook are refused with the time to come back, and those of others are not', async () => {
  await using steward = await running(undefined, limited({ webhook: 2 }))
  const call = async (path: string) => {
    const answer = await fetch(`${steward.url}/webhook/${path}`, { method: 'POST' })
    return { status: answer.status, hasRetry: Number(answer.headers.get('retry-after')) > 0 }
  }

  expect([await call('a'), await call('a/1'), await call('a/2')]).toEqual([
    { status: 404, hasRetry: false },
    { status: 404, hasRetry: false },
    { status: 429, hasRetry: true },
  ])
  expect((await call('b')).status).toBe(404)
  expect(await (await fetch(`${steward.url}/metrics`)).text()).toContain('steward_http_rate_limited_total{class="webhook"} 1')
})

test('a change of the configuration counts from the next request on', async () => {
  await using steward = await running(undefined, { rateLimits: undefined } as never)
  const value = { ...unlimited, open: 1 }
  const changed = await steward.api('PUT', '/installation/config/http.rate_limits', { value, version: 0 })
  expect(changed.status, JSON.stringify(changed.body)).toBe(200)

  const seen = await until(
    async () => (await fetch(`${steward.url}/api/v1/setup`)).status,
    (status) => status === 429,
  )
  expect(seen).toBe(429)
})
