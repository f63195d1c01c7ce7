import { expect, test } from 'vitest'
import { convertValue, deepEqual, fuzzyEqual, parseRelaxed, readDateTime, compareValues, type FieldType } from '#engine/data'

const converted = (type: FieldType, value: unknown) => {
  const result = convertValue('f', value, type)
  return result.valid ? result.value : result.message
}

test.each<[FieldType, unknown, unknown]>([
  ['number', ' 5 ', 5],
  ['number', '', 0],
  ['number', true, 1],
  ['number', null, null],
  ['number', '1,5', "'f' expects a number but we got '1,5'"],
  ['number', {}, "'f' expects a number but we got object"],
  ['boolean', 'TRUE', true],
  ['boolean', '01', true],
  ['boolean', 0, false],
  ['boolean', 'no', "'f' expects a boolean but we got 'no'"],
  ['boolean', '', "'f' expects a boolean but we got ''"],
  ['object', "{a: 'x', b: [1, 2,],}", { a: 'x', b: [1, 2] }],
  ['object', '[1]', "'f' expects a object but we got '[1]'"],
  ['array', "['a']", ['a']],
  ['array', { a: 1 }, "'f' expects a array but we got object"],
  ['string', 5, 5],
  ['time', '22:00:00+01', '22:00:00+01'],
  ['url', 'example.org/a', 'https://example.org/a'],
])('as %s %j gives %j', (type, value, result) => {
  expect(converted(type, value)).toEqual(result)
})

test('strict conversion takes only the type itself', () => {
  expect(convertValue('f', '5', 'number', { strict: true }).valid).toBe(false)
  expect(convertValue('f', [], 'object', { strict: true }).valid).toBe(false)
  expect(convertValue('f', 5, 'number', { strict: true })).toEqual({ valid: true, value: 5 })
})

test('a text can be asked for', () => {
  expect(convertValue('f', { a: 1 }, 'string', { parseStrings: true })).toEqual({ valid: true, value: '{"a":1}' })
})

test('a date is read in many forms and meant in the given zone', () => {
  expect(readDateTime('2024-03-01 10:00', 'Europe/Berlin')?.toISO()).toBe('2024-03-01T10:00:00.000+01:00')
  expect(readDateTime('2024-03-01T10:00:00Z', 'Europe/Berlin')?.toMillis()).toBe(1_709_287_200_000)
  expect(readDateTime('Tue, 15 Nov 1994 08:12:31 GMT')?.year).toBe(1994)
  expect(readDateTime(1_685_084_980)).toBeUndefined()
  expect(readDateTime('18-05-2020')).toBeUndefined()
  expect(readDateTime('')).toBeUndefined()
})

test('relaxed JSON reads data and executes nothing', () => {
  expect(parseRelaxed('{"__proto__": {"x": 1}}')).not.toHaveProperty('x')
  expect(parseRelaxed('{a: alert(1)}')).toBeUndefined()
  expect(parseRelaxed('[1, 2')).toBeUndefined()
  expect(parseRelaxed('['.repeat(100_000))).toBeUndefined()
})

test('exact equality looks at every field and not at their order', () => {
  expect(deepEqual({ a: [1, { b: null }], c: 2 }, { c: 2, a: [1, { b: null }] })).toBe(true)
  expect(deepEqual({ a: undefined }, {})).toBe(false)
  expect(deepEqual([], {})).toBe(false)
  expect(deepEqual(new Date(5), new Date(5))).toBe(true)
})

test('fuzzy equality forgives the type and nothing else', () => {
  for (const [a, b] of [
    [1, '1'],
    [true, 'TRUE'],
    [false, 0],
    [null, ''],
    [undefined, []],
    [{ a: 1 }, '{"a":1}'],
    [true, '1'],
  ]) {
    expect([a, b, fuzzyEqual(a, b), fuzzyEqual(b, a)]).toEqual([a, b, true, true])
  }
  for (const [a, b] of [
    ['a', 'A'],
    ['', 0],
    [null, 0],
    [[1], '1'],
    ['true', 'True'],
  ])
    expect(fuzzyEqual(a, b)).toBe(false)
  expect(fuzzyEqual(null, '0', { zeroIsNothing: true })).toBe(true)
})

test('values of mixed types have one order, the missing last', () => {
  expect([null, 'b', 2, undefined, 'a', true, 10].sort(compareValues)).toEqual([true, 2, 10, 'a', 'b', null, undefined])
})
