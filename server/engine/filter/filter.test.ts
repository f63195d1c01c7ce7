import { DateTime } from 'luxon'
import { expect, test } from 'vitest'
import { type FilterOptions, meetsClassicCondition, meetsClassicConditions, meetsFilter, toPattern } from '#engine/filter'

const strict: FilterOptions = { caseSensitive: true, typeValidation: 'strict', version: 2 }
const loose: FilterOptions = { ...strict, typeValidation: 'loose' }

function holds(leftValue: unknown, operator: string, rightValue?: unknown, options = strict): boolean {
  const [type = '', operation = ''] = operator.split(':')
  return meetsFilter(
    { combinator: 'and', conditions: [{ leftValue, rightValue, operator: { type, operation } }], options },
    { itemIndex: 0 },
  )
}

test.each([
  ['Tea', 'string:equals', 'Tea', true],
  ['Tea', 'string:equals', 'tea', false],
  ['green tea', 'string:contains', 'tea', true],
  ['green tea', 'string:notStartsWith', 'green', false],
  ['A1', 'string:regex', '/^[a-z]\\d$/i', true],
  ['', 'string:empty', undefined, true],
  [undefined, 'string:exists', undefined, false],
  [5, 'number:gte', 5, true],
  [5, 'number:lt', 4, false],
  [null, 'number:notExists', undefined, true],
  [false, 'boolean:false', undefined, true],
  [[1, 'a'], 'array:contains', 'a', true],
  [[1, 2, 3], 'array:lengthGt', 2, true],
  [{}, 'object:empty', undefined, true],
  ['2024-01-02', 'dateTime:after', '2024-01-01', true],
  [DateTime.fromISO('2024-01-01T12:00:00Z'), 'dateTime:equals', '2024-01-01T13:00:00+01:00', true],
])('%j %s %j is %s', (left, operator, right, expected) => {
  expect(holds(left, operator, right)).toBe(expected)
})

test('a value of another type is refused with its place, or converted', () => {
  expect(() => holds('15', 'number:equals', 15)).toThrow(
    "Wrong type: '15' is a string but was expecting a number [condition 0, item 0]",
  )
  expect(holds('15', 'number:equals', 15, loose)).toBe(true)
  expect(() => holds('x', 'number:equals', 15, loose)).toThrow("Conversion error: the string 'x' can't be converted to a number")
})

test('an empty text is a number before version 3 and nothing since', () => {
  expect(holds('', 'number:equals', 0, loose)).toBe(true)
  expect(holds('', 'number:equals', 0, { ...loose, version: 3 })).toBe(false)
  expect(holds('', 'number:empty', undefined, { ...strict, version: 3 })).toBe(true)
})

test('in version 1 every text that is not empty counts as true', () => {
  expect(holds('false', 'boolean:true', undefined, { ...loose, version: 1 })).toBe(true)
  expect(holds('false', 'boolean:true', undefined, loose)).toBe(false)
})

test('case counts only where it is asked for', () => {
  expect(holds('TEA', 'string:equals', 'tea', { typeValidation: 'strict' })).toBe(true)
  expect(holds(['A'], 'array:contains', 'a', { typeValidation: 'strict' })).toBe(true)
})

test('names of older documents mean the same', () => {
  expect(holds('a', 'string:isNotEmpty')).toBe(true)
  expect(holds(3, 'number:larger', 2)).toBe(true)
  expect(holds(true, 'boolean:notTrue')).toBe(false)
})

test('an unknown comparison is refused instead of being false in silence', () => {
  expect(() => holds('a', 'string:resembles', 'b')).toThrow('There is no comparison "resembles"')
  expect(() => holds('a', 'string:constructor', 'b')).toThrow('There is no comparison "constructor"')
})

test('any one of several conditions is enough when they are alternatives', () => {
  const conditions = ['a', 'b'].map((rightValue) => ({
    leftValue: 'b',
    rightValue,
    operator: { type: 'string', operation: 'equals' },
  }))

  expect(meetsFilter({ combinator: 'or', conditions, options: strict }, { itemIndex: 0 })).toBe(true)
  expect(meetsFilter({ combinator: 'and', conditions, options: strict }, { itemIndex: 0 })).toBe(false)
})

test('first-generation conditions take values as they are', () => {
  expect(meetsClassicCondition({ value1: 5, operation: 'equal', value2: '5' }, 'number', 0)).toBe(false)
  expect(meetsClassicCondition({ value1: 1, value2: 2 }, 'number', 0)).toBe(true)
  expect(meetsClassicCondition({ value1: '2024-02-01', operation: 'before', value2: 5 }, 'dateTime', 0)).toBe(false)
  expect(meetsClassicCondition({ value1: [], operation: 'isEmpty' }, 'string', 0)).toBe(true)
  expect(() => meetsClassicCondition({ value1: 'soon', value2: 1 }, 'dateTime', 0)).toThrow('"soon" is not a valid date')
  expect(meetsClassicConditions({}, 'all', 0)).toBe(true)
})

test('a pattern that is none is named', () => {
  expect(() => toPattern('(')).toThrow('"(" is not a regular expression')
  expect(toPattern('/a/gi').flags).toBe('i')
})

test('a pattern that would never end on its text is refused', () => {
  const bomb = { value1: `${'a'.repeat(60)}!`, operation: 'regex', value2: '^(a|a)*$' }

  expect(() => meetsClassicCondition(bomb, 'string', 0)).toThrow('takes too long on this text')
})
