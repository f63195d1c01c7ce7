import { createHmac } from 'node:crypto'
import { expect, test } from 'vitest'
import type { JsonObject } from '@steward/contract/item'
import { checkSignature, readSignatureScheme } from './signature.ts'

type Given = {
  readonly parameter: JsonObject
  readonly headers: Record<string, string>
  readonly body: string
  readonly secrets: readonly string[]
  readonly nowMs?: number
}

function check({ parameter, headers, body, secrets, nowMs = 0 }: Given): string {
  const result = checkSignature(readSignatureScheme(parameter), { headers, body: Buffer.from(body) }, secrets, nowMs)
  return result.fits ? 'fits' : result.reason
}

const nonceOf = ({ parameter, headers, body, secrets, nowMs = 0 }: Given) => {
  const result = checkSignature(readSignatureScheme(parameter), { headers, body: Buffer.from(body) }, secrets, nowMs)
  return result.fits ? result.nonce : undefined
}

const hmac = (secret: string, text: string, algorithm = 'sha256') => createHmac(algorithm, secret).update(text)

// The examples that the services publish.
const github: Given = {
  parameter: { scheme: 'github' },
  headers: { 'x-hub-signature-256': 'sha256=757107ea0eb2509fc211221cce984b8a37570b6d7586c22c46f4379c8b043e17' },
  body: 'Hello, World!',
  secrets: ["It's a Secret to Everybody"],
}
const slack: Given = {
  parameter: { scheme: 'slack' },
  headers: {
    'x-slack-request-timestamp': '1531420618',
    'x-slack-signature': 'v0=a2114d57b48eac39b9ad189dd8316235a7b4a8d21a10bd27519666489c69b503',
  },
  body: 'token=xyzz0WbapA4vBCDEFasx0q6G&team_id=T1DC2JH3J&team_domain=testteamnow&channel_id=G8PSS9T3V&channel_name=foobar&user_id=U2CERLKJA&user_name=roadrunner&command=%2Fwebhook-collect&text=&response_url=https%3A%2F%2Fhooks.slack.com%2Fcommands%2FT1DC2JH3J%2F397700885554%2F96rGlfmibIGlgcZRskXaIFfN&trigger_id=398738663015.47445629121.803a0bc887a14d10d2c447fce8b6703c',
  secrets: ['8f742231b10e8888abcd99yyyzzz85a5'],
  nowMs: 1_531_420_618_000,
}
const standard: Given = {
  parameter: { scheme: 'standard' },
  headers: {
    'webhook-id': 'msg_p5jXN8AQM9LWM0D4loKWxJek',
    'webhook-timestamp': '1614265330',
    'webhook-signature': 'v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=',
  },
  body: '{"test": 2432232314}',
  secrets: ['whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw'],
  nowMs: 1_614_265_330_000,
}
const stripeSignature = hmac('whsec_test', '1700000000.{"id":"evt_1"}').digest('hex')
const stripe: Given = {
  parameter: { scheme: 'stripe' },
  headers: { 'stripe-signature': `t=1700000000,v1=${'0'.repeat(64)},v1=${stripeSignature},v0=${'1'.repeat(64)}` },
  body: '{"id":"evt_1"}',
  secrets: ['whsec_test'],
  nowMs: 1_700_000_000_000,
}
const all = { github, slack, standard, stripe }

test.each(Object.entries(all))('what %s signs is taken; one byte more, another secret or no header is not', (_name, given) => {
  expect(check(given)).toBe('fits')
  expect(check({ ...given, body: `${given.body} ` })).toBe('wrong')
  expect(check({ ...given, secrets: ['other'] })).toBe('wrong')
  expect(check({ ...given, secrets: [] })).toBe('wrong')
  expect(check({ ...given, headers: {} })).toBe('missing')
})

test('while a secret is replaced both are taken', () => {
  expect(check({ ...github, secrets: ['the new one', ...github.secrets] })).toBe('fits')
})

test.each(Object.entries({ slack, standard, stripe }))(
  'a signed time of %s that is too far from now is refused',
  (_name, given) => {
    const at = (seconds: number) => check({ ...given, nowMs: (given.nowMs ?? 0) + seconds * 1000 })

    expect([at(299), at(-299), at(301), at(-301)]).toEqual(['fits', 'fits', 'old', 'old'])
    expect(check({ ...given, parameter: { ...given.parameter, toleranceSeconds: 10 }, nowMs: (given.nowMs ?? 0) + 11_000 })).toBe(
      'old',
    )
  },
)

