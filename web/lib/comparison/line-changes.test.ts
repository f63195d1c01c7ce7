import fc from 'fast-check'
import { expect, test } from 'vitest'
import { lineChanges } from './line-changes.ts'

test('only what differs is shown, with two lines beside it', () => {
  expect(lineChanges('a\nb\nc\nold\nd\ne\nf', 'a\nb\nc\nnew\nd\ne\nf')).toEqual([
    { kind: 'same', text: 'b' },
    { kind: 'same', text: 'c' },
    { kind: 'gone', text: 'old' },
    { kind: 'new', text: 'new' },
    { kind: 'same', text: 'd' },
    { kind: 'same', text: 'e' },
  ])
})

test('lines that come or go among equal ones are not counted twice', () => {
  expect(lineChanges('a\na', 'a\na\na')).toEqual([
    { kind: 'same', text: 'a' },
    { kind: 'same', text: 'a' },
    { kind: 'new', text: 'a' },
  ])
})

test('whatever the texts are, what is gone and what is new makes one into the other', () => {
  const text = fc.array(fc.constantFrom('a', 'b', 'c')).map((lines) => lines.join('\n'))
  fc.assert(
    fc.property(text, text, (before, after) => {
      const changed = lineChanges(before, after)
      const gone = changed.filter(({ kind }) => kind === 'gone').length
      const come = changed.filter(({ kind }) => kind === 'new').length
      expect(before.split('\n').length - gone + come).toBe(after.split('\n').length)
      expect(gone + come === 0).toBe(before === after)
    }),
  )
})
