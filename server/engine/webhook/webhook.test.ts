import { createHmac } from 'node:crypto'
import { expect, test } from 'vitest'
import type { NodeView } from '@steward/sdk/node'
import { checkWebhookAccess, immediateReply, lastNodeReply, webhookItem } from './index.ts'

const view = (parameters: NodeView['parameters']): NodeView => ({
  id: 'w',
  name: 'Webhook',
  type: 'webhook',
  version: 2,
  parameters,
  onError: 'stopWorkflow',
})
const caller = (headers: Record<string, string> = {}, address = '203.0.113.7') => ({ headers, address, body: Buffer.alloc(0) })
/** The status of the refusal; undefined for whoever may call. */
const refused = (...call: Parameters<typeof checkWebhookAccess>) => checkWebhookAccess(...call).refusal?.status
const basic = (user: string, password: string) => ({
  authorization: `Basic ${Buffer.from(`${user}:${password}`).toString('base64')}`,
})
const nowMs = Date.parse('2026-01-01T00:00:00Z')

test('a webhook without a secret lets everybody in', () => {
  expect(refused(view({}), caller(), undefined, nowMs)).toBeUndefined()
})

test('a webhook with a secret and no connection lets nobody in', () => {
  expect(refused(view({ authentication: 'headerAuth' }), caller(), undefined, nowMs)).toBe(403)
})

test('basic authentication takes the right pair and nothing else', () => {
  const secret = { user: 'ann', password: 'word' }
  const check = (headers: Record<string, string>, of: Record<string, string> = secret) =>
    refused(view({ authentication: 'basicAuth' }), caller(headers), of, nowMs)

  expect(check(basic('ann', 'word'))).toBeUndefined()
  expect([check(basic('ann', 'wor')), check(basic('ann', 'word ')), check({}), check({ authorization: 'Basic !' })]).toEqual([
    401, 401, 401, 401,
  ])
  expect(check(basic('', ''), { user: '', password: '' })).toBe(401)
})

test('a secret header is compared whole, and an empty one protects nothing', () => {
  const check = (headers: Record<string, string>, value = 's3cret') =>
    refused(view({ authentication: 'headerAuth' }), caller(headers), { name: 'X-Key', value }, nowMs)

  expect(check({ 'x-key': 's3cret' })).toBeUndefined()
  expect([check({ 'x-key': 's3cre' }), check({}), check({ 'x-key': '' }, '')]).toEqual([403, 403, 403])
})

const token = (head: object, body: object, secret: string) => {
  const signed = [head, body].map((part) => Buffer.from(JSON.stringify(part)).toString('base64url')).join('.')
  return `${signed}.${createHmac('sha256', secret).update(signed).digest('base64url')}`
}

test('a token is taken only with the algorithm of the connection, a right signature and within its time', () => {
  const secret = { secret: 'k', algorithm: 'HS256' }
  const check = (jwt: string, of: Record<string, string> = secret) =>
    refused(view({ authentication: 'jwtAuth' }), caller({ authorization: `Bearer ${jwt}` }), of, nowMs)
  const later = nowMs / 1000 + 60

  expect(check(token({ alg: 'HS256' }, { exp: later }, 'k'))).toBeUndefined()
  expect(check(token({ alg: 'HS256' }, { exp: later - 120 }, 'k'))).toBe(403)
  expect(check(token({ alg: 'HS256' }, { nbf: later }, 'k'))).toBe(403)
  expect(check(token({ alg: 'HS256' }, {}, 'other'))).toBe(403)
  expect(check(`${token({ alg: 'none' }, {}, 'k').split('.').slice(0, 2).join('.')}.`)).toBe(403)
  expect(check(token({ alg: 'HS256' }, {}, ''), { secret: '', algorithm: 'HS256' })).toBe(403)
  // A public key must not serve as the secret of a signature that anybody can make.
  expect(check(token({ alg: 'HS256' }, {}, 'PUBLIC'), { algorithm: 'RS256', publicKey: 'PUBLIC' })).toBe(403)
  expect(check('garbage')).toBe(403)
})

test('only listed addresses may call, ranges and mapped addresses included', () => {
  const check = (address: string) =>
    refused(view({ options: { ipWhitelist: '10.0.0.0/8, 203.0.113.7, 2001:db8::/32' } }), caller({}, address), undefined, nowMs)

  expect([check('10.2.3.4'), check('203.0.113.7'), check('::ffff:10.1.1.1'), check('2001:db8::5')]).toEqual([
    undefined,
    undefined,
    undefined,
    undefined,
  ])
  expect([check('203.0.113.8'), check('::1'), check('not an address')]).toEqual([403, 403, 403])
})

test('bots are kept out where the webhook says so', () => {
  const agent = { 'user-agent': 'Slackbot-LinkExpanding 1.0' }

  expect(refused(view({ options: { ignoreBots: true } }), caller(agent), undefined, nowMs)).toBe(403)
  expect(refused(view({}), caller(agent), undefined, nowMs)).toBeUndefined()
})

test('the answer of the last node is its first item, all items, one property or nothing, as the webhook says', () => {
  const items = [{ json: { a: { b: 1 } } }, { json: { c: 2 } }]
  const body = (parameters: NodeView['parameters']) => lastNodeReply(view(parameters), items).body

  expect(body({})).toEqual({ a: { b: 1 } })
  expect(body({ responseData: 'allEntries' })).toEqual([{ a: { b: 1 } }, { c: 2 }])
  expect(body({ options: { responsePropertyName: 'a.b' } })).toBe(1)
  expect(body({ responseData: 'noData' })).toBeUndefined()
})

test('status and headers come from the parameters of every version, and a header cannot smuggle another one', () => {
  const old = immediateReply(view({ responseCode: 201 }))
  const current = immediateReply(view({ options: { responseCode: { values: { responseCode: 'customCode', customCode: 418 } } } }))
  const sly = immediateReply(
    view({
      options: {
        responseHeaders: {
          entries: [
            { name: 'X-A', value: 'b\r\nSet-Cookie: c' },
            { name: 'bad name', value: 'x' },
          ],
        },
      },
    }),
  )

  expect([old.status, current.status]).toEqual([201, 418])
  expect(sly.headers).toEqual({ 'x-a': 'b Set-Cookie: c' })
})

test('a call becomes one item with everything that was sent, files as binaries', () => {
  const call = {
    method: 'POST',
    url: 'u',
    headers: { a: '1' },
    params: { id: '7' },
    query: { q: 'x' },
    body: { n: 1 },
    mode: 'production' as const,
  }
  const file = { name: 'data', binary: { mimeType: 'text/plain', data: 'aGk=' } }

  expect(webhookItem({ ...call, files: [] })).toEqual({
    json: {
      headers: { a: '1' },
      params: { id: '7' },
      query: { q: 'x' },
      body: { n: 1 },
      webhookUrl: 'u',
      executionMode: 'production',
    },
  })
  expect(webhookItem({ ...call, files: [file] }).binary).toEqual({ data: file.binary })
})
