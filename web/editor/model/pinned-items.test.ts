import { expect, test } from 'vitest'
import { itemsAsText, pinsMaxBytes, readItems } from './pinned-items.ts'

const around = { before: [], others: {} }

test('what is edited is the data; files and pairing stay with their item', () => {
  const before = [{ json: { a: 1 }, binary: { file: { id: 'x' } }, pairedItem: { item: 0 } }]

  expect(JSON.parse(itemsAsText(before))).toEqual([{ a: 1 }])
  expect(readItems('[{"a":2}]', { before, others: {} })).toEqual({
    items: [{ json: { a: 2 }, binary: { file: { id: 'x' } }, pairedItem: { item: 0 } }],
  })
  expect(readItems('[{"a":2},{"a":3}]', { before, others: {} })).toEqual({ items: [{ json: { a: 2 } }, { json: { a: 3 } }] })
})

test('one object is a list of one, and whole items are taken as they are', () => {
  expect(readItems('{"a":1}', around)).toEqual({ items: [{ json: { a: 1 } }] })
  expect(readItems('[{"json":{"a":1}}]', around)).toEqual({ items: [{ json: { a: 1 } }] })
  expect(readItems('[{"json":{"a":1},"more":1}]', around)).toEqual({ items: [{ json: { json: { a: 1 }, more: 1 } }] })
  expect(readItems('[]', around)).toEqual({ items: [] })
})

test('what cannot be items is refused in words', () => {
  expect(readItems('[{', around)).toMatchObject({ fault: 'editNotJson', reason: expect.any(String) })
  expect(readItems('7', around)).toEqual({ fault: 'editNotList' })
  expect(readItems('[{"a":1}, 2]', around)).toEqual({ fault: 'editNotObject', number: 2 })
  const half = 'x'.repeat(pinsMaxBytes / 2)
  expect(readItems(JSON.stringify([{ half }]), { before: [], others: { B: [{ json: { half } }] } })).toMatchObject({
    fault: 'editTooLarge',
  })
})
