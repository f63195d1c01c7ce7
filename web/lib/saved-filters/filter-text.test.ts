import { expect, test } from 'vitest'
import { searchOf, textOf } from './filter-text.ts'

test('a filter is the same text in whatever order it was chosen, and comes back as it was', () => {
  const search = { text: 'a & b=c#?', status: 'failed', q: undefined, tag: '', receipt: 'x', do: 'import' }

  expect(textOf(search)).toBe('status=failed&text=a+%26+b%3Dc%23%3F')
  expect(searchOf(textOf(search))).toEqual({ status: 'failed', text: 'a & b=c#?' })
  expect(textOf({ text: 'a', status: 'b' })).toBe(textOf({ status: 'b', text: 'a' }))
  expect(textOf({ do: 'import' })).toBe('')
})
