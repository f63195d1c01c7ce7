import { expect, test } from 'vitest'
import { asExpression, fieldCode, isInBraces, pathText, plainPath } from './path-text.ts'

test('a way to a value is written with dots where names allow it, and with brackets where they do not', () => {
  expect(pathText(['order', 'lines', 0, 'unit-price'])).toBe('.order.lines[0]["unit-price"]')
  expect(pathText(['größe', '2nd', 'a"b', '', '__proto__'])).toBe('.größe["2nd"]["a\\"b"][""].__proto__')
  expect(plainPath(['order', 'lines', 0])).toBe('order.lines[0]')
})

test('what comes straight in is $json, everything else names its node', () => {
  expect(fieldCode(['total'], undefined)).toBe('$json.total')
  expect(fieldCode(['total'], "Ada's \\ node")).toBe("$('Ada\\'s \\\\ node').item.json.total")
  expect(fieldCode([], 'A')).toBe("$('A').item.json")
})

test('a name with braces does not end the expression', () => {
  expect(asExpression(fieldCode(['a}}b'], undefined))).toBe('{{ $json["a\\}}b"] }}')
})

test('a place is known to lie in an expression or in the text around it', () => {
  const text = 'a {{ b }} c {{ d'

  expect([0, 2, 4, 6, 9, 11, 14, 16].map((at) => isInBraces(text, at))).toEqual([
    false,
    false,
    true,
    true,
    false,
    false,
    true,
    true,
  ])
})
