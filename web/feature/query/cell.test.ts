import { expect, test } from 'vitest'
import { cellOf, isNumeric, widthsOf } from './cell.ts'

const column = (type: string, isMasked = false) => ({ name: 'x', type, isMasked })

test('a missing value is not an empty text, and a masked one shows nothing but its mask', () => {
  expect(cellOf(null, column('text'))).toEqual({ text: 'null', look: 'null' })
  expect(cellOf('', column('text'))).toEqual({ text: '', look: 'text' })
  expect(cellOf('••••', column('numeric', true))).toEqual({ text: '••••', look: 'masked' })
})

test('numbers are told from texts by the type of the column, also where they come as a text', () => {
  expect(cellOf('129.00', column('numeric')).look).toBe('number')
  expect(cellOf('129.00', column('text')).look).toBe('text')
  expect(cellOf(7, column('json')).look).toBe('number')
  expect(['int4', 'bigint', 'double precision', 'numeric'].every((type) => isNumeric({ type }))).toBe(true)
  expect(['interval', 'text', 'point', 'timestamptz'].some((type) => isNumeric({ type }))).toBe(false)
})

test('what has parts is shown as JSON', () => {
  expect(cellOf({ a: [1, null] }, column('jsonb')).text).toBe('{"a":[1,null]}')
})

test('a column is as wide as its values, and never without bounds', () => {
  const widths = widthsOf([column('text'), column('text')], [['', 'y'.repeat(10_000)]])
  expect(widths[0]).toBe(72)
  expect(widths[1]).toBe(340)
})
