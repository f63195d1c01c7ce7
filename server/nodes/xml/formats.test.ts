import { createVerify, generateKeyPairSync } from 'node:crypto'
import type { JsonObject, NodeDefinition } from '@steward/sdk/node'
import { toText } from '#engine/data'
import { expect, test } from 'vitest'
import { callNode, jsonOf } from '../../test/call-node.ts'
import crypto from '../crypto/index.ts'
import debugHelper from '../debug_helper/index.ts'
import executionData from '../execution_data/index.ts'
import markdown from '../markdown/index.ts'
import xml from './index.ts'

const run = async (definition: NodeDefinition, parameters: JsonObject, json: JsonObject = {}, version?: number) =>
  jsonOf(
    await callNode(definition, {
      parameters,
      items: [json],
      io: { log: () => {} },
      ...(version === undefined ? {} : { version }),
    }),
  )
const parse = async (data: string, options: JsonObject = {}) => (await run(xml, { options }, { data }))[0]

test('XML becomes JSON, attributes among the fields', async () => {
  expect(await parse('<a x="1"><b>1</b><b>2</b><c y="2">t</c></a>')).toEqual({
    a: { x: '1', b: ['1', '2'], c: { _: 't', y: '2' } },
  })
  expect(await parse('<a x="1"/>', { mergeAttrs: false })).toEqual({ a: { $: { x: '1' } } })
})

test('JSON becomes XML', async () => {
  expect(await run(xml, { mode: 'jsonToxml', options: { headless: true } }, { a: '<' })).toEqual([{ data: '<a>&lt;</a>' }])
})

test('XML that would grow, reach a prototype or nest without end is refused or disarmed', async () => {
  await expect(parse('<!DOCTYPE x [<!ENTITY a "aaa"><!ENTITY b "&a;&a;">]><x>&b;</x>')).rejects.toThrow('declares entities')
  await expect(parse(`${'<a>'.repeat(2000)}${'</a>'.repeat(2000)}`)).rejects.toThrow('500 levels')
  expect(await parse('<x><__proto__><polluted>1</polluted></__proto__></x>')).toEqual({ x: {} })
  expect(({} as JsonObject)['polluted']).toBeUndefined()
})

test('hashes have the default of their version', async () => {
  expect(await run(crypto, { value: 'hello' }, {}, 1)).toEqual([{ data: '5d41402abc4b2a76b9719d911017c592' }])
  expect(await run(crypto, { value: 'hello' }, {}, 2)).toEqual([
    { data: '2cf24dba5fb0a30e26e83b2ac5b9e29e1b161e5c1fa7425e73043362938b9824' },
  ])
  await expect(run(crypto, { type: 'SHA0', value: 'x' })).rejects.toThrow('"SHA0" is not an algorithm')
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
  const [item] = await run(crypto, parameters, {}, 1)
  expect(createVerify('RSA-SHA256').update('hello').verify(publicKey, toText(item?.['data']), 'hex')).toBe(true)
})

test('random values have the length that was asked for', async () => {
  for (const encodingType of ['hex', 'base64', 'ascii']) {
    const [item] = await run(crypto, { action: 'generate', encodingType, stringLength: 7 })
    expect(item?.['data']).toHaveLength(7)
  }
  await expect(run(crypto, { action: 'generate', encodingType: 'hex', stringLength: 1e9 })).rejects.toThrow('whole number from 1')
})

test('Markdown and HTML turn into each other', async () => {
  expect(await run(markdown, { mode: 'markdownToHtml', markdown: '# T\n\na *b*' }, { q: 1 })).toEqual([
    { q: 1, data: '<h1 id="t">T</h1>\n<p>a <em>b</em></p>' },
  ])
  expect(await run(markdown, { html: '<h1>T</h1><p>x</p>', destinationKey: 'x.y' })).toEqual([{ x: { y: '# T\n\nx' } }])
})

test('execution data passes its items through', async () => {
  expect(await run(executionData, { dataToSave: { values: [{ key: 'a', value: 'b' }] } }, { n: 1 })).toEqual([{ n: 1 }])
})

test('random data repeats with its seed; errors are thrown on request; memory is not exhausted', async () => {
  const parameters = { category: 'randomData', randomDataSeed: 's', randomDataCount: 3 }
  expect(await run(debugHelper, parameters)).toEqual(await run(debugHelper, parameters))
  await expect(run(debugHelper, { throwErrorMessage: 'boo' })).rejects.toThrow('boo')
  await expect(run(debugHelper, { category: 'oom' })).rejects.toThrow('does not do "oom"')
})
