import { expect, test } from 'vitest'
import { isFromSlack, signSlack } from './signature.ts'

const secret = '8f742231b10e8888abcd99yyyzzz85a5'
const body = Buffer.from('payload=%7B%22type%22%3A%22block_actions%22%7D')
const now = new Date('2026-11-21T12:00:00Z')
const timestamp = `${now.getTime() / 1000}`
const call = { timestamp, signature: signSlack(secret, timestamp, body), body }

test('the signature is the one of the example in Slack’s documentation', () => {
  const example =
    'token=xyzz0WbapA4vBCDEFasx0q6G&team_id=T1DC2JH3J&team_domain=testteamnow&channel_id=G8PSS9T3V&channel_name=foobar&user_id=U2CERLKJA&user_name=roadrunner&command=%2Fwebhook-collect&text=&response_url=https%3A%2F%2Fhooks.slack.com%2Fcommands%2FT1DC2JH3J%2F397700885554%2F96rGlfmibIGlgcZRskXaIFfN&trigger_id=398738663015.47445629121.803a0bc887a14d10d2c447fce8b6703c'

  expect(signSlack(secret, '1531420618', Buffer.from(example))).toBe(
    'v0=a2114d57b48eac39b9ad189dd8316235a7b4a8d21a10bd27519666489c69b503',
  )
})

test('a call of Slack is known by its signature', () => {
  expect(isFromSlack(secret, call, now)).toBe(true)
  expect(isFromSlack(secret, call, new Date(now.getTime() + 299_000))).toBe(true)
})

test.each<[string, Partial<typeof call> | { timestamp?: undefined; signature?: undefined }, string]>([
  ['another secret', {}, 'another'],
  ['no secret at all', {}, ''],
  ['one byte changed', { body: Buffer.from(body.toString().replace('block', 'blocl')) }, secret],
  [
    'an old time',
    { timestamp: `${now.getTime() / 1000 - 301}`, signature: signSlack(secret, `${now.getTime() / 1000 - 301}`, body) },
    secret,
  ],
  [
    'a time to come',
    { timestamp: `${now.getTime() / 1000 + 301}`, signature: signSlack(secret, `${now.getTime() / 1000 + 301}`, body) },
    secret,
  ],
  ['another time than was signed', { timestamp: `${now.getTime() / 1000 + 1}` }, secret],
  ['a time that is none', { timestamp: 'now' }, secret],
  ['a signature cut short', { signature: call.signature.slice(0, -1) }, secret],
  ['an empty signature', { signature: '' }, secret],
  ['no signature', { signature: undefined }, secret],
  ['no time', { timestamp: undefined }, secret],
])('a call with %s is refused', (_, change, key) => {
  expect(isFromSlack(key, { ...call, ...change }, now)).toBe(false)
})
