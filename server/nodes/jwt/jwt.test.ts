import { generateKeyPairSync } from 'node:crypto'
import type { JsonObject } from '@steward/sdk/node'
import { toText } from '#engine/data'
import { expect, test } from 'vitest'
import { callNode, jsonOf } from '../../test/call-node.ts'
import jwt from './index.ts'

const secret = { keyType: 'passphrase', secret: 'baz', algorithm: 'HS256' }
const pem = (pair: { privateKey: string; publicKey: string }, algorithm: string) => ({ keyType: 'pemKey', algorithm, ...pair })
const encoding = {
  privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
  publicKeyEncoding: { type: 'spki', format: 'pem' },
} as const
const rsa = generateKeyPairSync('rsa', { modulusLength: 2048, ...encoding })
const ec = generateKeyPairSync('ec', { namedCurve: 'P-256', ...encoding })

const run = async (parameters: JsonObject, connection: JsonObject | undefined = secret, nowMs = 1_700_000_000_000) =>
  jsonOf(await callNode(jwt, { parameters, nowMs, io: { connection: async () => connection } }))[0]
const sign = async (claims: JsonObject, connection: JsonObject = secret) =>
  toText((await run({ useJson: true, claimsJson: JSON.stringify(claims) }, connection))?.['token'])
const verify = (token: string, connection: JsonObject = secret, options: JsonObject = {}) =>
  run({ operation: 'verify', token, options }, connection)

test.each([
  ['HS256', secret],
  ['RS256', pem(rsa, 'RS256')],
  ['PS384', pem(rsa, 'PS384')],
  ['ES256', pem(ec, 'ES256')],
])('a token signed with %s is verified, with the time it was made', async (_, connection) => {
  expect(await verify(await sign({ a: 1 }, connection), connection)).toEqual({ payload: { a: 1, iat: 1_700_000_000 } })
})

test('a token signed with the public key as a secret is refused', async () => {
  const forged = await sign({ admin: true }, { ...secret, secret: 'known to all' })
  await expect(verify(forged, { ...pem(rsa, 'RS256'), secret: 'known to all' })).rejects.toThrow("can't be verified")
  await expect(verify(forged, { ...pem(rsa, 'HS256'), secret: 'known to all' })).rejects.toThrow('needs a passphrase')
})

test('a token without a signature, or with another, is refused', async () => {
  const [head, body] = (await sign({ a: 1 })).split('.')
  const none = Buffer.from('{"alg":"none","typ":"JWT"}').toString('base64url')
  await expect(verify(`${none}.${body}.`)).rejects.toThrow('jwt signature is required')
  await expect(verify(`${none}.${body}.AAAA`)).rejects.toThrow("can't be verified")
  await expect(verify(`${head}.${body}.AAAA`)).rejects.toThrow("can't be verified")
  await expect(verify('a.b.c')).rejects.toThrow('invalid token')
})

test('a token is valid from its beginning to its end', async () => {
  const late = await sign({ exp: 1_700_000_000 })
  const early = await sign({ nbf: 1_700_000_001 })
  await expect(verify(late)).rejects.toThrow('jwt expired')
  await expect(verify(early)).rejects.toThrow('jwt not active')
  expect(await verify(late, secret, { clockTolerance: 5 })).toBeDefined()
  expect(await verify(early, secret, { ignoreNotBefore: true })).toBeDefined()
})

test('decoding believes nothing and needs no key', async () => {
  expect(await run({ operation: 'decode', token: await sign({ a: 1 }), options: { complete: true } }, undefined)).toMatchObject({
    header: { alg: 'HS256' },
  })
  expect(await run({ operation: 'decode', token: 'nope' }, undefined)).toEqual({ payload: null })
})
