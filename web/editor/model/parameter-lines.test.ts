import { expect, test } from 'vitest'
import { inWords } from '@steward/contract/node-form'
import { parameterLines } from './parameter-lines.ts'

test('titles come from the schema, else from the name', () => {
  const schema = { properties: { url: { title: 'Address' } } }

  expect(parameterLines({ url: 'https://x.example', sendBody: true }, schema)).toMatchObject([
    { title: 'Address', text: 'https://x.example', look: 'plain' },
    { title: 'Send body', text: 'true' },
  ])
})

test('expressions and code are told from plain values', () => {
  const lines = parameterLines({ a: '={{ $json.a }}', b: 'return 1\nreturn 2', c: 5 }, undefined)

  expect(lines.map((line) => line.form === 'value' && [line.look, line.text])).toEqual([
    ['expression', '{{ $json.a }}'],
    ['code', 'return 1\nreturn 2'],
    ['plain', '5'],
  ])
})

test('empty values are not shown, nested ones are grouped', () => {
  expect(parameterLines({ options: {}, note: '', list: { values: [{ name: 'x' }] } }, undefined)).toMatchObject([
    { form: 'group', title: 'List', lines: [{ form: 'group', lines: [{ form: 'group', title: '1', lines: [{ text: 'x' }] }] }] },
  ])
})

test('parameters and schemas of any shape are survived', () => {
  for (const bad of [null, undefined, 7, 'x', []]) expect(parameterLines(bad, bad)).toEqual([])
  expect(parameterLines(JSON.parse('{"__proto__":{"a":1},"constructor":2}'), { properties: {} })).toHaveLength(2)
})

test('names become words', () => {
  expect([inWords('fieldToSplitOut'), inWords('max_items'), inWords('URL')]).toEqual(['Field to split out', 'Max items', 'Url'])
})
