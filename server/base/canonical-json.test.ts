import fc from 'fast-check'
import { expect, test } from 'vitest'
import { canonicalJson } from './canonical-json.ts'

test('keys stand in order, whatever order they came in', () => {
  expect(canonicalJson({ b: [1, { z: null, a: 'é' }], a: 1e21, '\u20ac': true, ä: false })).toBe(
    '{"a":1e+21,"b":[1,{"a":"é","z":null}],"ä":false,"€":true}',
  )
})

test('it is JSON of the same value, and equal values have one text', () => {
  fc.assert(
    fc.property(fc.jsonValue(), (value) => {
      const text = canonicalJson(value)
      expect(JSON.parse(text)).toEqual(JSON.parse(JSON.stringify(value)))
      expect(canonicalJson(JSON.parse(text))).toBe(text)
    }),
  )
})

test('what JSON leaves out is left out', () => {
  const strange = { b: undefined, a: [undefined, () => 1], c: null }
  expect(canonicalJson(strange)).toBe('{"a":[null,null],"c":null}')
  expect(JSON.parse(canonicalJson(strange))).toEqual(JSON.parse(JSON.stringify(strange)))
})
