import { expect, test } from 'vitest'
import { landingOf } from './regions.ts'

/** The text with what is put at `|`, which stands for the place. */
function put(marked: string): string {
  const place = marked.indexOf('|')
  const text = marked.replace('|', '')
  const { at, isBare } = landingOf(text, place)
  return `${text.slice(0, at)}${isBare ? 'X' : '{{ X }}'}${text.slice(at)}`
}

test('a value is put where an operand may stand, and behind an expression that it would break', () => {
  expect(put('Hi |')).toBe('Hi {{ X }}')
  expect(put('{{ | }}')).toBe('{{ X }}')
  expect(put('{{ $json.a + | }}')).toBe('{{ $json.a + X }}')
  expect(put('{{ | + $json.a }}')).toBe('{{ X + $json.a }}')
  expect(put('{{ max($json.a, |) }}')).toBe('{{ max($json.a, X) }}')
  expect(put('{{ $json.na|me }} there')).toBe('{{ $json.name }}{{ X }} there')
  expect(put('{{ $json.name| }}')).toBe('{{ $json.name }}{{ X }}')
  expect(put('{{ max($json.a)| }}')).toBe('{{ max($json.a) }}{{ X }}')
  expect(put('{{ $json.name }|}')).toBe('{{ $json.name }}{{ X }}')
  expect(put('{{ $json.name }}|')).toBe('{{ $json.name }}{{ X }}')
  expect(put('|{{ $json.name }}')).toBe('{{ X }}{{ $json.name }}')
  expect(put('{{ $json.a + |')).toBe('{{ $json.a + X')
  expect(put('a \\{{ | }}')).toBe('a \\{{ {{ X }} }}')
})
