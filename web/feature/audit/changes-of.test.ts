import { expect, test } from 'vitest'
import { changesOf } from './changes-of.ts'

test('what differs comes first, and what was not there is nothing', () => {
  expect(changesOf({ name: 'a', version: 1, tags: ['x'] }, { name: 'b', version: 1, note: null })).toEqual([
    { field: 'name', old: 'a', new: 'b', isSame: false },
    { field: 'tags', old: '["x"]', new: undefined, isSame: false },
    { field: 'note', old: undefined, new: 'null', isSame: false },
    { field: 'version', old: '1', new: '1', isSame: true },
  ])
  expect(changesOf(null, null)).toEqual([])
})
