import { expect, test } from 'vitest'
import { fieldKindOf, valueText } from './value-text.ts'

const words = { yes: 'Yes', no: 'No', empty: 'Empty', emptyList: 'None', notSet: 'Not set' }

test.each([
  [true, 'Yes'],
  [0, '0'],
  ['', 'Empty'],
  ['open', 'open'],
  [[], 'None'],
  [['a.com', 'b.com'], 'a.com, b.com'],
  [{ read: 1, write: 0 }, 'read 1, write 0'],
  [{}, 'Empty'],
  [null, 'Not set'],
])('%j is told as %s', (value, text) => {
  expect(valueText(value, words)).toBe(text)
})

test.each([
  [{ type: 'string', enum: ['a', 'b'] }, 'choice'],
  [{ enum: ['a', 'b'] }, 'choice'],
  [{ type: 'boolean' }, 'switch'],
  [{ type: 'integer', minimum: 1 }, 'number'],
  [{ type: 'string' }, 'text'],
  [{ type: 'array', items: { type: 'string' } }, 'list'],
  [{ type: 'array', items: { type: 'object' } }, 'json'],
  [{ type: 'object', properties: { a: { type: 'integer' } } }, 'numbers'],
  [{ type: 'object', properties: { a: { type: 'string' } } }, 'json'],
  [{}, 'json'],
  [null, 'json'],
])('%j is edited as %s', (schema, kind) => {
  expect(fieldKindOf(schema).kind).toBe(kind)
})
