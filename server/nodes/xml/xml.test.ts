import type { JsonObject } from '@steward/sdk/node'
import { expect, test } from 'vitest'
import { jsonAfter } from '../../test/call-node.ts'
import xml from './index.ts'

const run = (parameters: JsonObject, json: JsonObject = {}) => jsonAfter(xml, parameters, [json])
const parse = async (data: string, options: JsonObject = {}) => (await run({ options }, { data }))[0]

test('XML becomes JSON, attributes among the fields', async () => {
  expect(await parse('<a x="1"><b>1</b><b>2</b><c y="2">t</c></a>')).toEqual({
    a: { x: '1', b: ['1', '2'], c: { _: 't', y: '2' } },
  })
  expect(await parse('<a x="1"/>', { mergeAttrs: false })).toEqual({ a: { $: { x: '1' } } })
})

test('JSON becomes XML', async () => {
  expect(await run({ mode: 'jsonToxml', options: { headless: true } }, { a: '<' })).toEqual([{ data: '<a>&lt;</a>' }])
})

test('XML that would grow, reach a prototype or nest without end is refused or disarmed', async () => {
  await expect(parse('<!DOCTYPE x [<!ENTITY a "aaa"><!ENTITY b "&a;&a;">]><x>&b;</x>')).rejects.toThrow('declares entities')
  await expect(parse(`${'<a>'.repeat(2000)}${'</a>'.repeat(2000)}`)).rejects.toThrow('500 levels')
  expect(await parse('<x><__proto__><polluted>1</polluted></__proto__></x>')).toEqual({ x: {} })
  expect(({} as JsonObject)['polluted']).toBeUndefined()
})
