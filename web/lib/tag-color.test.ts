import { expect, test } from 'vitest'
import { tagColor } from './tag-color.ts'

test('a tag keeps the colour it was given', () => {
  expect(tagColor('Orders', '#4C9A58')).toBe('#4C9A58')
})

test('a tag without a colour always gets the same one', () => {
  expect(tagColor('Orders', null)).toBe(tagColor('Orders', null))
  expect(tagColor('', null)).toMatch(/^var\(--/)
})

test('different tags are told apart', () => {
  expect(
    new Set(['Orders', 'Sales', 'Finance', 'Customer', 'Operations'].map((name) => tagColor(name, null))).size,
  ).toBeGreaterThan(2)
})