test('a time that another one has put in place of the signed one does not fit', () => {
  expect(check({ ...slack, headers: { ...slack.headers, 'x-slack-request-timestamp': '1531420619' } })).toBe('wrong')
  expect(check({ ...slack, headers: { ...slack.headers, 'x-slack-request-timestamp': '' } })).toBe('missing')
})

test('a scheme of its own names header, algorithm, encoding, prefix and what is signed', () => {
  const signed = hmac('s', 'id-1|1700000000000|{"a":1}', 'sha512').digest('base64')
  const given: Given = {
    parameter: {
      scheme: 'generic',
      header: 'X-Mine',
      algorithm: 'sha512',
      encoding: 'base64',
      prefix: 'sig ',
      signed: '{id}|{timestamp}|{body}',
      timestampHeader: 'X-Time',
      idHeader: 'X-Id',
    },
    headers: { 'x-mine': `sig ${signed}`, 'x-time': '1700000000000', 'x-id': 'id-1' },
    body: '{"a":1}',
    secrets: ['s'],
    nowMs: 1_700_000_000_500,
  }

  expect(check(given)).toBe('fits')
  expect(check({ ...given, headers: { ...given.headers, 'x-mine': signed } })).toBe('missing')
  expect(check({ ...given, headers: { ...given.headers, 'x-id': 'id-2' } })).toBe('wrong')
  const plain = { 'x-signature': hmac('s', 'text', 'sha1').digest('hex') }
  expect(check({ parameter: { algorithm: 'sha1' }, headers: plain, body: 'text', secrets: ['s'] })).toBe('fits')
})

test('garbage in place of a signature is wrong, not an error', () => {
  for (const text of ['sha256=', 'sha256=zz', 'sha256=00', `sha256=${'é'.repeat(64)}`, 't=1,v1=', `sha256=${'0'.repeat(65)}`]) {
    expect(['wrong', 'missing']).toContain(check({ ...github, headers: { 'x-hub-signature-256': text } }))
    expect(['wrong', 'missing']).toContain(check({ ...stripe, headers: { 'stripe-signature': text } }))
  }
})

test('the same call has the same mark as long as it could be sent again, and another call another one', () => {
  const first = nonceOf(stripe)

  expect(first?.text).toBe(nonceOf({ ...stripe, nowMs: 1_700_000_100_000 })?.text)
  // Refused for exactly as long as its time would be taken, and a second more.
  expect([first?.windowMs, nonceOf({ ...stripe, nowMs: 1_700_000_100_000 })?.windowMs]).toEqual([301_000, 201_000])
  const other = hmac('whsec_test', '1700000001.{"id":"evt_1"}').digest('hex')
  expect(nonceOf({ ...stripe, headers: { 'stripe-signature': `t=1700000001,v1=${other}` } })?.text).not.toBe(first?.text)
  expect(nonceOf(github)?.windowMs).toBe(300_000)
})

test('without a time the id marks a call, and without an id equal calls are all meant', () => {
  const headers = { 'x-signature': hmac('s', 'text').digest('hex'), 'x-id': 'one' }
  const given: Given = { parameter: { idHeader: 'X-Id' }, headers, body: 'text', secrets: ['s'] }

  expect(nonceOf(given)?.text).toBe(nonceOf(given)?.text)
  expect(nonceOf({ ...given, headers: { ...headers, 'x-id': 'two' } })?.text).not.toBe(nonceOf(given)?.text)
  expect(nonceOf({ ...given, parameter: {} })).toBeUndefined()
})

test('a scheme that makes no sense is refused in words', () => {
  const refusal = (parameter: JsonObject) => {
    try {
      return String(readSignatureScheme(parameter).header)
    } catch (error) {
      return (error as Error).message
    }
  }

  expect(refusal({ scheme: 'gitlab' })).toContain('unknown scheme "gitlab"')
  expect(refusal({ algorithm: 'md5' })).toContain('unknown algorithm "md5"')
  expect(refusal({ encoding: 'rot13' })).toContain('unknown encoding "rot13"')
  expect(refusal({ header: 'a b' })).toContain('not the name of a header')
  expect(refusal({ signed: 'body' })).toContain('must hold {body}')
  expect(refusal({ signed: '{timestamp}{body}' })).toContain('no header is named')
  expect(refusal({ signed: '{body}', timestampHeader: 'X-Time' })).toContain('must be part of what is signed')
  expect(refusal({ toleranceSeconds: 0 })).toContain('from 1 to 86400')
})
