import { expect, test } from 'vitest'
import { operandAtEnd } from './operand.ts'
import { codeBefore, regionsOf } from './regions.ts'

test.each([
  ['$json', '$json'],
  ['1 + $json.list[0]', '$json.list[0]'],
  [" $('Get (all) it's').item", undefined],
  [` $("Get (all) orders").item.json`, `$("Get (all) orders").item.json`],
  ['$input.all().map(i => i.json.a)', '$input.all().map(i => i.json.a)'],
  ['$if($json.a > 1, $json["odd name"]', '$json["odd name"]'],
  ["'a b'", "'a b'"],
  ['fn([1, 2]', '[1, 2]'],
  ['(1 + 2)', '(1 + 2)'],
  ['$json?.a', '$json?.a'],
  ['...$json.list', '$json.list'],
  ['a[b["]"]]', 'a[b["]"]]'],
  ['a ||', undefined],
  [')', undefined],
  ['', undefined],
])('the value at the end of %s is %s', (code, operand) => {
  expect(operandAtEnd(code)).toBe(operand)
})

test('code is what lies between braces that are no part of a text', () => {
  expect(regionsOf('a {{ b }} c {{ d')).toEqual([
    { from: 4, to: 7, isClosed: true },
    { from: 14, to: 16, isClosed: false },
  ])
  expect(regionsOf(String.raw`\{{ a }} {{ "\}}" }}`)).toEqual([{ from: 11, to: 18, isClosed: true }])
  expect(codeBefore('x {{ $json. }}', 11)).toEqual({ code: ' $json.', from: 4 })
  expect(codeBefore('x {{ $json }} y', 14)).toBeUndefined()
})
