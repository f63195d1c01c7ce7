import { expect, test } from 'vitest'
import { parseItems } from './parse-items.ts'

test('one object is one item', () => {
  expect(parseItems('{"id":1}')).toEqual([{ id: 1 }])
})

test('what is no list of objects is refused', () => {
  expect(['7', '[1]', '[[]]', 'null', '{', ''].map(parseItems)).toEqual([null, null, null, null, null, null])
})
