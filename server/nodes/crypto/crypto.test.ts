import { createVerify, generateKeyPairSync } from 'node:crypto'
import type { JsonObject } from '@steward/sdk/node'
import { toText } from '#engine/data'
import { expect, test } from 'vitest'
import { jsonAfter } from '../../test/call-node.ts'
import crypto from './index.ts'

const run = (parameters: JsonObject, json: JsonObject = {}, version?: number) => jsonAfter(crypto, parameters, [json], version)

test('hashes have the default of their version', async () => {
  expect(await run({ value: 'hello' }, {}, 1)).toEqual([{ data: '5d41402abc4b2a76b9719d911017c592' }])
  expect(await run({ value: 'hello' }, {}, 2)).toEqual([
    { data: '2cf24dba5fb0a30e26e83b2ac5b9e29e1b161e5c1fa7425e73043362938b9824' },
  ])
  await expect(run({ type: 'SHA0', value: 'x' })).rejects.toThrow('"SHA0" is not an algorithm')
})

test('a signature holds, also with a key pasted on one line', async () => {
  const { privateKey, publicKey } = generateKeyPairSync('rsa', {
    modulusLength: 2048,
    privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
    publicKeyEncoding: { type: 'spki', format: 'pem' },
  })
  const parameters = {
    action: 'sign',
    algorithm: 'RSA-SHA256',
    value: 'hello',
    privateKey: privateKey.trim().replaceAll('\n', ' '),
  }
  const [item] = await run(parameters, {}, 1)
  expect(createVerify('RSA-SHA256').update('hello').verify(publicKey, toText(item?.['data']), 'hex')).toBe(true)
})

test('random values have the length that was asked for', async () => {
  for (const encodingType of ['hex', 'base64', 'ascii']) {
    const [item] = await run({ action: 'generate', encodingType, stringLength: 7 })
    expect(item?.['data']).toHaveLength(7)
  }
  await expect(run({ action: 'generate', encodingType: 'hex', stringLength: 1e9 })).rejects.toThrow('whole number from 1')
})
